from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from hotline.casework import expiry, handling, suspension
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import PauseRow
from tests.support.path import ANSWER, accepted, in_progress

WORDS = {"reason": "等待拆迁", "basis": "热线办法第二十二条"}
DUE = datetime(2026, 3, 16, 17, 30)
THURSDAY = datetime(2026, 3, 12, 10, 0)
MONTHS = datetime(2026, 6, 1, 17, 30)


def ticket_with_application(session, desk, cast, *, until=MONTHS):
    ticket = in_progress(session, desk, cast)
    suspension.ask_suspension(session, cast.street_clerk, ticket, desk, until=until, **WORDS)
    return ticket


def suspended(session, desk, cast, **changes):
    ticket = ticket_with_application(session, desk, cast, **changes)
    approve(session, desk, cast, ticket)
    return ticket


def approve(session, desk, cast, ticket):
    """By two, as a long one needs it."""
    suspension.suspend(session, cast.dispatcher, ticket, desk, note="初审同意")
    suspension.suspend(session, cast.supervisor, ticket, desk, note="同意")


def test_after_asking_the_centre_has_to_decide_within_its_limit(session, desk, cast):
    ticket = ticket_with_application(session, desk, cast)
    tomorrow = datetime(2026, 3, 10, 17, 30)
    assert (ticket.status, ticket.clock, ticket.due_at) == (
        "suspension_requested",
        "decide",
        tomorrow,
    )
    assert ticket.due_handle == DUE
    approve(session, desk, cast, ticket)
    assert (ticket.status, ticket.clock) == ("suspended", "look")


def test_the_pause_is_a_row_with_its_reason_and_who_approved_it(session, desk, cast):
    ticket = suspended(session, desk, cast)
    row = session.exec(select(PauseRow).where(PauseRow.ticket_id == ticket.id)).one()
    assert (row.clock, row.begin, row.end, row.until) == ("handle", desk.now(), None, MONTHS)
    assert (row.reason, row.approved_by) == ("等待拆迁", "supervisor")


def test_a_suspended_matter_is_looked_at_every_month_and_at_its_end(session, desk, cast):
    ticket = suspended(session, desk, cast)
    assert ticket.due_at == datetime(2026, 4, 8, 23, 59, 59)
    suspension.look(
        session, cast.supervisor, ticket, desk.at(datetime(2026, 4, 8, 9, 0)), note="仍在等待"
    )
    assert ticket.due_at == datetime(2026, 5, 8, 23, 59, 59)
    suspension.look(
        session, cast.supervisor, ticket, desk.at(datetime(2026, 5, 8, 9, 0)), note="仍在等待"
    )
    assert ticket.due_at == MONTHS


def test_taking_it_up_again_moves_the_due_time_by_the_working_time_that_was_covered(
    session, desk, cast
):
    ticket = suspended(session, desk, cast)
    suspension.resume(session, cast.dispatcher, ticket, desk.at(THURSDAY), reason="条件已具备")
    assert (ticket.status, ticket.due_handle, ticket.due_at) == (
        "in_progress",
        datetime(2026, 3, 19, 17, 30),
        datetime(2026, 3, 19, 17, 30),
    )
    handling.reply(session, cast.street_clerk, ticket, desk.at(THURSDAY), answer=ANSWER)


def test_a_suspension_after_the_limit_gives_no_time_back(session, desk, cast):
    late = desk.at(DUE + timedelta(days=1))
    ticket = in_progress(session, desk, cast)
    suspension.ask_suspension(session, cast.street_clerk, ticket, late, until=MONTHS, **WORDS)
    approve(session, late, cast, ticket)
    suspension.resume(
        session, cast.supervisor, ticket, desk.at(DUE + timedelta(days=9)), reason="恢复"
    )
    assert ticket.due_handle == DUE


def test_a_refused_suspension_leaves_the_clock_running_and_may_be_asked_for_again(
    session, desk, cast
):
    ticket = ticket_with_application(session, desk, cast)
    with pytest.raises(IllegalTransition):
        suspension.ask_suspension(session, cast.street_clerk, ticket, desk, until=MONTHS, **WORDS)
    suspension.refuse_suspension(session, cast.supervisor, ticket, desk, note="可按期办理")
    assert (ticket.status, ticket.due_at) == ("in_progress", DUE)
    with pytest.raises(Conflict, match="没有待决定"):
        suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    suspension.ask_suspension(session, cast.street_clerk, ticket, desk, until=MONTHS, **WORDS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": datetime(2026, 3, 1)}, "将来"),
        ({"until": datetime(2027, 3, 1)}, "270cd"),
        ({"reason": ""}, "理由"),
        ({"basis": " "}, "依据"),
    ],
)
def test_a_suspension_needs_words_and_an_end_that_the_city_allows(
    session, desk, cast, changes, message
):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(InvalidInput, match=message):
        suspension.ask_suspension(
            session, cast.street_clerk, ticket, desk, **{"until": MONTHS, **WORDS, **changes}
        )


def test_all_suspensions_of_a_ticket_together_are_bounded(session, desk, cast):
    ticket = suspended(session, desk, cast, until=datetime(2026, 11, 1))
    autumn = desk.at(datetime(2026, 10, 1, 10, 0))
    suspension.resume(session, cast.supervisor, ticket, autumn, reason="恢复")
    with pytest.raises(InvalidInput, match="270cd"):
        suspension.ask_suspension(
            session, cast.street_clerk, ticket, autumn, until=datetime(2027, 1, 31), **WORDS
        )
    suspension.ask_suspension(
        session, cast.street_clerk, ticket, autumn, until=datetime(2026, 11, 20), **WORDS
    )


def test_when_the_time_is_over_the_ticket_is_taken_up_by_itself_and_only_once(session, desk, cast):
    ticket = suspended(session, desk, cast)
    session.flush()
    assert expiry.resume_expired(session, desk.at(MONTHS - timedelta(seconds=1))) == 0
    assert expiry.resume_expired(session, desk.at(MONTHS)) == 1
    session.flush()
    assert (ticket.status, expiry.resume_expired(session, desk.at(MONTHS))) == ("in_progress", 0)


@pytest.mark.parametrize("person", ["street_clerk", "agent", "reviewer", "leader", "stranger"])
def test_only_the_centre_approves_looks_and_takes_up(session, desk, cast, person):
    ticket, actor = ticket_with_application(session, desk, cast), getattr(cast, person)
    for decide in (suspension.suspend, suspension.refuse_suspension):
        with pytest.raises(NotAllowed):
            decide(session, actor, ticket, desk, note="说明")
    approve(session, desk, cast, ticket)
    with pytest.raises(NotAllowed):
        suspension.look(session, actor, ticket, desk, note="说明")
    with pytest.raises(NotAllowed):
        suspension.resume(session, actor, ticket, desk, reason="说明")


def test_a_suspended_ticket_is_not_answered_and_an_unsigned_one_not_suspended(session, desk, cast):
    with pytest.raises(IllegalTransition):
        handling.reply(
            session, cast.street_clerk, suspended(session, desk, cast), desk, answer=ANSWER
        )
    with pytest.raises(IllegalTransition):
        suspension.ask_suspension(
            session, cast.street_clerk, accepted(session, desk, cast), desk, until=MONTHS, **WORDS
        )
