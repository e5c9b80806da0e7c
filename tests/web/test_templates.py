"""Templates are read by people: lines of a screen's width, and what opens and closes stands in one
column.
"""

import re
from unicodedata import east_asian_width

import pytest

from hotline.web.pages.rendering import TEMPLATES

WIDEST = 120
FILES = sorted(TEMPLATES.rglob("*.html"))
# What opens a block, and what closes it; the rest of a tag or statement does not matter here.
BLOCKS = r"if|for|with|block|macro|call|set(?= \w+ *-?%)"
OPENING = rf"<(?P<tag>[a-z][a-z0-9]*)\b|\{{%-? *(?P<block>{BLOCKS})\b"
CLOSING = r"</(?P<tag_end>[a-z][a-z0-9]*)>|\{%-? *end(?P<block_end>[a-z]+)"
VOID = {"input", "br", "img", "meta", "link", "hr"}


def columns(text):
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def crooked(text):
    """Lines that begin by closing what was opened on a line of another indentation."""
    opened, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        for match in re.finditer(f"{OPENING}|{CLOSING}", line):
            name = match["tag"] or match["block"]
            if name and name not in VOID:
                opened.append((name, indent))
            elif not name:
                start, column = opened.pop()
                assert start == (match["tag_end"] or match["block_end"]), (number, line)
                if match.start() == indent and column != indent:
                    wrong.append((number, line))
    return wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_lines_are_no_wider_than_a_screen(path):
    lines = enumerate(path.read_text().splitlines(), 1)
    assert [(number, line) for number, line in lines if columns(line) > WIDEST] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_closes_stands_where_it_opened(path):
    assert crooked(path.read_text()) == []


def test_the_rule_sees_a_crooked_template():
    assert crooked("<ul>\n  {% for x in y %}\n  <li></li>\n{% endfor %}\n</ul>") == [
        (4, "{% endfor %}")
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_unit_is_always_found_by_typing(path):
    """A list of 162 units to scroll, or a field that wants a code, is for nobody."""
    text = path.read_text()
    assert 'list="units"' not in text
    for call in re.findall(r"f\.choose\w*\([^)]*names\.units\b[^)]*\)", text):
        assert "units=true" in call, call
    for select in re.findall(r"<select[^>]*>(?:(?!</select>).)*names\.units", text, re.DOTALL):
        assert "data-units" in select.split(">", 1)[0], path
    assert not re.search(r'f\.text\([^)]*"unit"', text)
