"""Cases counted by hand with the State Council's calendar of 2026 on the table."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import Override, WorkCalendar
from hotline.domain.time.counting import add_working_time, working_seconds_between
from hotline.domain.time.frames import parse_frames
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.timeline import explain
from hotline.domain.time.working_time import Pause, due

CALENDAR = WorkCalendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def due_at(
    start: str, limit: str, *pauses: tuple[str, str], calendar: WorkCalendar = CALENDAR
) -> datetime:
    return due(
        at(start), parse_limit(limit), calendar, [Pause(at(a), at(b)) for a, b in pauses]
    ).due


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        (
            "2026-09-29T10:00",
            "5wd",
            "2026-10-12T17:30",
        ),  # 30, then 8, 9, Saturday 10, Monday 12 October
        ("2026-09-28T00:00", "5wd", "2026-10-10T17:30"),
        ("2026-10-01T09:00", "1wd", "2026-10-08T17:30"),
        (
            "2026-09-18T23:59:59",
            "1wd",
            "2026-09-20T17:30",
        ),  # the Sunday that works for the National Day
        ("2026-09-24T16:00", "1wd", "2026-09-28T17:30"),  # Mid-autumn 25 to 27
        ("2025-12-31T10:00", "1wd", "2026-01-04T17:30"),  # New Year 1 to 3, Sunday 4 works
        (
            "2026-02-13T10:00",
            "2wd",
            "2026-02-24T17:30",
        ),  # Saturday 14 works, Spring Festival 15 to 23
        ("2026-04-30T10:00", "1wd", "2026-05-06T17:30"),
        ("2026-09-30T17:00", "8h", "2026-10-09T09:30"),  # half an hour, seven hours, half an hour
        ("2026-10-03T10:00", "2h", "2026-10-08T11:00"),
        ("2026-10-08T12:15", "1h", "2026-10-08T14:30"),  # noon does not count
        (
            "2026-10-08T10:00",
            "2h",
            "2026-10-08T12:00",
        ),  # due when the frame ends, not when the next begins
        ("2026-10-08T17:30", "1h", "2026-10-09T10:00"),
        ("2026-10-08T11:59:59", "0.25h", "2026-10-08T13:44:59"),
        ("2026-09-30T17:00", "24ch", "2026-10-01T17:00"),
        ("2026-09-30T17:00", "0.25ch", "2026-09-30T17:15"),
        ("2026-09-30T17:00", "15cd", "2026-10-15T23:59:59"),
        ("2026-09-30T17:00", "0cd", "2026-09-30T23:59:59"),
    ],
)
def test_a_limit_is_due_as_counted_by_hand(start, limit, expected):
    assert due_at(start, limit) == at(expected)


@pytest.mark.parametrize(
    ("limit", "pause", "expected"),
    [
        (
            "8h",
            ("2026-10-08T10:00", "2026-10-08T14:00"),
            "2026-10-09T14:00",
        ),  # two and a half hours of work
        (
            "8h",
            ("2026-10-08T12:00", "2026-10-08T13:30"),
            "2026-10-09T10:00",
        ),  # a pause at noon covers no work
        (
            "8h",
            ("2026-10-09T10:00", "2026-10-09T11:00"),
            "2026-10-09T10:00",
        ),  # it begins at the due time
        ("8h", ("2026-10-09T09:59:59", "2026-10-09T11:00"), "2026-10-09T11:00:01"),
        (
            "1wd",
            ("2026-10-08T17:00", "2026-10-09T09:30"),
            "2026-10-10T10:00",
        ),  # one hour, into Saturday's work
        ("24ch", ("2026-10-09T01:00", "2026-10-10T01:00"), "2026-10-10T09:00"),
        ("24ch", ("2026-10-09T09:00", "2026-10-10T01:00"), "2026-10-09T09:00"),
        ("1cd", ("2026-10-09T23:59:58", "2026-10-10T00:00:58"), "2026-10-10T00:00:59"),
        ("1cd", ("2026-10-09T23:59:59", "2026-10-10T00:00:58"), "2026-10-09T23:59:59"),
    ],
)
def test_a_pause_moves_the_due_time_as_counted_by_hand(limit, pause, expected):
    assert due_at("2026-10-08T09:00", limit, pause) == at(expected)


def test_a_later_pause_counts_when_an_earlier_one_has_moved_the_due_time_past_its_begin():
    first, second = (
        ("2026-10-08T09:00", "2026-10-08T12:00"),
        ("2026-10-08T14:00", "2026-10-08T15:00"),
    )
    assert due_at("2026-10-08T09:00", "2h", second) == at("2026-10-08T11:00")
    assert due_at("2026-10-08T09:00", "2h", first, second) == at("2026-10-08T16:30")
    assert due_at("2026-10-08T09:00", "2h", second, first) == at("2026-10-08T15:30")


def test_a_day_whose_last_frame_ends_at_midnight_is_due_at_the_next_midnight():
    calendar = WorkCalendar(parse_frames("00:00-24:00"))
    assert due_at("2026-10-08T09:00", "1wd", calendar=calendar) == at("2026-10-10T00:00")
    assert due_at("2026-10-08T09:00", "15h", calendar=calendar) == at("2026-10-09T00:00")
    assert len(explain(at("2026-10-08T09:00"), parse_limit("15h"), calendar).timeline) == 1


def test_a_due_time_that_needs_an_unpublished_year_is_provisional():
    assert not due(at("2026-12-30T10:00"), parse_limit("1wd"), CALENDAR).provisional
    assert due(at("2026-12-30T10:00"), parse_limit("2wd"), CALENDAR).provisional
    assert due(at("2026-12-31T17:00"), parse_limit("1h"), CALENDAR).provisional
    assert not due(at("2026-12-31T17:00"), parse_limit("0.5h"), CALENDAR).provisional
    assert not due(at("2026-12-31T17:00"), parse_limit("24ch"), CALENDAR).provisional


def test_a_due_time_is_firm_where_the_pack_decides_every_day_that_was_counted():
    calendar = WorkCalendar(
        overrides={date(2027, 1, day): Override(day > 3) for day in range(1, 5)}
    )
    assert due(at("2026-12-31T10:00"), parse_limit("1wd"), calendar) == due(
        at("2026-12-31T12:00"), parse_limit("1wd"), calendar
    )
    assert not due(at("2026-12-31T10:00"), parse_limit("1wd"), calendar).provisional
    assert due(at("2026-12-31T10:00"), parse_limit("2wd"), calendar).provisional


@pytest.mark.parametrize("limit", ["1wd", "1h"])
def test_a_calendar_without_working_days_is_refused_and_does_not_run_for_ever(limit):
    with pytest.raises(InvalidInput, match=r"没有工作日.*calendar\.csv"):
        due_at("2027-01-01T09:00", limit, calendar=WorkCalendar(()))


def test_a_closure_of_two_years_is_only_waited_for():
    closed = {date(2027, 1, 1) + timedelta(days=n): Override(False) for n in range(730)}
    assert due_at("2026-12-31T17:30", "1h", calendar=WorkCalendar(overrides=closed)) == at(
        "2029-01-02T10:00"
    )


@pytest.mark.parametrize("limit", ["3660wd", "87840h", "3660cd", "87840ch"])
def test_a_due_time_beyond_the_calendar_is_refused(limit):
    with pytest.raises(InvalidInput, match="起算时间"):
        due_at("9985-06-01T09:00", limit)


def test_a_start_with_a_time_zone_is_refused():
    with pytest.raises(InvalidInput, match="时区"):
        due(datetime(2026, 10, 8, tzinfo=UTC), parse_limit("1wd"), CALENDAR)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidInput, match=r"2026-10-09T00:00:00\.\.2026-10-08T00:00:00"):
        Pause(at("2026-10-09"), at("2026-10-08"))


def test_working_time_between_two_moments_leaves_out_noon_nights_and_holidays():
    assert (
        working_seconds_between(CALENDAR, at("2026-09-30T16:30"), at("2026-10-08T14:30"))
        == 5 * 3600
    )
    assert working_seconds_between(CALENDAR, at("2026-10-08T11:00"), at("2026-10-08T14:00")) == 5400
    assert working_seconds_between(CALENDAR, at("2026-10-08T14:00"), at("2026-10-08T11:00")) == 0


def test_no_working_time_added_leaves_the_moment_where_it_is():
    assert add_working_time(CALENDAR, at("2026-10-03T03:00"), 0) == at("2026-10-03T03:00")


def test_the_timeline_names_each_day_and_what_was_counted():
    result = explain(at("2026-09-30T17:00"), parse_limit("8h"), CALENDAR)
    counted = {day.date.isoformat(): day.used for day in result.timeline if day.used}
    assert counted == {"2026-09-30": 1800, "2026-10-08": 25_200, "2026-10-09": 1800}
    assert [day.note for day in result.timeline[1:8]] == ["国庆节"] * 7


def test_the_timeline_says_what_a_pause_did():
    pauses = [
        Pause(at("2026-10-08T10:00"), at("2026-10-08T11:00")),
        Pause(at("2026-11-01"), at("2026-11-02")),
    ]
    result = explain(at("2026-10-08T09:00"), parse_limit("2h"), CALENDAR, pauses)
    assert [(effect.moved, effect.due) for effect in result.pauses] == [
        (3600, at("2026-10-08T12:00")),
        (0, result.due),
    ]
    assert [day.used for day in result.timeline] == [7200]
