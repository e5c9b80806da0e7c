"""Times that were said in words, in figures for the eye."""

from datetime import datetime, time, timedelta

from classifiers.times.expression import Recurring, SpokenTime
from hotline.domain.vocabulary import WEEKDAYS
from hotline.web.page_labels import EVERY

EXACT = ("minute", "hour", "part", "day")
DAYS = ("day", "week", "month", "season", "year")


def in_figures(time: SpokenTime) -> str:
    """2026-03-17 20:00; 2026-02-11 至 02-20; 每天 22:00 至 02:00; "" where the words leave it
    open.
    """
    begin, end = time.begin, time.end
    parts = [_again(time.recurring)] if time.recurring else []
    if begin and end and begin != end:
        parts.append(_between(begin, end, time.precision))
    elif begin or end:
        parts.append(
            f"{_moment(begin)}起"
            if begin and not end
            else _moment(begin)
            if begin
            else f"{_moment(end)}前"
        )
    return ("约 " if time.approx and parts else "") + "，".join(parts)


def is_moment(time: SpokenTime, now: datetime) -> bool:
    """Said exactly enough, and past: it may stand in the sheet as the time of the matter."""
    return (
        time.begin is not None
        and time.begin <= now
        and time.precision in EXACT
        and not time.recurring
    )


def _between(begin: datetime, end: datetime, precision: str) -> str:
    whole_days = precision in DAYS and begin.time() == end.time() == time()
    last = end - timedelta(days=1) if whole_days else end
    first = f"{begin:%Y-%m-%d}" if begin.time() == time() and whole_days else _moment(begin)
    if whole_days and last == begin:
        return first
    return f"{first} 至 {f'{last:%Y-%m-%d}' if whole_days else _moment(last)}"


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d}" if at.time() == time() else f"{at:%Y-%m-%d %H:%M}"


def _again(recurring: Recurring) -> str:
    days = "、".join(WEEKDAYS[day - 1] for day in recurring.weekdays)
    begin, end = (f"{at:%H:%M}" if at else "" for at in (recurring.begin, recurring.end))
    clock = (
        f" {begin} 至 {end}"
        if begin and end
        else f" {begin} 起"
        if begin
        else f" {end} 前"
        if end
        else ""
    )
    return f"{EVERY[recurring.every]}{days}{clock}"
