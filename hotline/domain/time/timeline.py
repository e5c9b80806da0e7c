"""Why is it due then: each date from the start to the due time, with what was counted on it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.counting import working_seconds_between
from hotline.domain.time.frames import DAY, Frames
from hotline.domain.time.limits import Limit, LimitUnit
from hotline.domain.time.working_time import Due, Pause, TimelineDay, due

WHOLE_DAY: Frames = ((0, DAY),)

_SECOND = timedelta(seconds=1)


def explain(
    start: datetime, limit: Limit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> Due:
    """The same as `due`, with the timeline.

    `used` is in seconds: working time (wd, h) or time (ch, cd) from where counting begins to the
    due time, without the pauses. Where the pauses lie between start and due time and do not
    overlap, it adds up to the limit.
    """
    result = due(start, limit, calendar, pauses)
    begin, end = _window(start.replace(microsecond=0), result.due, limit)
    paused = _union(effect.pause for effect in result.pauses if effect.pause.begin < effect.due)
    last = max(start.date(), (end - _SECOND).date())
    dates = [start.date() + timedelta(days=n) for n in range((last - start.date()).days + 1)]
    days = tuple(_timeline_day(on, calendar, limit, (begin, end), paused) for on in dates)
    return replace(result, timeline=days)


def _window(start: datetime, end: datetime, limit: Limit) -> tuple[datetime, datetime]:
    """Where counting begins and ends; the last second of a calendar day belongs to it."""
    begin = _midnight(start.date()) + timedelta(days=1) if limit.counts_days else start
    return begin, end + _SECOND if limit.unit is LimitUnit.CALENDAR_DAYS else end


def _union(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime]]:
    """Pauses as spans in order of time, overlapping ones made one."""
    spans: list[tuple[datetime, datetime]] = []
    for begin, end in sorted((pause.begin, pause.end) for pause in pauses):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return spans


def _timeline_day(
    on: date,
    calendar: WorkCalendar,
    limit: Limit,
    window: tuple[datetime, datetime],
    paused: list[tuple[datetime, datetime]],
) -> TimelineDay:
    begin = max(window[0], _midnight(on))
    end = min(window[1], _midnight(on) + timedelta(days=1))
    stops = [(max(begin, a), min(end, b)) for a, b in paused]
    used = _length(begin, end, limit, calendar) - sum(
        _length(a, b, limit, calendar) for a, b in stops
    )
    day = calendar.day(on)
    return TimelineDay(on, day.frames if limit.counts_working_time else WHOLE_DAY, used, day.note)


def _length(begin: datetime, end: datetime, limit: Limit, calendar: WorkCalendar) -> int:
    if limit.counts_working_time:
        return working_seconds_between(calendar, begin, end)
    return max(end - begin, timedelta()) // _SECOND


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day)
