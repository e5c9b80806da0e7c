"""The tables and lists of a page as a workbook: as its reader sees them, but for personal data."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.roles import Actor
from hotline.papers.paper import Cell, Paper, PaperSection, Table
from hotline.web.papers.watermark import EXAMPLE, MASKED, watermark

# No code that begins with a nought and no number of a ticket is counted with.
COUNT = re.compile(r"0|[1-9]\d{0,8}|[1-9]\d{0,2}(,\d{3}){1,2}")
# In an address: the tables of the page instead of the page.
FLAG = "workbook"
NO_TABLE = "本页没有表格，或没有可导出的行。"
UNSHOWN = frozenset({"script", "style", "template", "form", "button", "select", "svg"})
HEADINGS, ENTRIES = ("h1", "h2", "h3"), ("li", "article")
TEXTS = ("td", "th", "caption", "title")
APART = ("br", "div", "p", "dt", "dd", "span", "b", "li", "h1", "h2", "h3")


def has_rows(html: str) -> bool:
    """Whether there is a table or a list in a page's main part."""
    return any(f"<{tag}" in html for tag in ("table", *ENTRIES))


@dataclass
class PageTable:
    """A table or, with `of` li or article, a list, which has one column."""

    name: str = ""
    rows: list[list[str]] = field(default_factory=list)
    of: str = "table"


class TableReader(HTMLParser):
    """Text of the cells of every table and of the entries of every list of a page's main part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.tables: list[PageTable] = []
        self._name = self._entry = ""
        self._depth, self._is_main, self._in_table = 0, False, False
        self._inside: list[str] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._is_main = True
        elif tag == "table" and self._is_main:
            self._in_table, self._entry = True, ""
            self._inside = []  # a table in a form is shown
            self.tables.append(PageTable(self._name))
        elif tag == "tr" and self._in_table:
            self.tables[-1].rows.append([])
        elif tag in ENTRIES and self._is_main and not self._in_table:
            self._begin_entry(tag)
        if tag in TEXTS or (tag in HEADINGS and not self._entry):
            self._text = []
        elif tag in APART:
            self._text.append(" ")
        if tag in UNSHOWN:
            self._inside.append(tag)
        self._name = dict(attrs).get("aria-label") or self._name if tag == "div" else self._name

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        text = " ".join("".join(self._text).split())
        if tag in ("td", "th") and self._in_table and self.tables[-1].rows:
            self.tables[-1].rows[-1].append(text)
        elif tag in HEADINGS and not self._entry:
            self._name = text
        elif tag == "title" and not self.title:
            self.title = text
        elif tag == self._entry:
            self._end_entry(text)
        elif tag == "table":
            self._in_table = False
        elif tag == "main":
            self._is_main = False

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._text.append(data)

    def _begin_entry(self, tag: str) -> None:
        if not self._entry:
            self._entry, self._text = tag, []
        self._depth += tag == self._entry

    def _end_entry(self, text: str) -> None:
        self._depth -= 1
        if self._depth:
            return
        last = self.tables[-1] if self.tables else PageTable()
        if (last.of, last.name) != (self._entry, self._name):
            last = PageTable(self._name, [["内容"]], self._entry)
            self.tables.append(last)
        last.rows.append([text])
        self._entry = ""


def tables_paper(html: str, actor: Actor, desk: Desk) -> Paper:
    """A sheet for each table, marked with login and time."""
    reader = TableReader()
    reader.feed(html)
    tables = [_table(at, table) for at, table in enumerate(reader.tables, 1) if table.rows]
    mark = watermark(actor, desk)
    return Paper(
        title=reader.title.partition(" · ")[0] or "表格",
        number="",
        sections=[PaperSection("", "" if tables else NO_TABLE, tables)],
        foot=(EXAMPLE if desk.city.example else "") + MASKED + mark,
        watermark=mark,
    )


def _table(number: int, table: PageTable) -> Table:
    """Rows are as wide as the widest; the first one are its columns."""
    width = max(map(len, table.rows))
    columns, *rows = [row + [""] * (width - len(row)) for row in table.rows]
    return Table(
        table.name[:20] or f"表 {number}", columns, [[_cell(text) for text in row] for row in rows]
    )


def _cell(text: str) -> Cell:
    """Without what a page may show to those who work on it and no file may take along."""
    return int(text.replace(",", "")) if COUNT.fullmatch(text) else mask(text)
