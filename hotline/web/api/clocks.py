"""GET /api/v1/tickets/{no}/clocks: every clock of a ticket, and why it is due then."""

from typing import Any

from litestar import get
from sqlmodel import Session

from hotline.domain.time.deadlines import Clock
from hotline.domain.time.handling import Leg
from hotline.reading.why_due import DueExplanation, why_due
from hotline.storage.tickets import find_ticket
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import signed_in


@get("/api/v1/tickets/{no:str}/clocks", guards=[signed_in])
@reading
def show_clocks(session: Session, actor: Signed, desk: AtDesk, no: str) -> dict[str, Any]:
    ticket = find_ticket(session, actor, no)
    reasons = [why_due(session, ticket, desk, clock=clock) for clock in Clock]
    return {
        "running": ticket.clock,
        "due_at": ticket.due_at,
        "clocks": [_clock(why) for why in reasons if why],
    }


def _clock(why: DueExplanation) -> dict[str, Any]:
    """`legs` lead to `due`; none when the rules changed since it was set."""
    rule = (
        {"limit": str(why.rule.limit), "note": why.rule.note, "line": why.rule.line}
        if why.rule
        else None
    )
    legs = [_leg(leg) for leg in why.legs]
    return {
        "clock": why.name,
        "due": why.due,
        "rule": rule,
        "paused_at": why.paused_at,
        "legs": legs,
    }


def _leg(leg: Leg) -> dict[str, Any]:
    end = leg.result
    return {
        "start": leg.start,
        "limit": str(leg.limit),
        "due": end.due,
        "provisional": end.provisional,
        "pauses": [
            {"begin": stop.pause.begin, "end": stop.pause.end, "moved": stop.moved}
            for stop in end.pauses
        ],
        "timeline": [
            {"date": day.date, "used": day.used, "note": day.note} for day in end.timeline
        ],
    }


route_handlers = [show_clocks]
