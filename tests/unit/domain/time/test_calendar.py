from datetime import date

import chinese_calendar
import pytest

from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import Override, WorkCalendar
from hotline.domain.time.frames import DEFAULT_FRAMES, parse_frames
from hotline.domain.time.statutory import statutory_days

MORNING = parse_frames("09:00-12:00")
NATIONAL_DAY, MAKE_UP_SATURDAY = date(2026, 10, 1), date(2026, 10, 10)


def test_the_national_day_is_off_and_its_saturday_in_exchange_works():
    calendar = WorkCalendar()
    assert calendar.day(NATIONAL_DAY).frames == ()
    assert calendar.day(NATIONAL_DAY).note == "国庆节"
    assert calendar.day(MAKE_UP_SATURDAY).frames == DEFAULT_FRAMES
    assert calendar.day(MAKE_UP_SATURDAY).note == "国庆节调休上班"


@pytest.mark.parametrize("year", [2004, 2020, 2025, 2026])
def test_every_day_of_a_published_year_is_as_published(year):
    calendar = WorkCalendar()
    for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
        on = date.fromordinal(ordinal)
        assert calendar.is_working(on) == chinese_calendar.is_workday(on)
        assert not calendar.day(on).provisional


def test_a_year_that_is_not_published_follows_the_week_provisionally():
    friday, saturday = date(2027, 1, 8), date(2027, 1, 9)
    calendar = WorkCalendar()
    assert calendar.is_working(friday)
    assert calendar.day(friday).provisional
    assert not calendar.is_working(saturday)
    assert calendar.unpublished_years(2025, 2028) == [2027, 2028]


# Read from printed calendars: 除夕 to 初三, 清明, 端午 and 中秋 of years to come.
OFF = {
    2027: "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03",
    2028: "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03",
    2030: "01-01 02-02 02-03 02-04 02-05 04-05 05-01 05-02 06-05 09-12 10-01 10-02 10-03",
}


@pytest.mark.parametrize("year", OFF)
def test_what_the_law_fixes_is_off_before_the_calendar_is_published(year):
    calendar = WorkCalendar()
    off = {date.fromisoformat(f"{year}-{day}") for day in OFF[year].split()}
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = [date.fromordinal(ordinal) for ordinal in range(first, last + 1)]
    assert {day for day in days if not calendar.day(day).provisional} == off
    assert not any(calendar.is_working(day) for day in off)


@pytest.mark.parametrize("year", [2025, 2026])
def test_what_the_law_fixes_is_off_in_the_published_calendars_too(year):
    published = WorkCalendar().published.days
    assert all(published[day][0] is False for day in statutory_days(year))


def test_an_override_decides_a_day_of_a_year_that_is_not_published():
    calendar = WorkCalendar(overrides={date(2027, 1, 1): Override(False, note="元旦")})
    assert calendar.day(date(2027, 1, 1)) == ((), 0, False, "元旦")


def test_an_override_comes_before_the_published_calendar():
    calendar = WorkCalendar(
        overrides={NATIONAL_DAY: Override(True, MORNING), MAKE_UP_SATURDAY: Override(False)}
    )
    assert calendar.day(NATIONAL_DAY).frames == MORNING
    assert not calendar.is_working(MAKE_UP_SATURDAY)


def test_an_override_without_frames_takes_those_of_the_weekday():
    friday, sunday = date(2026, 10, 16), date(2026, 10, 18)
    calendar = WorkCalendar(
        weekdays={4: MORNING}, overrides={day: Override(True) for day in (friday, sunday)}
    )
    assert calendar.day(friday).frames == MORNING
    assert calendar.day(sunday).frames == DEFAULT_FRAMES


def test_a_city_that_works_on_saturday_mornings_still_has_the_holidays():
    calendar = WorkCalendar(weekdays={5: MORNING})
    assert calendar.day(date(2026, 10, 17)).frames == MORNING
    assert not calendar.is_working(date(2026, 10, 3))


@pytest.mark.parametrize(
    "frames", [((100, 100),), ((0, 90_000),), ((0, 200), (100, 300)), ((-5, 10),)]
)
def test_a_calendar_with_bad_frames_is_refused(frames):
    with pytest.raises(InvalidInput, match="工作时段"):
        WorkCalendar(frames)
