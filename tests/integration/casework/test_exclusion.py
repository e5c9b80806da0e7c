from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework import call_back, exclusion
from hotline.casework.call_back import CallAttempt
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import ExcludedFigure, Exclusion
from hotline.domain.roles import Actor, Role
from hotline.storage.history import history_of, verify_chain
from tests.support.path import in_callback, in_progress

BAD = CallAttempt(way="phone", reached=True, solved=False, rating=1, reason="要求无依据")
CASE = {
    "metrics": ["resolution", "满意"],
    "code": "unreasonable",
    "evidence": "诉求要求违反规划条例第三条",
}


@pytest.fixture
def reworked(session, desk, cast):
    """Unsolved in its first cycle, in work again."""
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=BAD)
    session.flush()
    return ticket


def test_a_granted_exclusion_takes_the_cycle_out_of_the_named_metrics_only(
    session, desk, cast, reworked
):
    exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE)
    exclusion.grant_exclusion(session, cast.supervisor, reworked, desk, note="属实")
    session.flush()
    out = session.exec(select(ExcludedFigure.cycle, ExcludedFigure.metric)).all()
    assert sorted(out) == [(1, "resolution"), (1, "satisfaction")]
    actions = [entry.action for entry in history_of(session, reworked)][-2:]
    assert actions == ["ask_exclusion", "grant_exclusion"]
    assert verify_chain(history_of(session, reworked)) == []


def test_a_refused_one_changes_no_figure_and_needs_a_reason(session, desk, cast, reworked):
    exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE)
    with pytest.raises(InvalidInput, match="理由"):
        exclusion.refuse_exclusion(session, cast.supervisor, reworked, desk, note="")
    exclusion.refuse_exclusion(session, cast.supervisor, reworked, desk, note="诉求合理")
    row = session.exec(select(Exclusion)).one()
    assert (row.decision, row.decided_by, session.exec(select(ExcludedFigure)).all()) == (
        "refused",
        "supervisor",
        [],
    )
    with pytest.raises(Conflict, match="没有待定"):
        exclusion.grant_exclusion(session, cast.supervisor, reworked, desk, note="")


def test_it_is_asked_within_the_days_after_the_cycle(session, desk, cast, reworked):
    with pytest.raises(Conflict, match="2026-03-19"):
        exclusion.ask_exclusion(
            session, cast.street_clerk, reworked, desk.at(desk.now() + timedelta(days=11)), **CASE
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"metrics": []}, "未选择"),
        ({"metrics": ["weather"]}, "weather"),
        ({"code": "because"}, "剔除原因"),
        ({"evidence": " "}, "证据"),
        ({"evidence": "长" * 2001}, "2001"),
    ],
)
def test_an_application_needs_metrics_reason_and_evidence(
    session, desk, cast, reworked, changes, message
):
    with pytest.raises(InvalidInput, match=message):
        exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE | changes)


def test_one_at_a_time_and_nothing_twice(session, desk, cast, reworked):
    exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE)
    with pytest.raises(Conflict, match="待定"):
        exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE)
    exclusion.grant_exclusion(session, cast.supervisor, reworked, desk, note="")
    with pytest.raises(Conflict, match="已剔除：解决"):
        exclusion.ask_exclusion(
            session, cast.street_clerk, reworked, desk, **CASE | {"metrics": ["resolution"]}
        )


def test_a_cycle_that_has_not_ended_cannot_be_excluded(session, desk, cast):
    with pytest.raises(Conflict, match="没有已结束的办理"):
        exclusion.ask_exclusion(
            session, cast.street_clerk, in_progress(session, desk, cast), desk, **CASE
        )


@pytest.mark.parametrize(
    "person", ["agent", "dispatcher", "reviewer", "supervisor", "leader", "stranger"]
)
def test_only_the_unit_of_the_cycle_asks(session, desk, cast, reworked, person):
    with pytest.raises(NotAllowed):
        exclusion.ask_exclusion(session, getattr(cast, person), reworked, desk, **CASE)


@pytest.mark.parametrize("person", ["agent", "dispatcher", "reviewer", "street_clerk", "leader"])
def test_only_supervisors_decide_and_never_who_asked(session, desk, cast, reworked, person):
    exclusion.ask_exclusion(session, cast.street_clerk, reworked, desk, **CASE)
    with pytest.raises(NotAllowed):
        exclusion.grant_exclusion(session, getattr(cast, person), reworked, desk, note="")
    turncoat = Actor(login=cast.street_clerk.login, role=Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match="本人"):
        exclusion.grant_exclusion(session, turncoat, reworked, desk, note="")
