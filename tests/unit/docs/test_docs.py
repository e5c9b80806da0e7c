"""The documents say what the code does."""

import re
from pathlib import Path

from hotline.cli import COMMANDS
from hotline.domain.workflow import diagram

ROOT = Path(__file__).resolve().parents[3]


def test_the_printed_state_diagram_is_the_one_of_the_table():
    assert diagram() in (ROOT / "docs" / "architecture.md").read_text()


def test_every_relative_link_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_file_that_a_document_names_exists():
    for page in (ROOT / "docs").rglob("*.md"):
        for name in re.findall(
            r"`((?:hotline|classifiers|routing|analytics|tests|benchmarks)/[\w/.-]+\.\w+)`",
            page.read_text(),
        ):
            assert (ROOT / name).exists(), f"{page.relative_to(ROOT)} names {name}"


def test_both_readmes_name_every_command():
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text()
        for command in COMMANDS:
            assert f"hotline {command}" in text, f"{readme} does not name {command}"
