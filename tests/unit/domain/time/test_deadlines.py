import csv
import itertools
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hotline.city
from hotline.domain.errors import InvalidInput
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.calendar_rows import read_calendar
from hotline.domain.time.deadline_rows import CLOCK_NAMES, read_deadlines
from hotline.domain.time.deadlines import Clock, DeadlineRule, DeadlineTable, Matter, Start, clocks
from hotline.domain.time.limits import parse_limit
from hotline.domain.time.working_time import Pause
from hotline.domain.vocabulary import REQUEST_TYPES, URGENCIES

DEMO = Path(hotline.city.__file__).parent / "demo"


def demo_rows(name):
    with open(DEMO / name, encoding="utf-8", newline="") as file:
        return list(enumerate(csv.DictReader(file), start=2))


DEMO_RULES = read_deadlines(demo_rows("deadlines.csv")).rules


def rule(limit, clock="handle", request_type="*", urgency="*", category="*", profile="*"):
    return DeadlineRule(Clock(clock), request_type, urgency, category, parse_limit(limit), profile)


def limit_of(
    rules, clock="handle", request_type="help", urgency="normal", category="0401", profile=None
):
    limit = DeadlineTable(rules, profile).limit(
        clock, request_type=request_type, urgency=urgency, category=category
    )
    return str(limit) if limit else None


@pytest.mark.parametrize(
    ("specific", "general"),
    [
        (rule("1wd", category="0401"), rule("2wd", category="04")),
        (rule("1wd", category="04"), rule("2wd")),
        (rule("1wd", request_type="help"), rule("2wd")),
        (rule("1wd", category="04"), rule("2wd", request_type="help")),
        (rule("1wd", urgency="normal"), rule("2wd", category="0401", request_type="help")),
        (rule("1wd", profile="市"), rule("2wd")),
        (rule("1wd", request_type="help"), rule("2wd", profile="市")),
    ],
)
def test_the_more_specific_rule_wins_whatever_its_place_in_the_file(specific, general):
    assert limit_of([specific, general]) == limit_of([general, specific]) == "1wd"


def test_a_rule_of_another_clock_type_urgency_category_or_profile_does_not_apply():
    others = [
        rule("1wd", clock="sign"),
        rule("1wd", request_type="consult"),
        rule("1wd", urgency="urgent"),
        rule("1wd", category="05"),
        rule("1wd", profile="别的"),
        rule("3wd", profile="市", category="06"),
    ]
    assert limit_of(others, profile="市") is None


def test_a_rule_for_a_category_does_not_apply_to_a_ticket_without_one():
    assert limit_of([rule("1wd", category="04")], category="") is None


def test_two_rules_for_the_same_case_are_refused():
    with pytest.raises(InvalidInput, match="handle / help"):
        DeadlineTable([rule("1wd", request_type="help"), rule("2wd", request_type="help")])


def test_a_profile_that_no_rule_names_is_refused_with_those_that_there_are():
    with pytest.raises(InvalidInput, match=r"“深圳式”.*示例、北京式、上海式、广东式"):
        DeadlineTable(DEMO_RULES, "深圳式")


def test_rules_of_several_profiles_are_never_mixed():
    with pytest.raises(InvalidInput, match="未指定采用哪一套时限方案"):
        DeadlineTable(DEMO_RULES)


rules = st.builds(
    rule,
    st.integers(1, 30).map("{}wd".format),
    st.sampled_from(["handle", "sign"]),
    st.sampled_from(["*", "help", "consult"]),
    st.sampled_from(["*", "normal", "urgent"]),
    st.sampled_from(["*", "04", "0401", "05"]),
    st.sampled_from(["*", "市"]),
)


@given(st.lists(rules, max_size=12, unique_by=lambda rule: rule.key), st.randoms())
def test_the_order_of_the_rows_never_matters(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert limit_of(rows) == limit_of(shuffled)


def test_the_demo_rules_and_calendar_have_no_fault():
    assert read_deadlines(demo_rows("deadlines.csv")).faults == ()
    calendar = read_calendar(demo_rows("calendar.csv"))
    assert calendar.faults == ()
    assert calendar.overrides


@pytest.mark.parametrize("profile", ["示例", "北京式", "上海式", "广东式"])
def test_every_ticket_of_a_demo_profile_has_every_clock(profile):
    table = DeadlineTable(DEMO_RULES, profile)
    for clock, request_type, urgency in itertools.product(CLOCK_NAMES, REQUEST_TYPES, URGENCIES):
        assert table.limit(clock, request_type=request_type, urgency=urgency, category="1810")


@pytest.mark.parametrize(
    ("profile", "request_type", "urgency", "category", "limit"),
    [
        ("示例", "consult", "normal", "1801", "1wd"),
        ("示例", "complaint", "normal", "0101", "5wd"),
        ("示例", "consult", "critical", "0403", "24ch"),
        ("北京式", "complaint", "normal", "0101", "7cd"),
        ("北京式", "help", "normal", "0404", "24ch"),
        ("北京式", "help", "critical", "0403", "2ch"),
        ("上海式", "suggestion", "normal", "0101", "1wd"),
        ("上海式", "help", "normal", "0101", "5wd"),
        ("广东式", "consult", "normal", "1801", "2wd"),
        ("广东式", "help", "normal", "0101", "10wd"),
        ("广东式", "report", "normal", "0101", "15wd"),
    ],
)
def test_the_demo_profiles_handle_within_the_published_limits(
    profile, request_type, urgency, category, limit
):
    assert limit_of(DEMO_RULES, "handle", request_type, urgency, category, profile) == limit


TABLE = DeadlineTable(DEMO_RULES, "示例")
REGISTERED = datetime(2026, 9, 29, 10)
DISPATCHED = datetime(2026, 9, 29, 16)


def test_a_registered_ticket_has_the_clocks_of_the_dispatcher_and_of_the_caller():
    running = clocks(
        TABLE, WorkCalendar(), Matter("help", "normal"), {Start.REGISTERED: REGISTERED}
    )
    assert {clock: running_clock.due.due for clock, running_clock in running.items()} == {
        Clock.DISPATCH: datetime(2026, 9, 30, 10),
        Clock.HANDLE: datetime(2026, 10, 12, 17, 30),
    }


def test_a_dispatched_ticket_has_the_clocks_of_the_unit_and_the_callers_clock_stands():
    starts = {Start.REGISTERED: REGISTERED, Start.DISPATCHED: DISPATCHED}
    running = clocks(TABLE, WorkCalendar(), Matter("consult", "normal"), starts)
    assert running[Clock.SIGN].due.due == datetime(2026, 9, 30, 11, 30)
    assert running[Clock.CONTACT].due.due == datetime(2026, 9, 30, 17, 30)
    assert running[Clock.HANDLE].start == REGISTERED
    assert running[Clock.HANDLE].rule.note == "示例：咨询 1 个工作日"


def test_a_pause_moves_the_clock_that_it_belongs_to_only():
    pauses = {Clock.HANDLE: [Pause(datetime(2026, 9, 30, 9), datetime(2026, 9, 30, 17, 30))]}
    running = clocks(
        TABLE, WorkCalendar(), Matter("help", "normal"), {Start.REGISTERED: REGISTERED}, pauses
    )
    assert running[Clock.HANDLE].due.due == datetime(2026, 10, 13, 17, 30)
    assert running[Clock.DISPATCH].due.due == datetime(2026, 9, 30, 10)
