"""`hotline forecast`: how many reports the next days or hours bring."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from analytics.coming.calendar import DayKind
from analytics.coming.forecast import MOST_HORIZON, Expected, Forecast
from analytics.coming.history import History, TooShort, count_hours, history_of
from hotline.commands.options import installation_options
from hotline.commands.report_columns import read_report_rows, require_columns
from hotline.commands.report_times import without_far_times
from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--time", "time", metavar="COL", default="", help="Column with the time.")
@click.option(
    "--horizon",
    default=14,
    show_default=True,
    type=click.IntRange(1, MOST_HORIZON),
    help="Days ahead.",
)
@click.option("--by", default="day", show_default=True, type=click.Choice(["day", "hour"]))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
def forecast(
    file: Path | None, time: str, horizon: int, by: str, as_json: bool, settings: Settings
) -> None:
    """Mean, and low and high that hold 80 %, of each day (or hour) after the last one.

    FILE is CSV, XLSX or JSON lines, a row for each report; without one the tickets of the data
    folder are counted.
    """
    from analytics.coming.forecast import forecast_days, forecast_hours

    if file is not None:
        require_columns(file, {"time": time})
    try:
        history, kind_of = _of_file(file, time) if file else _of_tickets(settings)
        compute = forecast_days if by == "day" else forecast_hours
        coming = compute(history, horizon, kind_of)
    except TooShort as error:
        raise InvalidInput(str(error), field="time", remedy="请提供更长时段的记录") from None
    documents = [_document(expected) for expected in coming.expected]
    click.echo(json.dumps(documents, indent=1) if as_json else _table(coming))


def _of_file(path: Path, time: str) -> tuple[History, Callable[[date], DayKind]]:
    from hotline.reading.coming import kind_of

    rows = without_far_times(list(read_report_rows(path, {"time": time}, most=None)))
    history = history_of(count_hours(row.at for row in rows if row.at is not None))
    return history, kind_of(WorkCalendar())


def _of_tickets(settings: Settings) -> tuple[History, Callable[[date], DayKind]]:
    from hotline.reading.coming import ticket_history
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.reading() as session:
        return ticket_history(session)


def _document(expected: Expected) -> dict[str, Any]:
    return {
        "date": expected.at.isoformat(),
        "mean": round(expected.mean, 2),
        "low": round(expected.low, 2),
        "high": round(expected.high, 2),
    }


def _table(coming: Forecast) -> str:
    lines = [
        f"{_moment(day.at)}  {day.mean:>9.1f}  {day.low:>9.1f} 至 {day.high:.1f}"
        for day in coming.expected
    ]
    past = f"过往预测的误差是照搬上周的 {coming.error:.0%}；区间内占 {coming.coverage:.0%}"
    return "\n".join([*lines, past])


def _moment(at: date | datetime) -> str:
    return f"{at:%Y-%m-%d %H:00}" if isinstance(at, datetime) else at.isoformat()
