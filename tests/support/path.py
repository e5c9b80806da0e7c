"""Bring a ticket to a point of its way, each step by the one who does it in life."""

from sqlmodel import select

from hotline.casework import dispatch, handling, receive, review
from hotline.domain.models import Ticket

ANSWER = handling.ReplyContent(
    result="solved",
    handling="已到现场查处，责令停工整改。",
    public_answer="您反映的夜间施工已责令整改。",
)


def ticket_of(session, receipt) -> Ticket:
    return session.exec(select(Ticket).where(Ticket.no == receipt.no)).one()


def registered(session, desk, cast, **changes) -> Ticket:
    """In triage: the report leaves the dispatcher to decide."""
    from tests.support.reports import a_report

    changes = {"text": "有个事情想反映一下，麻烦处理。", "title": "", "category": ""} | changes
    report = a_report(now=desk.now(), **changes)
    return ticket_of(session, receive.receive(session, cast.agent, report, desk))


def dispatched(session, desk, cast, *, unit: str = "990102001", co_units=(), **changes) -> Ticket:
    ticket = registered(session, desk, cast, **changes)
    dispatch.dispatch(
        session, cast.dispatcher, ticket, desk, unit=unit, co_units=co_units, reason="属地办理"
    )
    return ticket


def accepted(session, desk, cast, **changes) -> Ticket:
    ticket = dispatched(session, desk, cast, **changes)
    handling.accept(session, cast.street_clerk, ticket, desk)
    return ticket


def in_progress(session, desk, cast, **changes) -> Ticket:
    ticket = accepted(session, desk, cast, **changes)
    handling.contact(session, cast.street_clerk, ticket, desk, way="phone", note="已与诉求人通话")
    return ticket


def replied(session, desk, cast, **changes) -> Ticket:
    ticket = in_progress(session, desk, cast, **changes)
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    return ticket


def in_callback(session, desk, cast, **changes) -> Ticket:
    ticket = replied(session, desk, cast, **changes)
    review.pass_review(session, cast.reviewer, ticket, desk)
    return ticket
