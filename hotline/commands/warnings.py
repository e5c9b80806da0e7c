"""`hotline warnings`: surges, repeats, crowds and more, of a file or of the installation."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from analytics.alarms.raising import early_warnings, in_order
from analytics.alarms.warning import GRADES, EarlyWarning, Event
from hotline.commands.options import installation_options
from hotline.commands.report_columns import NamedRow, read_report_rows, require_columns
from hotline.commands.report_times import Span, in_span, read_span, without_far_times
from hotline.config import Settings
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.times import parse_time
from hotline.reading.early_warnings import kind_of_day

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
@click.option(
    "--text", metavar="COL", default="", help="Column with the text, read for dangers too."
)
@click.option("--closed", metavar="COL", default="", help="Column with the time of closing.")
@click.option("--id", "key", metavar="COL", default="id", help="Column with the number; id.")
@click.option("--from", "since", metavar="D", help="Raised on or after this day or time.")
@click.option("--to", "until", metavar="D", help="Raised up to this day, all of it.")
@click.option("--all", "with_ended", is_flag=True, help="Without FILE: warnings that ended too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def warnings(
    file: Path | None,
    time: str,
    category: str,
    place: str,
    caller: str,
    text: str,
    closed: str,
    key: str,
    since: str | None,
    until: str | None,
    with_ended: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Warnings in the order in which they would have been raised, each once.

    FILE is CSV, XLSX or JSON lines; without one the warnings are those that the worker raised in
    the data folder and whose life goes on, as their pages show them. What came before --from is
    still the history that the counts of a file are compared with. Texts are read for dangers and
    red words as the city of the data folder knows them, or the demo city where there is none.
    """
    span = read_span(since, until)
    if file is None:
        documents = _kept(settings, span, with_ended=with_ended)
    else:
        require_columns(file, {"time": time, "category": category, "place": place})
        columns = {"time": time, "category": category, "place": place}
        columns |= {"caller": caller, "text": text, "closed": closed}
        documents = _of_file(file, columns, key, span, settings)
    lines = "\n".join(map(_line, documents)) or "没有预警"
    click.echo(json.dumps(documents, ensure_ascii=False, indent=1) if as_json else lines)


def _of_file(
    file: Path, columns: Mapping[str, str], key: str, span: Span, settings: Settings
) -> list[dict[str, Any]]:
    rows = list(read_report_rows(file, columns, number=key, most=None))
    events = [_event(row) for row in without_far_times(rows)]
    raised = early_warnings(events, kind_of_day=kind_of_day(WorkCalendar()))
    if columns["text"]:
        raised = in_order([*raised, *_alarms(events, span, settings)])
    return [_document(warning) for warning in raised if in_span(warning.raised, span)]


def _alarms(events: Sequence[Event], span: Span, settings: Settings) -> Iterator[EarlyWarning]:
    from hotline.commands.rehearsal import open_rehearsal
    from hotline.reading.text_alarms import alarms_in_texts

    with open_rehearsal(settings) as (_, desk):
        judged = [event for event in events if in_span(event.at, span)]
        yield from alarms_in_texts(judged, desk.city)


def _event(row: NamedRow) -> Event:
    assert row.at is not None
    cells = row.cells
    return Event(
        id=cells.get("id") or str(row.number),
        at=row.at,
        category=cells["category"],
        place=cells["place"],
        caller=cells.get("caller", ""),
        text=cells.get("text", ""),
        closed=_closed(cells.get("closed", "")),
    )


def _closed(value: str) -> datetime | None:
    try:
        return parse_time(value) if value else None
    except ValueError:
        return None


def _kept(settings: Settings, span: Span, *, with_ended: bool) -> list[dict[str, Any]]:
    from hotline.commands.kept_watch import kept_warnings
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        return kept_warnings(session, span, with_ended=with_ended)


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


def _line(warning: Mapping[str, Any]) -> str:
    raised = datetime.fromisoformat(warning["raised"])
    head = f"{raised:%Y-%m-%d %H:%M} {GRADES[warning['grade']]} {KINDS[warning['kind']]}"
    return f"{head} {warning['category']} {warning['place']}：{'；'.join(warning['why'])}"
