"""The line of steps."""

from datetime import datetime

import pytest

from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.web.page_labels import LINE
from hotline.web.pages.steps_line import line_of

AT = datetime(2026, 3, 9, 10, 0)


def a_ticket(status: Status, **fields) -> Ticket:
    return Ticket(
        no="1",
        status=status,
        channel="web",
        title="",
        content="",
        request_type="help",
        urgency="normal",
        reported_at=AT,
        created_at=AT,
        **fields,
    )


def states(ticket: Ticket, *actions: Action) -> list[str]:
    history = [
        HistoryEntry(
            ticket_id=1, ticket_version=n, at=AT, actor="x", action=action, to_status="", digest=""
        )
        for n, action in enumerate(actions)
    ]
    return [f"{step.name}:{step.state}" for step in line_of(ticket, history)]


@pytest.mark.parametrize(
    ("status", "waits_for"),
    [
        (Status.TRIAGE, "派单"),
        (Status.RETURN_REQUESTED, "派单"),
        (Status.DISPATCHED, "签收"),
        (Status.ACCEPTED, "联系"),
        (Status.IN_PROGRESS, "答复"),
        (Status.SUSPENDED, "答复"),
        (Status.REPLIED, "审核"),
        (Status.CALLBACK, "回访"),
    ],
)
def test_a_ticket_waits_for_one_step(status, waits_for):
    line = states(a_ticket(status))
    assert [step for step in line if step.endswith(":now")] == [f"{waits_for}:now"]
    assert [step.partition(":")[0] for step in line] == list(LINE.values())


def test_a_closed_ticket_has_every_step_behind_it():
    assert {
        step.partition(":")[2] for step in states(a_ticket(Status.CLOSED), Action.CALL_BACK)
    } == {"done"}


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (Status.ANSWERED, "直接答复"),
        (Status.REJECTED, "不予受理"),
        (Status.WITHDRAWN, "已撤诉"),
        (Status.MERGED, "已并单"),
    ],
)
def test_a_way_that_was_cut_short_says_how_it_ended(status, name):
    assert states(a_ticket(status, closed_at=AT, replied_at=AT)) == ["登记:done", f"{name}:done"]


def test_a_step_to_be_done_again_has_lost_its_date():
    line = line_of(a_ticket(Status.IN_PROGRESS, cycle=2, contacted_at=AT), [])
    assert line[4].note == "第 2 次办理"
    assert line[4].at is None


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_line(status):
    assert len(line_of(a_ticket(status), [])) >= 2


def test_who_is_to_be_called_once_more_was_not_left_out():
    history = [
        HistoryEntry(
            ticket_id=1,
            ticket_version=1,
            at=AT,
            actor="x",
            action=Action.CONTACT,
            to_status="",
            digest="",
        )
    ]
    ticket = a_ticket(Status.IN_PROGRESS)
    notes = {step.name: step.note for step in line_of(ticket, history)}
    assert notes[LINE["contact"]] == "待再次联系"
    assert {step.name: step.note for step in line_of(ticket, [])}[LINE["contact"]] == "未联系"
