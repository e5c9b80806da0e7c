from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.handling import handling_due
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.working_time import Pause, due

CALENDAR = WorkCalendar()
MONDAY = datetime(2026, 3, 9, 10, 0)
WEEK, TWO_DAYS = parse_limit("5wd"), parse_limit("2wd")
THREE_DAYS = Pause(MONDAY, MONDAY + timedelta(days=3))

limits = st.sampled_from([parse_limit(text) for text in ("1wd", "5wd", "4h", "24ch", "7cd")])
pauses = st.builds(
    lambda begin, length: Pause(
        MONDAY + timedelta(hours=begin), MONDAY + timedelta(hours=begin + length)
    ),
    st.integers(0, 400),
    st.integers(0, 400),
)
changes = st.lists(st.one_of(pauses, limits), max_size=5)


def test_without_changes_it_is_the_limit():
    assert handling_due(MONDAY, WEEK, CALENDAR).due == datetime(2026, 3, 16, 17, 30)


def test_an_extension_starts_when_the_matter_was_due():
    assert handling_due(MONDAY, WEEK, CALENDAR, [TWO_DAYS]).due == datetime(2026, 3, 18, 17, 30)


def test_a_pause_moves_by_what_it_covers_before_and_after_an_extension():
    for order in ([THREE_DAYS, TWO_DAYS], [TWO_DAYS, THREE_DAYS]):
        assert handling_due(MONDAY, WEEK, CALENDAR, order).due == datetime(2026, 3, 23, 17, 30)


@given(st.lists(pauses, max_size=4), limits)
def test_with_pauses_only_it_is_the_clock_itself(some, limit):
    assert handling_due(MONDAY, limit, CALENDAR, some).due == due(MONDAY, limit, CALENDAR, some).due


@given(changes, limits)
def test_no_change_ever_brings_the_due_time_forward(some, limit):
    dues = [
        handling_due(MONDAY, limit, CALENDAR, some[:count]).due for count in range(len(some) + 1)
    ]
    assert dues == sorted(dues)
