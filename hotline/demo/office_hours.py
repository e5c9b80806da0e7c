"""Office hours: when somebody who works by the calendar gets round to something."""

from datetime import datetime, timedelta
from random import Random

from hotline.domain.time.calendar import WorkCalendar

# Minutes after the office opens until somebody gets round to what came while it was shut.
USUAL_WAIT, LONGEST_WAIT = 55, 170


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

    def opening(self, moment: datetime, random: Random, *, on_duty: bool = False) -> datetime:
        """This moment if the office is open, else some time after it opens: nobody acts on the
        stroke of the hour, and what waited over night is not all done at once.
        """
        opens = self.after(moment, 0, on_duty=on_duty)
        if opens == moment:
            return moment
        minutes = min(random.expovariate(1 / USUAL_WAIT), LONGEST_WAIT)
        return self.after(opens, minutes, on_duty=on_duty) + timedelta(seconds=random.randrange(60))
