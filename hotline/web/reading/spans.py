"""The span of days of a figure, as it stands in an address, read strictly."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from hotline.domain.errors import InvalidInput

USUAL = timedelta(days=84)
LONGEST = timedelta(days=366)
MONTH = timedelta(days=30)
DAY = timedelta(days=1)
FIVE_YEARS = timedelta(days=5 * 366)
LAST_WEEK = "近 7 天"


class DaySpan(NamedTuple):
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    @property
    def times(self) -> tuple[datetime, datetime]:
        return datetime.combine(self.since, time.min), datetime.combine(
            self.until + timedelta(days=1), time.min
        )

    @property
    def last_month(self) -> "DaySpan":
        return DaySpan(max(self.since, self.until - MONTH), self.until)


def month_of(day: date) -> DaySpan:
    """Its whole calendar month."""
    first = day.replace(day=1)
    return DaySpan(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def window(since: datetime, until: datetime) -> dict[str, str]:
    """The parameters of a list of what came from `since` to before `until`."""
    return {"since": since.isoformat(), "until": until.isoformat()}


def usual_spans(today: date) -> dict[str, DaySpan]:
    """What leaders ask for most, by its name; periods that go on are whole, as the calendar has
    them.
    """
    yesterday, monday = today - DAY, today - today.weekday() * DAY
    this = month_of(today)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return {
        LAST_WEEK: DaySpan(today - 6 * DAY, today),
        "今日": DaySpan(today, today),
        "昨日": DaySpan(yesterday, yesterday),
        "本周": DaySpan(monday, monday + 6 * DAY),
        "上周": DaySpan(monday - 7 * DAY, monday - DAY),
        "本月": this,
        "上月": month_of(this.since - DAY),
        "本季": DaySpan(quarter, month_of(quarter + 70 * DAY).until),
        "今年": DaySpan(date(today.year, 1, 1), date(today.year, 12, 31)),
    }


def read_span(
    params: Any, today: date, *, usual: timedelta | DaySpan = USUAL, longest: timedelta = LONGEST
) -> DaySpan:
    """?since=2026-01-01&until=2026-03-31; where nothing is said the `usual` span, or so many days
    until today.
    """
    if isinstance(usual, DaySpan):
        if not (params.get("since", "").strip() or params.get("until", "").strip()):
            return usual
        usual = USUAL
    until = _day(params, "until") or today
    since = _day(params, "since") or max(date.min + usual, until) - usual
    if since > until:
        raise InvalidInput(
            f"起始日期 {since} 晚于截止日期 {until}", field="since", remedy="请调换两个日期"
        )
    if until - since > longest:
        raise InvalidInput(
            f"{since} 至 {until} 超过 {longest.days} 天", field="since", remedy="请缩短时段"
        )
    return DaySpan(since, until)


def _day(params: Any, name: str) -> date | None:
    value = params.get(name, "").strip()
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.max
    if not 2000 <= day.year <= 2100:
        raise InvalidInput(
            f"日期“{value[:20]}”不可用", field=name, remedy="请按 2026-03-31 的形式填写"
        )
    return day
