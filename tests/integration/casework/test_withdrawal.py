from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import expiry, extension, handling, withdrawal
from hotline.casework.comment import comment
from hotline.domain.errors import IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Application, Assignment, CycleFigures
from hotline.domain.roles import CALLER
from hotline.storage.history import history_of
from tests.support.path import accepted, dispatched, in_callback, in_progress, registered, replied

POINTS = (registered, dispatched, accepted, in_progress, replied, in_callback)


@pytest.mark.parametrize("bring", POINTS)
def test_an_open_ticket_is_withdrawn_at_any_point_and_nothing_runs_on(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    withdrawal.withdraw(session, CALLER, ticket, desk, reason="问题已自行解决")
    assert (ticket.status, ticket.due_at, ticket.clock, ticket.closed_at) == (
        "withdrawn",
        None,
        "",
        desk.now(),
    )
    last = history_of(session, ticket)[-1]
    assert (last.actor, last.reason) == ("caller", "问题已自行解决")


def test_what_waited_for_a_decision_lapses_and_who_held_it_is_let_go(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    grounds = {"reason": "需检测", "basis": "办法"}
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **grounds)
    session.flush()
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="不再反映")
    session.flush()
    assert (
        session.exec(select(Application.decision).where(Application.ticket_id == ticket.id)).one()
        == "lapsed"
    )
    assert (
        session.exec(select(Assignment.outcome).where(Assignment.ticket_id == ticket.id)).one()
        == "withdrawn"
    )
    assert (
        session.exec(select(CycleFigures.ending).where(CycleFigures.ticket_id == ticket.id)).one()
        == "withdrawn"
    )


def test_a_withdrawal_needs_words_and_happens_once(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(InvalidInput, match="撤诉理由"):
        withdrawal.withdraw(session, CALLER, ticket, desk, reason=" ")
    withdrawal.withdraw(session, CALLER, ticket, desk, reason="不再反映")
    with pytest.raises(IllegalTransition):
        withdrawal.withdraw(session, CALLER, ticket, desk, reason="不再反映")
    with pytest.raises(IllegalTransition):
        handling.accept(session, cast.street_clerk, ticket, desk)


@pytest.mark.parametrize(
    "person", ["street_clerk", "district_clerk", "reviewer", "supervisor", "leader", "stranger"]
)
def test_no_unit_withdraws_a_caller_s_matter(session, desk, cast, person):
    ticket = in_progress(session, desk, cast)
    with pytest.raises(NotAllowed):
        withdrawal.withdraw(session, getattr(cast, person), ticket, desk, reason="诉求人同意撤诉")
    assert ticket.status == "in_progress"


def test_after_ninety_days_a_ticket_is_read_only(session, desk, cast):
    ticket, other = dispatched(session, desk, cast), dispatched(session, desk, cast)
    withdrawal.withdraw(session, CALLER, ticket, desk, reason="不再反映")
    comment(session, cast.agent, ticket, desk, text="已核实")
    session.flush()
    assert expiry.archive_ended(session, desk.at(desk.now() + timedelta(days=90))) == 0
    late = desk.at(desk.now() + timedelta(days=90, seconds=1))
    assert expiry.archive_ended(session, late) == 1
    session.flush()
    assert (ticket.status, other.status, expiry.archive_ended(session, late)) == (
        "archived",
        "dispatched",
        0,
    )
    with pytest.raises(IllegalTransition):
        comment(session, cast.agent, ticket, desk, text="再看一眼")
