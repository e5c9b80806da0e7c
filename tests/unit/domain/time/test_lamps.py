from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.models import Ticket
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.deadlines import Clock, DeadlineRule, DeadlineTable
from hotline.domain.time.lamps import amber_moment, lamp, length_of, level, seconds_left
from hotline.domain.time.limits import parse_limit

CALENDAR = WorkCalendar()
MONDAY = datetime(2026, 3, 9, 9, 0)
HOUR = 3600


def table(limit: str) -> DeadlineTable:
    return DeadlineTable([DeadlineRule(Clock.HANDLE, "*", "*", "*", parse_limit(limit))])


def ticket(due: datetime | None) -> Ticket:
    return Ticket(
        no="1",
        status="in_progress",
        channel="web",
        title="",
        content="",
        request_type="help",
        urgency="normal",
        reported_at=MONDAY,
        created_at=MONDAY,
        clock="handle" if due else "",
        due_at=due,
    )


@pytest.mark.parametrize(
    ("limit", "due", "now", "shown"),
    [
        ("5wd", datetime(2026, 3, 16, 17, 30), MONDAY, ""),
        ("5wd", datetime(2026, 3, 16, 17, 30), datetime(2026, 3, 16, 9, 0), "amber"),
        ("5wd", datetime(2026, 3, 16, 17, 30), datetime(2026, 3, 13, 17, 0), ""),
        ("15wd", datetime(2026, 3, 30, 17, 30), datetime(2026, 3, 26, 9, 0), "amber"),
        ("15wd", datetime(2026, 3, 30, 17, 30), datetime(2026, 3, 25, 17, 29), ""),
        ("15wd", datetime(2026, 3, 30, 17, 30), datetime(2026, 3, 27, 9, 0), "amber"),
        ("24ch", datetime(2026, 3, 10, 9, 0), datetime(2026, 3, 10, 4, 12), "amber"),
        ("24ch", datetime(2026, 3, 10, 9, 0), datetime(2026, 3, 10, 4, 11), ""),
        ("5wd", datetime(2026, 3, 13, 17, 30), datetime(2026, 3, 13, 17, 30), "amber"),
        ("5wd", datetime(2026, 3, 13, 17, 30), datetime(2026, 3, 14, 3, 0), "red"),
    ],
)
def test_amber_is_a_fifth_or_four_hours_and_red_is_past(limit, due, now, shown):
    assert lamp(ticket(due), now, CALENDAR, table(limit)) == shown


def test_a_ticket_without_a_running_clock_has_no_lamp():
    assert lamp(ticket(None), MONDAY, CALENDAR, table("5wd")) == ""


def test_a_day_of_a_limit_has_the_hours_that_its_clock_counts():
    lengths = [length_of(parse_limit(text), CALENDAR) for text in ("2wd", "2cd", "2h", "2ch")]
    assert lengths == [14 * HOUR, 48 * HOUR, 2 * HOUR, 2 * HOUR]


@given(st.integers(-5000, 5000), st.booleans())
def test_what_is_past_is_below_zero_even_when_no_working_time_went_by(minutes, working):
    left = seconds_left(MONDAY, MONDAY + timedelta(minutes=minutes), CALENDAR, working=working)
    assert (left < 0) == (minutes < 0)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_lamps_only_get_worse_while_time_passes(total, left):
    order, due = ["", "amber", "red"], MONDAY
    amber = due - timedelta(seconds=total)
    moments = [due - timedelta(seconds=seconds) for seconds in (left, left // 2, 0, -1)]
    shown = [order.index(level(moment, due, amber)) for moment in moments]
    assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("limit", "due", "amber"),
    [
        ("2h", datetime(2026, 3, 9, 12, 0), datetime(2026, 3, 9, 11, 0)),
        ("2ch", datetime(2026, 3, 9, 23, 0), datetime(2026, 3, 9, 22, 0)),
        ("1wd", datetime(2026, 3, 10, 17, 30), datetime(2026, 3, 10, 14, 0)),
    ],
)
def test_a_short_limit_turns_amber_when_half_of_it_has_passed(limit, due, amber):
    assert lamp(ticket(due), amber, CALENDAR, table(limit)) == "amber"
    assert lamp(ticket(due), amber - timedelta(minutes=1), CALENDAR, table(limit)) == ""


@given(
    st.sampled_from(["2h", "5h", "2ch", "30ch", "1wd", "5wd", "15wd", "3cd", "10cd"]),
    st.datetimes(datetime(2026, 3, 2), datetime(2026, 4, 20)),
    st.integers(-3 * 86_400, 5 * 86_400),
)
def test_the_lamp_is_amber_from_the_moment_that_the_ladder_takes_to_the_end(limit, due, seconds):
    due = due.replace(microsecond=0)
    rules = table(limit)
    moment = amber_moment(rules.rules[0], due, CALENDAR)
    now = moment + timedelta(seconds=seconds)
    expected = "red" if now > due else "amber" if now >= moment else ""
    assert lamp(ticket(due), now, CALENDAR, rules) == expected
