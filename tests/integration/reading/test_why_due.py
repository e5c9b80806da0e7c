"""Every clock says why it is due then, whatever moved it."""

from datetime import datetime, timedelta

import pytest

from hotline.casework import extension, missing_material
from hotline.casework.caller_steps import supplement
from hotline.domain.time.deadlines import Clock
from hotline.reading.why_due import why_due
from tests.support.path import in_callback, in_progress

WORDS = {"reason": "需专业检测", "basis": "热线办法第二十条"}


def test_each_clock_of_a_ticket_is_led_to_from_its_start(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    for clock in Clock:
        why = why_due(session, ticket, desk, clock=clock)
        assert why.legs[-1].result.due == why.due == getattr(ticket, f"due_{clock}")
        assert why.rule is not None
        assert why.legs[-1].result.timeline


def test_a_clock_that_never_ran_has_no_reason(session, desk, cast):
    assert why_due(session, in_progress(session, desk, cast), desk, clock=Clock.CALLBACK) is None


def test_an_extension_is_a_second_stretch(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="2wd", **WORDS)
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="同意")
    why = why_due(session, ticket, desk, clock=Clock.HANDLE)
    assert [str(leg.limit) for leg in why.legs] == ["5wd", "2wd"]
    assert [leg.start for leg in why.legs] == [desk.now(), datetime(2026, 3, 16, 17, 30)]
    assert why.legs[-1].result.due == ticket.due_handle


def test_a_pause_is_named_with_what_it_moved(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    missing_material.request_material(session, cast.street_clerk, ticket, desk, items="房产证")
    assert why_due(session, ticket, desk, clock=Clock.HANDLE).paused_at == desk.now()
    later = desk.at(desk.now() + timedelta(days=2))
    supplement(session, cast.agent, ticket, later, text="已补交")
    (leg,) = why_due(session, ticket, later, clock=Clock.HANDLE).legs
    (effect,) = leg.result.pauses
    assert (effect.pause.begin, effect.pause.end) == (desk.now(), later.now())
    assert effect.due == ticket.due_handle


@pytest.mark.parametrize("clock", list(Clock))
def test_a_due_time_that_no_rule_leads_to_says_so(session, desk, cast, clock):
    ticket = in_callback(session, desk, cast)
    setattr(ticket, f"due_{clock}", datetime(2026, 3, 12, 3, 21))
    assert why_due(session, ticket, desk, clock=clock).legs == []
