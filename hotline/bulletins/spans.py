"""Which period a bulletin is about, and with which others it is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from analytics.periods import month_before, span_year_before, year_before
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.domain.vocabulary import WEEKDAYS

ONE_DAY = timedelta(days=1)
TOPIC_DAYS = 28
FIRST_DAY = date(2000, 1, 1)  # earlier ones are slips of the keyboard, not the city's time


@dataclass(frozen=True)
class BulletinSpan:
    """From `since` to before `until`.

    called    what the text calls it: 本日, 本周
    others    what it is compared with, by what the text calls that; the first is the one before
    """

    name: str
    called: str
    since: datetime
    until: datetime
    others: Mapping[str, tuple[datetime, datetime]]

    @property
    def before(self) -> str:
        return next(iter(self.others))


def bulletin_span(kind: BulletinKind, day: date, now: datetime) -> BulletinSpan:
    """The day, week or month of `day`, of a running one what has passed of it, and of the others
    the same part. Raises InvalidInput for a day that has not begun and for one before FIRST_DAY.
    """
    if day < FIRST_DAY:
        raise InvalidInput(
            f"日期 {day} 过早", field="date", remedy=f"请用 {FIRST_DAY} 至 {now.date()} 的日期"
        )
    if day > now.date():
        raise InvalidInput(
            f"{day} 还没有到", field="date", remedy=f"请用 {now.date()} 或更早的日期"
        )
    return _SPANS[kind](day, now)


def _daily(day: date, now: datetime) -> BulletinSpan:
    since, until = _moments(day, day, now)
    others = {
        "前一日": _shifted(since, until, 1),
        "上周同日": _shifted(since, until, 7),
        "上年同日": (year_before(since), year_before(until)),
    }
    name = f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
    return BulletinSpan(name, "当日", since, until, others)


def _weekly(day: date, now: datetime) -> BulletinSpan:
    first = day - day.weekday() * ONE_DAY
    since, until = _moments(first, first + 6 * ONE_DAY, now)
    others = {"上周": _shifted(since, until, 7), "上年同期": span_year_before(since, until, 7)}
    year, week, _ = first.isocalendar()
    return BulletinSpan(
        f"{year}年第{week}周（{_days(since, until)}）", "本周", since, until, others
    )


def _monthly(day: date, now: datetime) -> BulletinSpan:
    first = day.replace(day=1)
    since, until = _moments(first, (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY, now)
    is_whole = until.day == 1 and until.time() == time.min
    month = month_before(since)
    others = {
        "上月": (month, since if is_whole else min(since, month + (until - since))),
        "上年同月": (year_before(since), year_before(until)),
    }
    days = "" if is_whole else f"（{_days(since, until)}）"
    return BulletinSpan(f"{day.year}年{day.month}月{days}", "本月", since, until, others)


def _topic(day: date, now: datetime) -> BulletinSpan:
    since, until = _moments(day - (TOPIC_DAYS - 1) * ONE_DAY, day, now)
    others = {
        f"此前{TOPIC_DAYS}天": _shifted(since, until, TOPIC_DAYS),
        "上年同期": span_year_before(since, until, TOPIC_DAYS),
    }
    return BulletinSpan(_days(since, until), f"近{TOPIC_DAYS}天", since, until, others)


_SPANS = {
    BulletinKind.DAILY: _daily,
    BulletinKind.WEEKLY: _weekly,
    BulletinKind.MONTHLY: _monthly,
    BulletinKind.ASSESSMENT: _monthly,
    BulletinKind.TOPIC: _topic,
}


def _moments(first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    """The days `first` to `last`, of today up to now."""
    end = datetime.combine(last + ONE_DAY, time.min)
    return datetime.combine(first, time.min), min(end, now)


def _shifted(since: datetime, until: datetime, days: int) -> tuple[datetime, datetime]:
    return since - days * ONE_DAY, until - days * ONE_DAY


def _days(since: datetime, until: datetime) -> str:
    last = until - timedelta(microseconds=1)
    end = f"{last.day}日" if last.month == since.month else f"{last.month}月{last.day}日"
    return f"{since.month}月{since.day}日至{end}"
