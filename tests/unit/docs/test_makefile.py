"""`make help` tells what there is, and every benchmark has its target."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# What benchmarks start, and what `make bench` itself runs.
HELPERS = {"server", "reports"}


def make(*arguments: str) -> str:
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def benchmarks() -> set[str]:
    files = (ROOT / "benchmarks").glob("*.py")
    return {path.stem for path in files if "__main__" in path.read_text("utf-8")} - HELPERS


def test_help_lists_every_benchmark_with_its_first_line():
    listed = dict(re.findall(r"^  make bench-(\S+) +(\S.*)$", make("help"), re.MULTILINE))
    assert set(listed) == benchmarks()
    assert all(text.endswith(".") and '"' not in text for text in listed.values())


def test_a_benchmark_runs_by_its_target():
    for name in sorted(benchmarks()):
        assert f"-m benchmarks.{name}\n" in make("-n", f"bench-{name}")
    assert "-m benchmarks.reports" in make("-n", "bench")


def test_every_target_that_a_page_names_exists():
    targets = set(re.findall(r"^  make (\S+) ", make("help"), re.MULTILINE))
    pages = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").rglob("*.md"),
    ]
    for page in pages:
        for name in re.findall(r"`make ([a-z_-]+)`", page.read_text("utf-8")):
            assert name in targets or name == "bench-...", f"{page.name}: make {name}"
