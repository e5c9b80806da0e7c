"""When people answer chats."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.frames import Frames

# No city's hotline rests longer.
LOOKED_AHEAD = 40


def next_opening(
    now: datetime, hours: Frames, calendar: WorkCalendar, *, every_day: bool
) -> datetime | None:
    """None while people answer; else when they do again, or far in the future."""
    for begin, end in _frames(now, hours, calendar, every_day=every_day):
        if begin <= now < end:
            return None
        if begin > now:
            return begin
    return now + timedelta(days=LOOKED_AHEAD)


def _frames(
    now: datetime, hours: Frames, calendar: WorkCalendar, *, every_day: bool
) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(LOOKED_AHEAD):
        day = now.date() + timedelta(days=ahead)
        if every_day or calendar.is_working(day):
            midnight = datetime.combine(day, time())
            for begin, end in hours:
                yield midnight + timedelta(seconds=begin), midnight + timedelta(seconds=end)
