from datetime import datetime, timedelta

import pytest

from hotline.domain.models import Ticket
from hotline.domain.statuses import ENDED, Status
from hotline.domain.time.clocks import STAGE, due_of_holder, is_late, show_running_clock

NOON = datetime(2026, 3, 9, 12, 0)


def ticket(status: str, **changes) -> Ticket:
    dues = {
        f"due_{name}": NOON + timedelta(days=day)
        for day, name in enumerate(
            ("dispatch", "sign", "contact", "handle", "review", "callback"), 1
        )
    }
    texts = {
        "no": "1",
        "channel": "web",
        "title": "",
        "content": "",
        "request_type": "help",
        "urgency": "normal",
    }
    return Ticket(
        **texts | dues | {"status": status, "reported_at": NOON, "created_at": NOON} | changes
    )


def clock_and_due(status: str, **changes) -> tuple[str, datetime | None]:
    row = ticket(status, **changes)
    show_running_clock(row)
    return row.clock, row.due_at


@pytest.mark.parametrize("status", [*sorted(ENDED), Status.MERGED])
def test_ended_and_merged_tickets_have_no_clock(status):
    assert clock_and_due(status) == ("", None)


def test_every_other_status_is_watched():
    assert set(STAGE) == set(Status) - ENDED - {Status.MERGED}


def test_what_ends_first_counts():
    assert clock_and_due("dispatched") == ("sign", NOON + timedelta(days=2))
    assert clock_and_due("dispatched", due_handle=NOON) == ("handle", NOON)
    assert clock_and_due("extension_requested") == ("handle", NOON + timedelta(days=4))


def test_a_suspended_ticket_shows_when_it_is_looked_at():
    look = NOON + timedelta(days=30)
    assert clock_and_due("suspended", due_look=look, paused_at=NOON) == ("look", look)


def test_while_the_handling_clock_stands_still_the_other_clocks_run():
    look = NOON + timedelta(days=15)
    assert clock_and_due("in_progress", due_look=look, paused_at=NOON) == ("look", look)
    assert clock_and_due("accepted", due_look=look, paused_at=NOON, due_handle=NOON) == (
        "contact",
        NOON + timedelta(days=3),
    )


def test_the_shorter_limit_of_a_unit_below_counts_but_never_a_longer_one():
    assert clock_and_due("in_progress", due_unit=NOON) == ("handle", NOON)
    assert due_of_holder(
        ticket("in_progress", due_unit=NOON + timedelta(days=9))
    ) == NOON + timedelta(days=4)
    assert due_of_holder(ticket("in_progress", due_handle=None)) is None


def test_late_is_an_answer_after_the_limit_to_the_second():
    due = NOON + timedelta(days=4)
    assert not is_late(ticket("replied", replied_at=due))
    assert is_late(ticket("replied", replied_at=due + timedelta(seconds=1)))
