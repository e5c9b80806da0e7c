"""Office hours: when somebody who works by the calendar gets round to something."""

from datetime import datetime, timedelta
from random import Random

from hotline.domain.time.calendar import WorkCalendar


class OfficeHours:
    """Adds working minutes; an emergency is worked on around the clock, and who is on duty works
    on days off too.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar

    def after(
        self, moment: datetime, minutes: float, *, always: bool = False, on_duty: bool = False
    ) -> datetime:
        """`minutes` of working time later."""
        if always:
            return (moment + timedelta(minutes=minutes)).replace(microsecond=0)
        left, day = minutes * 60, moment.replace(hour=0, minute=0, second=0, microsecond=0)
        begin = (moment - day).total_seconds()
        while True:
            frames = self._calendar.day(day.date()).frames
            for first, last in frames or (self._calendar.frames if on_duty else ()):
                start = max(first, begin)
                if start < last:
                    if start + left <= last:
                        return day + timedelta(seconds=int(start + left))
                    left -= last - start
            day, begin = day + timedelta(days=1), 0.0

    def opening(self, moment: datetime, random: Random) -> datetime:
        """This moment if the office is open, else a few minutes after it opens."""
        return self.after(moment, random.uniform(0, 25) if self.after(moment, 0) != moment else 0)
