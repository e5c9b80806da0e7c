"""What is true of each status and each clock is told once, and has a name on the screen."""

import pytest

from hotline.domain.models import Ticket
from hotline.domain.roles import Role
from hotline.domain.statuses import (
    OPEN,
    STATUSES,
    WITH_DISPATCHER,
    WITH_UNIT,
    Status,
    status_for_caller,
)
from hotline.domain.time.clocks import RUN_IN, STAGE
from hotline.domain.time.deadlines import CLOCKS, DECIDE, LOOK, Clock, column_of
from hotline.domain.workflow import Action
from hotline.web import labels
from hotline.web.action_names import ACTION_NAMES
from hotline.web.page_labels import LINE

CENTRE = ("dispatch", "handle")


def test_every_status_action_role_and_clock_has_a_name_on_the_screen():
    assert set(labels.STATUS) == set(Status) == set(STATUSES)
    assert set(ACTION_NAMES) == set(Action)
    assert set(labels.ROLE) == set(Role)
    assert set(labels.CLOCK) == set(CLOCKS) == {*Clock, LOOK, DECIDE}


def test_every_clock_is_a_field_of_a_ticket_and_a_step_on_the_line():
    assert {column_of(clock) for clock in CLOCKS} <= set(Ticket.model_fields)
    assert {facts.step for facts in CLOCKS.values()} <= set(LINE)


@pytest.mark.parametrize(
    ("status", "stage", "running"),
    [
        ("registered", "dispatch", CENTRE),
        ("triage", "dispatch", CENTRE),
        ("return_requested", "dispatch", CENTRE),
        ("arbitration", "dispatch", CENTRE),
        ("dispatched", "sign", ("sign", "contact", "handle")),
        ("accepted", "contact", ("contact", "handle")),
        ("in_progress", "handle", ("handle",)),
        ("extension_requested", "handle", ("handle",)),
        ("suspension_requested", "handle", ("handle",)),
        ("suspended", "look", ("handle",)),
        ("replied", "review", ("review",)),
        ("callback", "callback", ("callback",)),
    ],
)
def test_the_clocks_of_a_status(status, stage, running):
    assert (STAGE[status], RUN_IN[status]) == (stage, running)


def test_no_clock_runs_for_what_is_merged_or_has_ended():
    still = {"merged", "answered", "rejected", "closed", "withdrawn", "archived"}
    assert set(Status) - set(STAGE) == still
    assert set(Status) - OPEN == still - {"merged"}


def test_a_ticket_whose_return_is_asked_is_with_its_unit_and_the_dispatcher():
    assert {"return_requested"} == WITH_UNIT & WITH_DISPATCHER
    assert {"registered", "triage", "return_requested", "arbitration"} == WITH_DISPATCHER


def test_what_is_asked_inside_is_not_shown_to_the_caller_before_it_is_decided():
    inside = {
        "return_requested": "dispatched",
        "arbitration": "triage",
        "extension_requested": "in_progress",
        "suspension_requested": "in_progress",
    }
    assert {status: status_for_caller(status) for status in inside} == inside
    others = set(Status) - set(inside)
    assert {status_for_caller(status) for status in others} == others


def test_the_line_of_steps_follows_the_way_of_a_ticket():
    assert tuple(LINE.values()) == ("登记", "派单", "签收", "联系", "答复", "审核", "回访", "办结")
