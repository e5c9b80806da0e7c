import pytest
from sqlmodel import select

from hotline.casework import arbitration, dispatch, handling
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Assignment, ReturnRequest
from hotline.domain.roles import Actor, Role
from tests.support.path import accepted, dispatched, registered

RETURN = {"code": "not_our_duty", "reason": "不属职责", "basis": "权责清单"}
FORCED = {"reason": "编办认定由街道承办", "basis": "会商纪要 3 号"}


def disputed(session, desk, cast):
    ticket = accepted(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    arbitration.refer_arbitration(session, cast.dispatcher, ticket, desk, reason="两单位均不认领")
    return ticket


def test_a_disputed_return_goes_to_arbitration_and_the_centre_has_a_clock(session, desk, cast):
    ticket = disputed(session, desk, cast)
    assert (ticket.status, ticket.clock) == ("arbitration", "dispatch")
    session.flush()
    request = session.exec(select(ReturnRequest).where(ReturnRequest.ticket_id == ticket.id)).one()
    assert (request.decision, request.decided_by) == ("arbitration", "dispatcher")


def test_a_forced_dispatch_cannot_be_returned(session, desk, cast):
    ticket = disputed(session, desk, cast)
    promised = ticket.due_handle
    arbitration.force_dispatch(session, cast.supervisor, ticket, desk, unit="YS-ZF", **FORCED)
    assert (ticket.status, ticket.unit, ticket.forced, ticket.due_handle) == (
        "dispatched",
        "YS-ZF",
        True,
        promised,
    )
    with pytest.raises(Conflict, match="会商指定"):
        handling.ask_return(session, cast.stranger, ticket, desk, **RETURN)
    handling.accept(session, cast.stranger, ticket, desk)


def test_only_the_newest_assignment_goes_on(session, desk, cast):
    ticket = disputed(session, desk, cast)
    arbitration.force_dispatch(session, cast.supervisor, ticket, desk, unit="YS-ZF", **FORCED)
    session.flush()
    rows = session.exec(
        select(Assignment).where(Assignment.ticket_id == ticket.id).order_by(Assignment.id)
    ).all()
    assert [(row.unit, row.outcome) for row in rows] == [("990102001", "rerouted"), ("YS-ZF", "")]


def test_an_unclear_ticket_goes_to_arbitration_before_anybody_gets_it(session, desk, cast):
    ticket = registered(session, desk, cast)
    arbitration.refer_arbitration(session, cast.supervisor, ticket, desk, reason="职责交叉")
    with pytest.raises(IllegalTransition):
        dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="DH-ZF")
    arbitration.force_dispatch(
        session, cast.dispatcher, ticket, desk, unit="DH-ZF", co_units=["DH-CG"], **FORCED
    )
    assert (ticket.unit, ticket.co_units) == ("DH-ZF", ["DH-CG"])


@pytest.mark.parametrize("field", ["reason", "basis"])
def test_a_forced_dispatch_names_the_conclusion_and_its_basis(session, desk, cast, field):
    ticket = disputed(session, desk, cast)
    with pytest.raises(InvalidInput):
        arbitration.force_dispatch(
            session, cast.supervisor, ticket, desk, unit="YS-ZF", **{**FORCED, field: " "}
        )
    assert ticket.status == "arbitration"


@pytest.mark.parametrize("person", ["agent", "street_clerk", "reviewer", "leader", "stranger"])
def test_only_the_centre_refers_and_forces(session, desk, cast, person):
    actor = getattr(cast, person)
    with pytest.raises(NotAllowed):
        arbitration.refer_arbitration(
            session, actor, registered(session, desk, cast), desk, reason="职责交叉"
        )
    with pytest.raises(NotAllowed):
        arbitration.force_dispatch(
            session, actor, disputed(session, desk, cast), desk, unit="YS-ZF", **FORCED
        )


def test_even_arbitration_does_not_give_a_case_to_the_unit_that_it_accuses(session, desk, cast):
    ticket = disputed(session, desk, cast)
    ticket.accused = ["YS-ZF"]
    with pytest.raises(NotAllowed, match="反映的是"):
        arbitration.force_dispatch(session, cast.supervisor, ticket, desk, unit="YS-ZF", **FORCED)


def test_a_unit_asks_to_return_a_ticket_once(session, desk, cast):
    ticket = accepted(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    dispatch.refuse_return(session, cast.dispatcher, ticket, desk, note="属地管理")
    with pytest.raises(Conflict, match="已申请退单 1 次"):
        handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)


def test_another_unit_may_still_ask(session, desk, cast):
    ticket = accepted(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit="YS-ZF")
    handling.ask_return(session, cast.stranger, ticket, desk, **RETURN)
    assert ticket.status == "return_requested"


def test_who_asked_for_the_return_does_not_decide_on_it_in_another_post(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
    turncoat = Actor(login=cast.street_clerk.login, role=Role.DISPATCHER)
    for decide in (dispatch.grant_return, dispatch.refuse_return):
        with pytest.raises(NotAllowed, match="本人"):
            decide(session, turncoat, ticket, desk, note="同意")
