"""The answer of `hotline due` for a reader."""

from collections.abc import Iterator
from datetime import datetime

from hotline.domain.time.frames import show_frames
from hotline.domain.time.limits import Limit, LimitUnit
from hotline.domain.time.published import published_calendar
from hotline.domain.time.working_time import Due, PauseEffect, TimelineDay
from hotline.domain.vocabulary import WEEKDAYS

UNITS = {
    LimitUnit.WORKING_DAYS: "个工作日",
    LimitUnit.WORKING_HOURS: "个工作小时",
    LimitUnit.CALENDAR_HOURS: "个自然小时",
    LimitUnit.CALENDAR_DAYS: "个自然日",
}


def render(start: datetime, limit: Limit, answer: Due) -> str:
    return "\n".join(_lines(start, limit, answer))


def _lines(start: datetime, limit: Limit, answer: Due) -> Iterator[str]:
    yield f"到期：{_moment(answer.due)}{'（暂定）' if answer.provisional else ''}"
    yield f"起算：{_moment(start)}"
    rule = "，当日不计" if limit.counts_days else ""
    yield f"时限：{limit}（{limit.amount:f} {UNITS[limit.unit]}{rule}）"
    if answer.provisional:
        known = published_calendar()
        span = f"{known.first_year} 至 {known.last_year} 年以外"
        yield (
            f"暂定：{span}的放假安排尚未收录，按每周工作日推算（法定节日除外）；"
            "公布后请更新日历（--calendar）再算一次"
        )
    yield from (_pause(effect) for effect in answer.pauses)
    yield ""
    yield from (_day(day) for day in answer.timeline)


def _pause(effect: PauseEffect) -> str:
    span = f"暂停：{effect.pause.begin} 至 {effect.pause.end}"
    return (
        f"{span}，顺延 {_length(effect.moved)}，到期改为 {effect.due}"
        if effect.moved
        else f"{span}，不影响到期时间"
    )


def _day(day: TimelineDay) -> str:
    frames = " ".join(show_frames(day.frames)) or "休"
    used = f"计入 {_length(day.used)}" if day.used else "不计"
    note = f"  {day.note}" if day.note else ""
    return f"{day.date} 周{WEEKDAYS[day.date.weekday()]}  {frames}  {used}{note}"


def _moment(moment: datetime) -> str:
    return f"{moment} 周{WEEKDAYS[moment.weekday()]}"


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "小时"), (minutes, "分"), (rest, "秒")]
    return " ".join(f"{count} {name}" for count, name in parts if count) or "0 秒"
