"""A paper as a web page of its own: one file, nothing from elsewhere, ready to be printed."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from hotline.papers.bars import draw_bars
from hotline.papers.paper import Paper, PaperSection, Table, shown

_STYLE = """
body { font: 17px/1.8 FangSong, "Noto Serif CJK SC", serif; max-width: 46em; margin: 2em auto;
  padding: 0 1em; color: #1b2430; }
header p { color: #c00000; font-size: 1.7em; font-weight: bold; text-align: center; margin: 0;
  border-bottom: 2px solid #c00000; }
h1, .number, figcaption, caption { text-align: center; }
h1 { font-size: 1.5em; margin-bottom: 0; }
h2 { font-size: 1.1em; }
p { text-indent: 2em; margin: .4em 0; }
header p, .number, .signed p, footer p { text-indent: 0; }
.signed { text-align: right; margin-top: 2em; }
footer { font-size: .8em; color: #555; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85em; margin: 1em 0; }
th, td { border: 1px solid #999; padding: .2em .5em; text-align: center; }
th:first-child, td:first-child { text-align: left; }
figure { margin: 1em 0; }
svg { width: 100%; height: auto; }
"""


def to_html(paper: Paper) -> bytes:
    return "".join(_parts(paper)).encode()


def _parts(paper: Paper) -> Iterator[str]:
    yield '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(paper.title)} {escape(paper.number)}</title>"
    yield f"<style>{_STYLE}</style></head><body>"
    if paper.head:
        yield f"<header><p>{escape(paper.head)}</p></header>"
    yield f'<h1>{escape(paper.title)}</h1><p class="number">{escape(paper.number)}</p>'
    if paper.facts:
        yield _grid("", (), paper.facts)
    for section in paper.sections:
        yield from _section(section)
    yield '<div class="signed">'
    yield from (f"<p>{escape(line)}</p>" for line in paper.signed)
    yield f"</div><footer><p>{escape(paper.foot)}</p></footer></body></html>"


def _section(section: PaperSection) -> Iterator[str]:
    if section.heading:
        yield f"<h2>{escape(section.heading)}</h2>"
    yield from (f"<p>{escape(part)}</p>" for part in section.text.splitlines())
    for table in section.tables:
        yield _table(table)
    for chart in section.charts:
        yield f"<figure><figcaption>{escape(chart.caption)}</figcaption>{draw_bars(chart)}</figure>"


def _table(table: Table) -> str:
    rows = [[shown(cell) for cell in row] for row in table.rows]
    return _grid(table.caption, table.columns, rows)


def _grid(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = f"<thead>{_row('th', columns)}</thead>" if columns else ""
    body = "".join(_row("td", row) for row in rows)
    return f'<div class="wide"><table>{title}{head}<tbody>{body}</tbody></table></div>'


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
