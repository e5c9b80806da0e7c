"""What 示例市 has published of its difficulties (曝光纠错), written and approved by two people."""

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
    with as_file(TEXTS.joinpath("exposures.csv")) as path:
        rows = [row.cells for row in open_sheet(path).rows if isinstance(row, Record)]
    for cells in rows:
        _publish(session, desk, crew, {name: str(value) for name, value in cells.items()})


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
    entry = know.draft(session, writer, _content(first, desk), began, kind=kind)
    know.publish(session, other, entry, began, number=1)
    know.revise(session, writer, entry, ended, content=_content(later, desk), seen_version=1)
    know.publish(session, other, entry, ended, number=2)


def _content(cells: dict[str, str], desk: Desk) -> Content:
    tables = desk.city
    return read_content("exposure", cells, units=tables.units, categories=tables.categories)


def _dated(line: str, desk: Desk) -> str:
    days_ago, _, text = line.partition(" ")
    return f"{desk.now().date() - timedelta(days=int(days_ago))} {text}"
