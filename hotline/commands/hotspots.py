"""`hotline hotspots`: the hottest issues of a file of reports, or of the installation's tickets."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from analytics.hotspots.hottest import hottest
from analytics.hotspots.issue import Issue
from analytics.hotspots.report import Report
from hotline.commands.options import installation_options
from hotline.commands.report_columns import (
    NamedRow,
    in_span,
    parse_day,
    read_report_rows,
    require_columns,
)
from hotline.config import Settings
from hotline.domain.time.times import day_of


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--time", "time", metavar="COL", default="", help="Column with the time.")
@click.option("--title", metavar="COL", default="", help="Column with the title.")
@click.option("--text", metavar="COL", default="", help="Column with the text.")
@click.option("--caller", metavar="COL", default="", help="Column that tells callers apart.")
@click.option("--votes", metavar="COL", default="", help="Column with the votes for a report.")
@click.option("--id", "key", metavar="COL", default="id", help="Column with the number; id.")
@click.option("--from", "since", metavar="D", help="Reported on or after this day or time.")
@click.option("--to", "until", metavar="D", help="Reported up to this day, all of it.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000), metavar="N")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def hotspots(
    file: Path | None,
    time: str,
    title: str,
    text: str,
    caller: str,
    votes: str,
    key: str,
    since: str | None,
    until: str | None,
    top: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Reports about the same matter at the same place become one issue; the hottest come first.

    FILE is CSV, XLSX or JSON lines; without one the tickets of the data folder are read.
    """
    span = (
        parse_day("from", since) if since else None,
        day_of("to", until) if until else None,
    )
    if file is None:
        reports = _tickets(settings, *span)
    else:
        require_columns(file, {"time": time, "title": title, "text": text})
        columns = {"time": time, "title": title, "text": text, "caller": caller, "votes": votes}
        reports = _rows(file, columns, key, span)
    issues = hottest(reports, top)
    documents = [_document(rank, issue) for rank, issue in enumerate(issues, 1)]
    click.echo(json.dumps(documents, ensure_ascii=False, indent=1) if as_json else _table(issues))


def _rows(
    file: Path,
    columns: Mapping[str, str],
    key: str,
    span: tuple[datetime | None, datetime | None],
) -> list[Report]:
    rows = read_report_rows(file, columns, number=key)
    return [_report(row) for row in rows if row.at is not None and in_span(row.at, *span)]


def _report(row: NamedRow) -> Report:
    assert row.at is not None
    cells = row.cells
    return Report(
        id=cells.get("id") or str(row.number),
        at=row.at,
        title=cells["title"],
        text=cells["text"],
        caller=cells.get("caller", ""),
        votes=_votes(cells.get("votes", "")),
    )


def _votes(value: str) -> int:
    try:
        return max(0, int(float(value)))
    except (ValueError, OverflowError):
        return 0


def _tickets(settings: Settings, since: datetime | None, until: datetime | None) -> list[Report]:
    from hotline.reading.issues import issue_reports
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        return issue_reports(session, since=since, until=until)


def _document(rank: int, issue: Issue) -> dict[str, Any]:
    return {
        "rank": rank,
        "title": issue.title,
        "place": issue.place,
        "subject": issue.subject,
        "score": issue.score,
        "first": issue.first.isoformat(),
        "last": issue.last.isoformat(),
        "tickets": issue.tickets,
        "callers": issue.callers,
        "votes": issue.votes,
        "trend": issue.trend,
        "units": dict(issue.units),
        "states": dict(issue.states),
        "ids": list(issue.ids),
        "why": list(issue.why),
    }


def _table(issues: Sequence[Issue]) -> str:
    return "\n".join(_lines(issues)) or "没有热点：没有一件事有三人以上反映"


def _lines(issues: Sequence[Issue]) -> Iterator[str]:
    for rank, issue in enumerate(issues, 1):
        yield f"{rank}. {issue.title}（{issue.place or '地点不明'}）{issue.score:g} 分"
        yield f"   事项：{issue.subject}；{'；'.join(issue.why)}"
