"""`hotline hotspots`: the hottest issues of a file of reports, or of the installation's tickets."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from analytics.hotspots.hottest import hottest
from analytics.hotspots.issue import Issue
from analytics.hotspots.report import Report
from hotline.commands.options import installation_options
from hotline.commands.report_columns import NamedRow, read_report_rows, require_columns
from hotline.commands.report_times import Span, in_span, read_span, without_far_times
from hotline.config import Settings


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
@click.option("--all", "with_ended", is_flag=True, help="Without FILE: issues that ended too.")
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
    with_ended: bool,
    top: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Reports about the same matter at the same place become one issue; the hottest come first.

    FILE is CSV, XLSX or JSON lines; without one the issues are those that the worker keeps in the
    data folder: as their pages show them, chosen by the day of the last report; of the last 30 days
    where nothing else is asked for.
    """
    span = read_span(since, until)
    if file is None:
        documents = _kept(settings, span, top, with_ended=with_ended)
    else:
        require_columns(file, {"time": time, "title": title, "text": text})
        columns = {"time": time, "title": title, "text": text, "caller": caller, "votes": votes}
        issues = hottest(_rows(file, columns, key, span), top)
        documents = [_document(rank, issue) for rank, issue in enumerate(issues, 1)]
    shown = json.dumps(documents, ensure_ascii=False, indent=1) if as_json else _table(documents)
    click.echo(shown)


def _rows(
    file: Path,
    columns: Mapping[str, str],
    key: str,
    span: Span,
) -> list[Report]:
    rows = read_report_rows(file, columns, number=key, takes=lambda at: in_span(at, span))
    return [_report(row) for row in without_far_times(list(rows))]


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


def _kept(settings: Settings, span: Span, top: int, *, with_ended: bool) -> list[dict[str, Any]]:
    from hotline.commands.city_desk import open_city_desk
    from hotline.commands.kept_watch import kept_issues, read_new_tickets

    with open_city_desk(settings) as (database, desk):
        read_new_tickets(database, desk)
        with database.reading() as session:
            return kept_issues(session, span, top, with_ended=with_ended)


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


def _table(documents: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(_lines(documents)) or "没有热点：没有一件事有三人以上反映"


def _lines(documents: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for issue in documents:
        place = issue["place"] or "地点不明"
        yield f"{issue['rank']}. {issue['title']}（{place}）{issue['score']:g} 分"
        yield f"   事项：{issue['subject']}；{'；'.join(issue['why'])}"
