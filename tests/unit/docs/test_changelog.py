"""The program's version is the newest one of the changelog."""

import re
from pathlib import Path

from click.testing import CliRunner

from hotline.cli import hotline

ROOT = Path(__file__).resolve().parents[3]
HEADINGS = re.findall(
    r"^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
)


def test_the_program_says_the_newest_version_of_the_changelog():
    printed = CliRunner().invoke(hotline, ["--version"]).output
    assert printed.strip().endswith(f"version {HEADINGS[0][0]}")


def test_what_is_installed_has_the_same_version():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'version = { attr = "hotline.__version__" }' in project
    assert not re.search(r'^version = "', project, re.MULTILINE)


def test_versions_and_dates_fall_from_top_to_bottom():
    numbers = [tuple(map(int, number.split("."))) for number, _ in HEADINGS]
    days = [day for _, day in HEADINGS]
    assert len(numbers) > 3
    assert numbers == sorted(set(numbers), reverse=True)
    assert days == sorted(days, reverse=True)


def test_every_version_says_what_was_added_changed_or_fixed():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for version in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.+)$", version, re.MULTILINE)
        assert kinds
        assert set(kinds) <= {"Added", "Changed", "Fixed", "Removed"}
