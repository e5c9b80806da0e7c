"""Which period a bulletin is about, and with which others it is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from analytics.periods import month_before, span_year_before, year_before
from hotline.bulletins.sentences import clock
from hotline.domain.bulletins import BulletinKind
from hotline.domain.errors import InvalidInput
from hotline.domain.vocabulary import WEEKDAYS

ONE_DAY = timedelta(days=1)
TOPIC_DAYS, MOST_DAYS = 28, 366
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


def bulletin_span(
    kind: BulletinKind, day: date, now: datetime, *, first: date | None = None
) -> BulletinSpan:
    """The day, week or month of `day`, of a running one what has passed of it, and of the others
    the same part; of a topic the days from `first` to `day`, TOPIC_DAYS unless it is said.

    Raises InvalidInput for a day that has not begun, for one before FIRST_DAY, and for a `first`
    that is after `day`, more than MOST_DAYS before it or of another kind.
    """
    for name, bound in (("date", day), ("from", first or day)):
        if not FIRST_DAY <= bound <= now.date():
            raise InvalidInput(
                f"日期 {bound} {'过早' if bound < FIRST_DAY else '还没有到'}",
                field=name,
                remedy=f"请用 {FIRST_DAY} 至 {now.date()} 的日期",
            )
    if first is None:
        return _SPANS[kind](day, now)
    if kind != BulletinKind.TOPIC:
        raise InvalidInput("只有专报可以另定起始日期", field="from", remedy="请去掉起始日期")
    days = (day - first).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(
            f"{first} 至 {day} 不可用",
            field="from",
            remedy=f"起始日期不晚于截止日期，最长 {MOST_DAYS} 天",
        )
    return _topic(day, now, days)


def _daily(day: date, now: datetime) -> BulletinSpan:
    since, until = _moments(day, day, now)
    others = {
        "前一日": _shifted(since, until, 1),
        "上周同日": _shifted(since, until, 7),
        "上年同日": (year_before(since), year_before(until)),
    }
    so_far = f"，{_so_far(until)}" if _is_running(until) else ""
    name = f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}{so_far}）"
    return BulletinSpan(name, "当日", since, until, _called(others, until))


def _weekly(day: date, now: datetime) -> BulletinSpan:
    first = day - day.weekday() * ONE_DAY
    since, until = _moments(first, first + 6 * ONE_DAY, now)
    others = {"上周": _shifted(since, until, 7), "上年同期": span_year_before(since, until, 7)}
    year, week, _ = first.isocalendar()
    days = _so_far(until) if _is_running(until) else _days(since, until)
    name = f"{year}年第{week}周（{days}）"
    return BulletinSpan(name, "本周", since, until, _called(others, until))


def _monthly(day: date, now: datetime) -> BulletinSpan:
    first = day.replace(day=1)
    since, until = _moments(first, (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY, now)
    month = month_before(since)
    others = {
        "上月": (month, min(since, month + (until - since)) if _is_running(until) else since),
        "上年同月": (year_before(since), year_before(until)),
    }
    so_far = f"（{_so_far(until)}）" if _is_running(until) else ""
    name = f"{day.year}年{day.month}月{so_far}"
    return BulletinSpan(name, "本月", since, until, _called(others, until))


def _topic(day: date, now: datetime, days: int = TOPIC_DAYS) -> BulletinSpan:
    since, until = _moments(day - (days - 1) * ONE_DAY, day, now)
    others = {
        f"此前{days}天": _shifted(since, until, days),
        "上年同期": span_year_before(since, until, days),
    }
    name = _days(since, until)
    dated = name if "年" in name else f"{since.year}年{name}"
    so_far = f"（{_so_far(until)}）" if _is_running(until) else ""
    return BulletinSpan(dated + so_far, f"近{days}天", since, until, others)


_SAME_PART = {
    "前一日": "前一日同期",
    "上周同日": "上周同日同期",
    "上年同日": "上年同日同期",
    "上周": "上周同期",
    "上年同期": "上年同期",
    "上月": "上月同期",
    "上年同月": "上年同期",
}
_SPANS = {
    BulletinKind.DAILY: _daily,
    BulletinKind.WEEKLY: _weekly,
    BulletinKind.MONTHLY: _monthly,
    BulletinKind.ASSESSMENT: _monthly,
    BulletinKind.TOPIC: _topic,
}


def _is_running(until: datetime) -> bool:
    """Whether the span ends now, within a day, and not with its last one."""
    return until.time() != time.min


def _so_far(until: datetime) -> str:
    return f"截至{clock(until)}"


def _called(
    others: Mapping[str, tuple[datetime, datetime]], until: datetime
) -> Mapping[str, tuple[datetime, datetime]]:
    """Of a running span only the same part is compared, and so its name says."""
    return (
        {_SAME_PART[name]: span for name, span in others.items()} if _is_running(until) else others
    )


def _moments(first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    """The days `first` to `last`, of today up to now."""
    end = datetime.combine(last + ONE_DAY, time.min)
    return datetime.combine(first, time.min), min(end, now)


def _shifted(since: datetime, until: datetime, days: int) -> tuple[datetime, datetime]:
    return since - days * ONE_DAY, until - days * ONE_DAY


def _days(since: datetime, until: datetime) -> str:
    last = until - timedelta(microseconds=1)
    end = f"{last.day}日" if last.month == since.month else f"{last.month}月{last.day}日"
    years = ("", "") if since.year == last.year else (f"{since.year}年", f"{last.year}年")
    return f"{years[0]}{since.month}月{since.day}日至{years[1]}{end}"
