"""The index of decisions has every decision, with the date and the sentence of its page."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
ROWS = {
    name: (day, title, sentence)
    for day, title, name, sentence in re.findall(
        r"^\| (\S+) \| \[(.+?)\]\((\S+?)\) \| (.+) \|$",
        (FOLDER / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
}
SCREEN = 50
# Its figures are measured anew with every change of the intake and stand in it.
LONG = "intake-in-groups.md"


def test_the_index_lists_what_is_there_newest_first():
    assert set(ROWS) == {path.name for path in PAGES}
    days = [day for day, _, _ in ROWS.values()]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_begins_with_its_date_and_its_sentence(page):
    day, title, sentence = ROWS[page.name]
    lines = page.read_text("utf-8").splitlines()
    assert lines[0] == f"# {title}"
    if page.name != LONG:
        assert lines[2] == f"Decided {day}: {sentence}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_fits_on_a_screen(page):
    if page.name != LONG:
        assert len(page.read_text("utf-8").splitlines()) <= SCREEN
