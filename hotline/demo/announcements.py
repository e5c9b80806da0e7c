"""What 示例市 has announced, written and approved by two people: its difficulties (曝光纠错), and
what was asked and answered (有问有答).
"""

from datetime import timedelta
from importlib.resources import as_file, files

from sqlmodel import Session

from hotline.demo.demo_staff import DemoStaff
from hotline.desk.desk import Desk
from hotline.domain.knowledge import Content, read_content
from hotline.domain.outcomes import KnowledgeKind
from hotline.domain.roles import Role
from hotline.knowledge import entries as know
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Record

TEXTS = files("hotline.demo").joinpath("texts")


def load_exposures(session: Session, desk: Desk, crew: DemoStaff) -> None:
    """Each on the day that its file names; days of follow-ups count back from today as well."""
    for cells in _rows("exposures.csv"):
        _publish(session, desk, crew, cells)


def load_replies(session: Session, desk: Desk, crew: DemoStaff) -> None:
    """Each on the day that its file names."""
    writer, other = crew.by_role[Role.REVIEWER][0], crew.by_role[Role.SUPERVISOR][0]
    for cells in _rows("replies.csv"):
        then = desk.at(desk.now() - timedelta(days=int(cells.pop("days_ago"))))
        content = _content("reply", cells, desk)
        entry = know.draft(session, writer, content, then, kind=KnowledgeKind.REPLY)
        know.publish(session, other, entry, then, number=1)


def _rows(name: str) -> list[dict[str, str]]:
    with as_file(TEXTS.joinpath(name)) as path:
        rows = [row.cells for row in open_sheet(path).rows if isinstance(row, Record)]
    return [{column: str(value) for column, value in cells.items()} for cells in rows]


def _publish(session: Session, desk: Desk, crew: DemoStaff, cells: dict[str, str]) -> None:
    """First without what followed; a second version tells it on the day of the last follow-up."""
    began = desk.at(desk.now() - timedelta(days=int(cells.pop("days_ago"))))
    lines = cells["followups"].split("\n")
    ended = desk.at(desk.now() - timedelta(days=int(lines[-1].split(" ")[0])))
    cells |= {"effective_from": str(began.now().date())}
    first = cells | {"followups": "", "state": "rectifying"}
    later = cells | {"followups": "\n".join(_dated(line, desk) for line in lines)}
    writer, other = crew.by_role[Role.REVIEWER][0], crew.by_role[Role.SUPERVISOR][0]
    kind = KnowledgeKind.EXPOSURE
    entry = know.draft(session, writer, _content(kind, first, desk), began, kind=kind)
    know.publish(session, other, entry, began, number=1)
    know.revise(session, writer, entry, ended, content=_content(kind, later, desk), seen_version=1)
    know.publish(session, other, entry, ended, number=2)


def _content(kind: str, cells: dict[str, str], desk: Desk) -> Content:
    tables = desk.city
    return read_content(kind, cells, units=tables.units, categories=tables.categories)


def _dated(line: str, desk: Desk) -> str:
    days_ago, _, text = line.partition(" ")
    return f"{desk.now().date() - timedelta(days=int(days_ago))} {text}"
