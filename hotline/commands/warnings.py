"""`hotline warnings`: surges, repeats, crowds and more, of a file or of the installation."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from analytics.alarms.raising import early_warnings
from analytics.alarms.warning import GRADES, EarlyWarning, Event
from hotline.commands.options import installation_options
from hotline.commands.report_columns import (
    NamedRow,
    in_span,
    parse_day,
    read_report_rows,
    require_columns,
)
from hotline.config import Settings
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.times import day_of, parse_time
from hotline.reading.early_warnings import kind_of_day, ticket_warnings

KINDS = {
    "surge": "突增",
    "rise": "缓升",
    "repeat": "重复",
    "crowd": "聚集",
    "false-closure": "虚假办结",
    "sensitive": "敏感",
    "danger": "危险",
    "limits": "集中到期",
}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--time", "time", metavar="COL", default="", help="Column with the time.")
@click.option("--category", metavar="COL", default="", help="Column with the category.")
@click.option("--place", metavar="COL", default="", help="Column with the place or area.")
@click.option("--caller", metavar="COL", default="", help="Column that tells callers apart.")
@click.option("--closed", metavar="COL", default="", help="Column with the time of closing.")
@click.option("--id", "key", metavar="COL", default="id", help="Column with the number; id.")
@click.option("--from", "since", metavar="D", help="Raised on or after this day or time.")
@click.option("--to", "until", metavar="D", help="Raised up to this day, all of it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def warnings(
    file: Path | None,
    time: str,
    category: str,
    place: str,
    caller: str,
    closed: str,
    key: str,
    since: str | None,
    until: str | None,
    as_json: bool,
    settings: Settings,
) -> None:
    """Warnings in the order in which they would have been raised, each once.

    FILE is CSV, XLSX or JSON lines; without one the tickets of the data folder are read. What came
    before --from is still the history that counts are compared with.
    """
    begin = parse_day("from", since) if since else None
    end = day_of("to", until) if until else None
    if file is None:
        raised = _of_tickets(settings)
    else:
        require_columns(file, {"time": time, "category": category, "place": place})
        columns = {"time": time, "category": category, "place": place}
        columns |= {"caller": caller, "closed": closed}
        events = [_event(row) for row in read_report_rows(file, columns, number=key, most=None)]
        raised = early_warnings(events, kind_of_day=kind_of_day(WorkCalendar()))
    shown = [warning for warning in raised if in_span(warning.raised, begin, end)]
    documents = [_document(warning) for warning in shown]
    lines = "\n".join(map(_line, shown)) or "没有预警"
    click.echo(json.dumps(documents, ensure_ascii=False, indent=1) if as_json else lines)


def _event(row: NamedRow) -> Event:
    assert row.at is not None
    cells = row.cells
    return Event(
        id=cells.get("id") or str(row.number),
        at=row.at,
        category=cells["category"],
        place=cells["place"],
        caller=cells.get("caller", ""),
        closed=_closed(cells.get("closed", "")),
    )


def _closed(value: str) -> datetime | None:
    try:
        return parse_time(value) if value else None
    except ValueError:
        return None


def _of_tickets(settings: Settings) -> list[EarlyWarning]:
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        return ticket_warnings(session)


def _document(warning: EarlyWarning) -> dict[str, Any]:
    return {
        "raised": warning.raised.isoformat(),
        "kind": warning.kind,
        "grade": warning.grade,
        "category": warning.category,
        "place": warning.place,
        "n": warning.n,
        "expected": warning.expected,
        "why": list(warning.why),
        "ids": list(warning.ids),
    }


def _line(warning: EarlyWarning) -> str:
    head = f"{warning.raised:%Y-%m-%d %H:%M} {GRADES[warning.grade]} {KINDS[warning.kind]}"
    return f"{head} {warning.category} {warning.place}：{'；'.join(warning.why)}"
