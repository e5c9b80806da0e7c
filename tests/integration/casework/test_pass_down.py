from datetime import datetime

import pytest
from sqlmodel import select

from hotline.casework import handling, pass_down
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Assignment
from tests.support.path import ANSWER, dispatched, registered, replied

DUE = datetime(2026, 3, 16, 17, 30)


def with_district(session, desk, cast, **changes):
    ticket = dispatched(session, desk, cast, unit="DH-ZF", **changes)
    handling.accept(session, cast.district_clerk, ticket, desk)
    return ticket


def passed(session, desk, cast, *, unit="990102001", limit="2wd"):
    ticket = with_district(session, desk, cast)
    pass_down.pass_down(
        session, cast.district_clerk, ticket, desk, unit=unit, limit=limit, reason="请属地办理"
    )
    return ticket


def rows_of(session, ticket):
    session.flush()
    return session.exec(
        select(Assignment).where(Assignment.ticket_id == ticket.id).order_by(Assignment.id)
    ).all()


def test_the_unit_below_signs_anew_and_has_a_shorter_limit_of_its_own(session, desk, cast):
    ticket = passed(session, desk, cast)
    assert (ticket.status, ticket.unit, ticket.due_handle) == ("dispatched", "990102001", DUE)
    handling.accept(session, cast.street_clerk, ticket, desk)
    handling.contact(session, cast.street_clerk, ticket, desk, way="phone", note="已通话")
    assert (ticket.clock, ticket.due_at) == ("handle", datetime(2026, 3, 11, 17, 30))
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)


def test_the_levels_stand_in_the_assignments(session, desk, cast):
    ticket = passed(session, desk, cast)
    first, second = rows_of(session, ticket)
    assert (first.level, first.outcome) == (1, "passed_down")
    assert (second.level, second.parent_id, second.due_at) == (2, first.id, ticket.due_unit)


def test_the_district_may_give_it_to_another_street_on_the_same_level(session, desk, cast):
    ticket = passed(session, desk, cast)
    pass_down.pass_down(
        session, cast.district_clerk, ticket, desk, unit="DH-CG", reason="应由区城管办理"
    )
    assert [(row.unit, row.level) for row in rows_of(session, ticket)] == [
        ("DH-ZF", 1),
        ("990102001", 2),
        ("DH-CG", 2),
    ]


def test_without_a_limit_the_unit_below_has_the_time_that_is_left(session, desk, cast):
    assert passed(session, desk, cast, limit="").due_unit == DUE


def test_no_limit_leads_beyond_the_promise_to_the_caller(session, desk, cast):
    ticket = with_district(session, desk, cast)
    with pytest.raises(InvalidInput, match="晚于本工单的期限"):
        pass_down.pass_down(
            session,
            cast.district_clerk,
            ticket,
            desk,
            unit="990102001",
            limit="6wd",
            reason="请办理",
        )
    assert ticket.unit == "DH-ZF"


@pytest.mark.parametrize("unit", ["YS-ZF", "S-JT", "DH-ZF"])
def test_a_unit_passes_down_only_to_units_below_it(session, desk, cast, unit):
    with pytest.raises(InvalidInput, match="下级单位"):
        pass_down.pass_down(
            session,
            cast.district_clerk,
            with_district(session, desk, cast),
            desk,
            unit=unit,
            reason="请办理",
        )


def test_a_street_has_nobody_below_and_nobody_passes_up(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    with pytest.raises(InvalidInput, match="下级单位"):
        pass_down.pass_down(
            session, cast.street_clerk, ticket, desk, unit="DH-ZF", reason="请上级办理"
        )


def test_the_accused_unit_gets_nothing_from_above_either(session, desk, cast):
    ticket = with_district(session, desk, cast)
    ticket.accused = ["990102001"]
    with pytest.raises(NotAllowed, match="反映的是"):
        pass_down.pass_down(
            session, cast.district_clerk, ticket, desk, unit="990102001", reason="请办理"
        )


def test_there_are_three_levels(session, desk, cast):
    ticket = with_district(session, desk, cast)
    rows_of(session, ticket)[0].level = 3
    with pytest.raises(Conflict, match="第 3 级"):
        pass_down.pass_down(
            session, cast.district_clerk, ticket, desk, unit="990102001", reason="请办理"
        )


@pytest.mark.parametrize(
    "person", ["street_clerk", "stranger", "dispatcher", "supervisor", "leader"]
)
def test_only_the_holder_passes_down(session, desk, cast, person):
    ticket = with_district(session, desk, cast)
    with pytest.raises(NotAllowed):
        pass_down.pass_down(
            session, getattr(cast, person), ticket, desk, unit="990102001", reason="请办理"
        )


def test_a_ticket_that_waits_for_the_dispatcher_or_is_answered_is_not_passed_down(
    session, desk, cast
):
    with pytest.raises(NotAllowed):
        pass_down.pass_down(
            session,
            cast.district_clerk,
            registered(session, desk, cast),
            desk,
            unit="990102001",
            reason="办",
        )
    with pytest.raises(IllegalTransition):
        pass_down.pass_down(
            session,
            cast.street_clerk,
            replied(session, desk, cast),
            desk,
            unit="990102001",
            reason="办",
        )
