"""Which days work and in which frames: the pack's overrides first, then the published calendar,
then what the law fixes for every year, then the week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hotline.domain.errors import InvalidInput
from hotline.domain.time.frames import DEFAULT_FRAMES, Frames, check_frames
from hotline.domain.time.published import PublishedCalendar, published_calendar
from hotline.domain.time.statutory import statutory_days

LAST_DAY = date.max.toordinal() - 1


@dataclass(frozen=True, slots=True)
class Override:
    """What a pack says about one date.

    Without `frames` a working day has the frames of its weekday.
    """

    working: bool
    frames: Frames | None = None
    note: str = ""


class Day(NamedTuple):
    """One date: frames and their sum in seconds.

    Provisional while its year's calendar is not published.
    """

    frames: Frames
    seconds: int
    provisional: bool
    note: str


class WorkCalendar:
    """Working time of a city, immutable.

    Make a new one when the pack or the published calendar changes.

    frames     frames of a working day
    weekdays   frames by weekday, 0 Monday to 6 Sunday, where one differs: `{4: half_day, 5:
               half_day}` makes Saturday work
    overrides  dates that the pack decides
    published  holidays and 调休; default those of `chinesecalendar`. In a year that it lacks the
               days are off that the law fixes; the rest follows the week, provisionally
    """

    def __init__(
        self,
        frames: Frames = DEFAULT_FRAMES,
        overrides: Mapping[date, Override] | None = None,
        *,
        weekdays: Mapping[int, Frames] | None = None,
        published: PublishedCalendar | None = None,
    ) -> None:
        self.frames = check_frames(frames)
        week = dict.fromkeys(range(5), self.frames) | {
            day: check_frames(own) for day, own in (weekdays or {}).items()
        }
        self.week: Sequence[Frames] = tuple(week.get(day, ()) for day in range(7))
        self.overrides = dict(overrides or {})
        self.published = published or published_calendar()
        self.days = _Days(self)

    def day(self, on: date) -> Day:
        return self.days[on.toordinal()]

    def is_working(self, on: date) -> bool:
        return self.day(on).seconds > 0

    def is_provisional(self, first: int, last: int) -> bool:
        """Whether a day between two ordinals follows the week only because its year is not
        published.
        """
        covers = self.published.covers
        if covers(date.fromordinal(first).year) and covers(date.fromordinal(last).year):
            return False
        return any(self.days[ordinal].provisional for ordinal in range(first, last + 1))

    def unpublished_years(self, first: int, last: int) -> list[int]:
        """Years, both ends included, whose holidays are not known: a reason to alarm the
        administrator.
        """
        return [year for year in range(first, last + 1) if not self.published.covers(year)]

    def _make(self, on: date) -> Day:
        week = self.week[on.weekday()]
        if override := self.overrides.get(on):
            return self._special(week, override.working, override.note, override.frames)
        if named := self.published.days.get(on):
            return self._special(week, *named)
        if not self.published.covers(on.year) and (name := statutory_days(on.year).get(on)):
            return self._special(week, False, name)
        return _day(week, provisional=not self.published.covers(on.year))

    def _special(self, week: Frames, working: bool, note: str, frames: Frames | None = None) -> Day:
        return _day((frames or week or self.frames) if working else (), note=note)


class _Days(dict[int, Day]):
    """Days by ordinal, made when first asked for: the arithmetic then costs one look-up a day."""

    def __init__(self, calendar: WorkCalendar) -> None:
        super().__init__()
        self.calendar = calendar

    def __missing__(self, ordinal: int) -> Day:
        if not 1 <= ordinal <= LAST_DAY:
            raise InvalidInput(
                "计算结果超出日历范围（公元 1 年至 9999 年）",
                remedy="请检查起算时间、时限和暂停时段",
            )
        day = self[ordinal] = self.calendar._make(date.fromordinal(ordinal))
        return day


def _day(frames: Frames, *, note: str = "", provisional: bool = False) -> Day:
    return Day(frames, sum(end - begin for begin, end in frames), provisional, note)
