"""Which rung of the ladder stands when, and that each is given once whatever the clock does."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.domain.ladder.ladder import COUNTING, Level, Rung, Trigger, raised, strongest
from hotline.domain.ladder.plan import PENDING, plan
from hotline.domain.ladder.times import courses, is_working
from hotline.domain.models import Ticket
from hotline.domain.time.counting import working_seconds_between, working_time_before
from hotline.domain.time.lamps import lamp
from hotline.domain.time.limits import parse_limit
from tests.conftest import MONDAY
from tests.support.tickets import facts

NONE = dict.fromkeys(COUNTING, 0)
LADDER = (
    Rung("amber", Trigger.AMBER, Level.URGE, "快办"),
    Rung("red", Trigger.RED, Level.URGE, "已超时"),
    Rung("day", Trigger.RED, Level.URGE, "超一天", after=parse_limit("24ch")),
    Rung(
        "week", Trigger.RED, Level.WRITTEN, "超五日", clocks=("handle",), after=parse_limit("5wd")
    ),
    Rung("cycles", Trigger.CYCLES, Level.WRITTEN, "三次未解决", count=3),
    Rung("cycles-5", Trigger.CYCLES, Level.SITE, "五次未解决", count=5),
)


def ticket(**changed) -> Ticket:
    due = changed.pop("due", datetime(2026, 3, 16, 17, 30))
    fields = facts(7, status="in_progress", clock="handle", due_at=due, due_handle=due, **changed)
    return Ticket(**fields)


@pytest.fixture
def look(demo_city):
    """What is to be given at a moment, as codes, with when to look again."""

    def look(ticket: Ticket, now: datetime, fired=frozenset(), counts=NONE):
        running = courses(ticket, LADDER, demo_city.deadline_table, demo_city.calendar)
        runs = [(course, "U1") for course in running]
        return plan(
            ticket, LADDER, runs, counts, fired, now, working=is_working(demo_city.calendar, now)
        )

    return look


def codes(planned) -> list[str]:
    return [firing.rung.code for firing in planned.firings]


def test_nothing_stands_before_amber_and_the_next_look_is_at_amber(look):
    planned = look(ticket(), MONDAY)
    assert (codes(planned), planned.next_at) == ([], datetime(2026, 3, 16, 9, 0))
    assert codes(look(ticket(), planned.next_at)) == ["amber"]
    assert codes(look(ticket(), planned.next_at - timedelta(seconds=1))) == []


def test_the_amber_rung_stands_when_the_lamp_is_amber(look, demo_city):
    case = ticket(due=datetime(2026, 3, 16, 16, 30))
    at = look(case, MONDAY).next_at
    assert at == datetime(2026, 3, 13, 16, 30)
    calendar, table = demo_city.calendar, demo_city.deadline_table
    assert lamp(case, at, calendar, table) == "amber"
    assert lamp(case, at - timedelta(seconds=1), calendar, table) == ""


def test_a_short_limit_is_not_amber_from_its_beginning(look):
    case = ticket(urgency="critical", due=MONDAY + timedelta(hours=24))
    start = MONDAY
    planned = look(case, start)
    assert codes(planned) == []
    assert planned.next_at > start


def test_red_stands_a_second_after_the_end_and_later_rungs_after_their_time(look):
    case = ticket()
    assert (
        codes(look(case, case.due_at + timedelta(seconds=1))) == []
    )  # half past five: nobody is at work
    assert look(case, case.due_at + timedelta(seconds=1)).next_at == PENDING
    assert codes(look(case, datetime(2026, 3, 17, 9, 0))) == ["red"]
    assert codes(look(case, datetime(2026, 3, 18, 9, 0))) == ["day"]
    assert codes(look(case, datetime(2026, 3, 24, 9, 0))) == ["week"]


def test_what_was_passed_over_is_named_and_not_given_later(look):
    case = ticket()
    planned = look(case, datetime(2026, 3, 18, 9, 0))
    assert planned.firings[0].passed == ("amber", "red")
    fired = {planned.firings[0].key}
    assert codes(look(case, datetime(2026, 3, 17, 9, 0), fired)) == []
    assert codes(look(case, datetime(2026, 3, 24, 9, 0), fired)) == ["week"]


@pytest.mark.parametrize("urgency", ["urgent", "critical"])
def test_what_is_urgent_is_not_kept_for_working_time(look, urgency):
    case = ticket(urgency=urgency, due=datetime(2026, 3, 14, 3, 0))
    assert codes(look(case, datetime(2026, 3, 14, 3, 0, 1))) == ["red"]


def test_an_extension_begins_the_rungs_anew(look):
    case = ticket()
    fired = {look(case, datetime(2026, 3, 17, 9, 0)).firings[0].key}
    later = ticket(due=datetime(2026, 3, 30, 17, 30))
    assert codes(look(later, datetime(2026, 3, 30, 15, 0), fired)) == ["amber"]


def test_a_matter_unsolved_three_times_stands_once_at_each_count(look):
    counts = {Trigger.CYCLES: 3, Trigger.TRANSFERS: 0}
    planned = look(ticket(), MONDAY, counts=counts)
    assert codes(planned) == ["cycles"]
    assert codes(look(ticket(), MONDAY, {planned.firings[0].key}, counts)) == []
    assert codes(look(ticket(), MONDAY, counts=counts | {Trigger.CYCLES: 2})) == []
    assert codes(
        look(ticket(), MONDAY, {planned.firings[0].key}, counts | {Trigger.CYCLES: 6})
    ) == ["cycles-5"]


def test_a_level_is_raised_above_what_stands():
    assert raised(Level.WRITTEN, "") == "written"
    assert raised(Level.WRITTEN, "written") == "site"
    assert raised(Level.SITE, "written") == "site"
    assert raised(Level.WRITTEN, "listing") == "listing"
    assert (strongest([]), strongest(["urge", "site", "written"])) == ("", "site")


JUMPS = st.lists(st.integers(-10 * 24 * 60, 15 * 24 * 60), min_size=1, max_size=25)


@settings(max_examples=150, deadline=None)
@given(jumps=JUMPS, urgent=st.booleans())
def test_a_clock_that_jumps_makes_no_second_rung_and_misses_none(demo_city, jumps, urgent):
    """Whoever looks at any times sees each key once, in rising order, and in the end what the
    latest moment demands.
    """
    case = ticket(urgency="urgent" if urgent else "normal", due=datetime(2026, 3, 16, 17, 30))
    calendar = demo_city.calendar
    running = courses(case, LADDER, demo_city.deadline_table, calendar)
    runs, fired, given_, now, watch = (
        [(course, "U1") for course in running],
        set(),
        [],
        MONDAY,
        None,
    )
    moments_seen = []
    for jump in jumps:
        now += timedelta(minutes=jump)
        working = is_working(calendar, now)
        if watch is not None and not (watch <= now and (working or urgent)):
            continue  # the worker's query would not have found it
        planned = plan(case, LADDER, runs, NONE, fired, now, working=working)
        watch = planned.next_at or datetime.max
        keys = [firing.key for firing in planned.firings]
        assert not fired & set(keys)
        fired |= set(keys)
        given_ += [firing.rung.code for firing in planned.firings]
        moments_seen += [now] if working or urgent else []
    moments = {rung.code: at for course in running for at, rung in course.rungs}
    assert len(given_) == len(set(given_))
    assert given_ == sorted(given_, key=moments.__getitem__)
    stood = [code for code, at in moments.items() if moments_seen and at <= max(moments_seen)]
    assert (given_[-1:] or None) == (sorted(stood, key=moments.__getitem__)[-1:] or None)


@settings(max_examples=300, deadline=None)
@given(
    end=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
        lambda at: at.replace(microsecond=0)
    ),
    seconds=st.integers(0, 200_000),
)
def test_counting_back_is_the_inverse_of_counting(demo_city, end, seconds):
    begin = working_time_before(demo_city.calendar, end, seconds)
    assert working_seconds_between(demo_city.calendar, begin, end) == seconds
    if seconds:
        later = begin + timedelta(seconds=1)
        assert working_seconds_between(demo_city.calendar, later, end) == seconds - 1
