"""`hotline due`: when a limit is due, and the timeline that says why."""

import json
from datetime import datetime
from pathlib import Path

import click

from hotline.commands import due_text
from hotline.commands.calendar_file import read_calendar_file
from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.frames import DEFAULT_TEXT, parse_frames, show_frames
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.timeline import explain
from hotline.domain.time.times import city_now, parse_time
from hotline.domain.time.working_time import Due, Pause


@click.command()
@click.argument("start")
@click.option(
    "--limit",
    required=True,
    help="5wd working days, 8h working hours, 24ch calendar hours, 15cd days.",
)
@click.option(
    "--frames", default=DEFAULT_TEXT, show_default=True, help="Working frames of a working day."
)
@click.option(
    "--calendar",
    type=click.Path(path_type=Path),
    help="CSV date,working(yes|no),frames,note: overrides.",
)
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    metavar="A..B",
    help="Time in which the clock stands still; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `used` is in seconds.")
def due(
    start: str,
    limit: str,
    frames: str,
    calendar: Path | None,
    pauses: tuple[str, ...],
    as_json: bool,
) -> None:
    """When a limit that starts at START is due, and why.

    START is local time: 2026-10-01T09:00, 2026-10-01 09:00:30, or a date for its midnight.
    """
    begin, allowance = _time(start, "起算时间"), parse_limit(limit)
    overrides = read_calendar_file(calendar) if calendar else {}
    answer = explain(
        begin,
        allowance,
        WorkCalendar(parse_frames(frames), overrides),
        [_pause(text) for text in pauses],
    )
    if as_json:
        click.echo(json.dumps(as_document(answer), ensure_ascii=False))
    else:
        click.echo(due_text.render(begin, allowance, answer))


def as_document(answer: Due) -> dict[str, object]:
    return {
        "due": answer.due.isoformat(),
        "provisional": answer.provisional,
        "timeline": [
            {
                "date": day.date.isoformat(),
                "frames": show_frames(day.frames),
                "used": day.used,
                "note": day.note,
            }
            for day in answer.timeline
        ],
        "pauses": [
            {"pause": str(effect.pause), "moved": effect.moved, "due": effect.due.isoformat()}
            for effect in answer.pauses
        ],
    }


def _pause(text: str) -> Pause:
    begin, dots, end = text.partition("..")
    if not dots:
        remedy = "请写成 2026-10-08T09:00..2026-10-09T12:00"
        raise InvalidInput(f"暂停“{text}”有误：缺少两点“..”", remedy=remedy, field="pause")
    return Pause(_time(begin, "暂停的开始"), _time(end, "暂停的结束"))


def _time(text: str, name: str) -> datetime:
    try:
        return parse_time(text, city_now())
    except ValueError as error:
        message, _, remedy = str(error).partition("；")
        raise InvalidInput(f"{name}有误：{message}", remedy=remedy) from None
