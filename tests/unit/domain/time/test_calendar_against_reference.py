"""HOTLINE_EXAMPLES=50000 makes these the nightly run."""

import os

from hypothesis import HealthCheck, given, settings

from hotline.domain.time.timeline import explain
from hotline.domain.time.working_time import due
from tests.unit.domain.time.clock_cases import cases

EXAMPLES = int(os.environ.get("HOTLINE_EXAMPLES", "200"))
CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def agree(case):
    clock = case.slow_clock()
    result = due(case.start, case.limit, case.calendar, case.pauses)
    assert result.due == case.slow_due(clock)
    assert result.provisional == case.slow_provisional(clock)


@settings(max_examples=EXAMPLES, **CALM)
@given(cases(step=60))
def test_every_due_time_agrees_with_counting_minute_by_minute(case):
    agree(case)


@settings(max_examples=max(EXAMPLES // 10, 40), **CALM)
@given(cases(step=1))
def test_every_due_time_agrees_with_counting_second_by_second(case):
    agree(case)


@settings(max_examples=EXAMPLES, **CALM)
@given(cases(step=60))
def test_the_timeline_of_a_limit_without_pauses_adds_up_to_the_limit(case):
    case = case.up_to(0)
    result = explain(case.start, case.limit, case.calendar)
    used = [day.used for day in result.timeline]
    if not case.limit.counts_days:
        assert sum(used) == case.limit.seconds
    elif case.limit.counts_working_time:
        assert sum(seconds > 0 for seconds in used) == case.limit.amount
        assert all(day.used in (0, sum(b - a for a, b in day.frames)) for day in result.timeline)
    else:
        assert sum(used) == case.limit.amount * 86_400
    assert result.timeline[0].date == case.start.date()


@settings(max_examples=EXAMPLES, **CALM)
@given(cases(step=60))
def test_the_timeline_with_one_pause_inside_adds_up_to_the_limit(case):
    plain = due(case.start, case.limit, case.calendar)
    inside = [
        pause
        for pause in case.pauses
        if pause.begin >= plain.due or pause.begin.date() > case.start.date()
    ][:1]
    without = explain(case.start, case.limit, case.calendar)
    paused = explain(case.start, case.limit, case.calendar, inside)
    assert sum(day.used for day in paused.timeline) == sum(day.used for day in without.timeline)
    assert paused.due >= without.due
