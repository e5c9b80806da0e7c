"""No state without an exit: the table in the docs, and that it tells the truth."""

from pathlib import Path

import pytest

from hotline.desk.steps import check_step
from hotline.domain.models import Ticket
from hotline.domain.permissions import MAY
from hotline.domain.roles import CENTRE, Actor, Role
from hotline.domain.statuses import OPEN
from hotline.domain.time.clocks import STAGE
from hotline.domain.waits import waits, waits_table
from hotline.domain.workflow import Action
from hotline.web.steps import ORDER_STEPS, STEPS

ROOT = Path(__file__).parents[3]
# Written by hand: who is asked when the unit does not move.
BY_HAND = {
    "dispatched": {"recall", "move"},
    "accepted": {"move"},
    "in_progress": {"move"},
    "extension_requested": {"grant_extension", "refuse_extension", "move"},
    "suspension_requested": {"suspend", "refuse_suspension", "move"},
    "suspended": {"resume", "move"},
    "replied": {"pass_review", "send_back"},
    "merged": {"unmerge"},
}


def test_the_page_of_the_docs_is_printed_from_the_code():
    assert waits_table() in (ROOT / "docs" / "waiting.md").read_text()


def test_every_open_state_is_there():
    assert {wait.state.strip("`") for wait in waits()} >= set(OPEN)


@pytest.mark.parametrize("wait", waits(), ids=lambda wait: wait.state)
def test_somebody_at_the_centre_ends_it_by_a_step_that_they_are_offered(wait):
    offered = {
        action for step in (*STEPS.values(), *ORDER_STEPS.values()) for action in step.actions
    }
    roles = {role for action in wait.exits for role in wait.roles(action)}
    assert set(wait.exits) <= offered
    assert {Role.DISPATCHER, Role.SUPERVISOR, Role.REVIEWER} & roles
    assert all(MAY[action] & CENTRE for action in wait.exits)
    assert all(wait.roles(action, secrecy="confidential") for action in wait.exits)
    assert wait.told


@pytest.mark.parametrize("state", BY_HAND)
def test_how_a_state_is_ended(state):
    (wait,) = (wait for wait in waits() if wait.state == f"`{state}`")
    assert {str(action) for action in wait.exits} == BY_HAND[state]


@pytest.mark.parametrize("secrecy", ["open", "confidential"])
@pytest.mark.parametrize("wait", waits(), ids=lambda wait: wait.state)
def test_everybody_who_is_named_may_take_the_step(wait, secrecy):
    if not wait.state.startswith("`"):
        return
    ticket = Ticket(status=wait.state.strip("`"), secrecy=secrecy, unit="U1", due_decide=None)
    for action in wait.exits:
        for role in wait.roles(action, secrecy=secrecy):
            check_step(Actor("somebody", role), ticket, action)


def test_of_what_waits_for_a_review_the_supervisor_is_named_for_confidential_tickets_only():
    (wait,) = (wait for wait in waits() if wait.state == "`replied`")
    assert wait.roles(Action.PASS_REVIEW) == [Role.REVIEWER]
    assert wait.roles(Action.PASS_REVIEW, secrecy="confidential") == [Role.SUPERVISOR]
    (triage,) = (wait for wait in waits() if wait.state == "`triage`")
    assert Role.SUPERVISOR not in triage.roles(Action.DISPATCH)


def test_what_has_no_clock_says_otherwise_when_it_is_told():
    for status in OPEN - set(STAGE):
        (wait,) = (wait for wait in waits() if wait.state == f"`{status}`")
        assert "clock ``" not in wait.told
        assert "ticket into which" in wait.told


def test_a_unit_alone_ends_nothing_of_it():
    assert Action.RETRACT not in {action for wait in waits() for action in wait.exits}
