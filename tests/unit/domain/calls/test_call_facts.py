"""A call is a function of the set of its events."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.calls.call_facts import facts_of, with_event
from hotline.domain.calls.causes import cause_of
from hotline.domain.calls.events import CallEvent, CallEventKind

START = datetime(2026, 3, 9, 10, 0)
NEW, ANSWER, HANGUP = CallEventKind


def event(kind, seconds=0, **fields):
    return CallEvent(call_id="c1", kind=kind, at=START + timedelta(seconds=seconds), **fields)


def call(*events):
    known = ()
    for part in events:
        known = with_event(known, part)
    return facts_of(known)


EVENTS = st.builds(
    event,
    st.sampled_from([NEW, ANSWER, HANGUP]),
    st.integers(0, 500),
    direction=st.sampled_from(["in", "out", ""]),
    caller=st.sampled_from(["13800001234", "12345", ""]),
    called=st.sampled_from(["12345", ""]),
    queue=st.sampled_from(["hotline", "night", ""]),
    users=st.sampled_from([(), ("8001",), ("8001", "8002")]),
    answering=st.sampled_from(["8001", ""]),
    cause=st.sampled_from(["", "16", "cancel", "ORIGINATOR_CANCEL", "NORMAL_CLEARING", "odd"]),
    waited=st.sampled_from([None, 3, 20]),
    talked=st.sampled_from([None, 60]),
)


@given(st.lists(EVENTS, min_size=1, max_size=9), st.data())
def test_order_and_repetition_change_nothing(events, data):
    again = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events)))))
    assert call(*again) == call(*events)


@given(st.lists(EVENTS, min_size=1, max_size=6), st.integers(1, 600))
def test_what_comes_again_later_changes_nothing(events, later):
    late = [replace(part, at=part.at + timedelta(seconds=later)) for part in events]
    assert call(*events, *late) == call(*events)


@given(st.lists(EVENTS, min_size=1, max_size=9))
def test_times_run_forward(events):
    facts = call(*events)
    assert facts.started_at <= (facts.answered_at or facts.started_at)
    if facts.answered_at and facts.ended_at:
        assert facts.answered_at <= facts.ended_at
    assert (facts.waited or 0) >= 0
    assert (facts.talked or 0) >= 0


def test_an_answered_call_waits_and_talks():
    facts = call(event(NEW), event(ANSWER, 12, users=("8001",)), event(HANGUP, 75, cause="16"))
    assert (facts.state, facts.waited, facts.talked) == ("answered", 12, 63)
    assert (facts.cause, facts.raw_cause) == ("normalClearing", "16")
    assert facts.answered_by == ("8001",)


@pytest.mark.parametrize(
    ("cause", "state"),
    [
        ("cancel", "abandoned"),
        ("ORIGINATOR_CANCEL", "abandoned"),
        ("normalClearing", "abandoned"),
        ("", "abandoned"),
        ("noAnswer", "missed"),
        ("NO_ANSWER", "missed"),
        ("USER_BUSY", "missed"),
        ("34", "missed"),
        ("forwarded", "forwarded"),
    ],
)
def test_a_call_that_nobody_answered_says_who_gave_up(cause, state):
    assert call(event(NEW), event(HANGUP, 8, cause=cause)).state == state


def test_of_two_legs_the_telling_cause_counts():
    legs = (event(HANGUP, 8, cause="NORMAL_CLEARING"), event(HANGUP, 8, cause="NO_ANSWER"))
    facts = call(event(NEW), *legs)
    assert (facts.cause, facts.raw_cause, facts.state) == ("noAnswer", "NO_ANSWER", "missed")


def test_an_unknown_cause_is_kept_as_it_was_sent():
    facts = call(event(NEW), event(HANGUP, 8, cause="SOLAR_FLARE"))
    assert (facts.cause, facts.raw_cause) == ("", "SOLAR_FLARE")


def test_an_answer_that_comes_late_is_an_answer():
    facts = call(event(NEW), event(HANGUP, 60), event(ANSWER, 61, answering="8001"))
    assert (facts.state, facts.talked) == ("answered", 0)
    assert facts.answered_at == facts.ended_at


@pytest.mark.parametrize("cause", ["ORIGINATOR_CANCEL", "NO_ANSWER"])
def test_an_answer_told_long_after_the_caller_gave_up_answers_nothing(cause):
    given_up = event(NEW), event(HANGUP, 20, cause=cause, talked=0)
    state = call(*given_up).state
    late = call(*given_up, event(ANSWER, 50, answering="8001"))
    assert (late.state, late.answered_by, late.talked, late.waited) == (state, (), None, 20)
    overtaken = call(*given_up, event(ANSWER, 21, answering="8001"))
    assert (overtaken.state, overtaken.answered_by) == ("answered", ("8001",))


def test_a_late_answer_counts_where_somebody_talked_or_the_call_ended_again():
    given_up = event(NEW), event(HANGUP, 20, cause="cancel"), event(ANSWER, 50, answering="8001")
    assert call(*given_up, event(HANGUP, 90, cause="16")).state == "answered"
    counted = event(HANGUP, 20, cause="cancel", talked=31)
    assert call(given_up[0], counted, given_up[2]).state == "answered"


def test_the_dialplan_that_calls_itself_is_not_believed():
    begin = event(NEW, caller="13800001234", called="12345")
    answer = event(ANSWER, 3, caller="12345", called="12345", answering="8001")
    assert call(answer, begin).caller == "13800001234"
    assert call(answer).caller == ""


def test_who_answered_first_has_the_call():
    answers = (event(ANSWER, 9, answering="8002"), event(ANSWER, 5, answering="8001"))
    assert call(event(NEW), *answers).answered_by == ("8001",)


def test_what_the_phone_system_counted_itself_counts():
    facts = call(event(NEW), event(ANSWER, 9, waited=41), event(HANGUP, 20, talked=7))
    assert (facts.waited, facts.talked) == (41, 7)


def test_a_flood_of_events_of_one_call_is_cut_off():
    flood = [event(NEW, second, users=(f"{second}",)) for second in range(500)]
    known = ()
    for part in flood:
        known = with_event(known, part)
    assert len(known) == 40


def test_causes_are_known_by_word_and_by_number():
    causes = [cause_of(raw) for raw in (" normal_clearing ", "17", "BUSY", "no such")]
    assert causes == ["normalClearing", "busy", "busy", ""]


def test_an_end_that_nobody_told_counts_until_one_is_told():
    silent = event(HANGUP, 3600, cause="noEnd")
    facts = call(event(NEW), silent)
    assert (facts.state, facts.waited, facts.talked) == ("missed", None, None)
    facts = call(event(NEW), event(ANSWER, 9), silent)
    assert (facts.state, facts.waited, facts.talked) == ("answered", 9, None)
    facts = call(event(NEW), event(ANSWER, 9), silent, event(HANGUP, 4000, cause="16"))
    assert (facts.state, facts.talked, facts.cause) == ("answered", 3991, "normalClearing")


@pytest.mark.parametrize("cause", ["noAnswer", "cancel", "ORIGINATOR_CANCEL", "17"])
def test_no_answered_call_says_that_nobody_answered(cause):
    hangup = event(HANGUP, 20, cause=cause)
    facts = call(hangup, event(ANSWER, 21, answering="8001"), event(NEW, 22))
    assert (facts.state, facts.cause, facts.raw_cause) == ("answered", "normalClearing", cause)
    both = call(event(NEW), hangup, event(HANGUP, 21, cause="forwarded"), event(ANSWER, 5))
    assert (both.state, both.cause) == ("answered", "forwarded")
