"""What the page of a ticket shows of its call-back, ratings, rectification and exclusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.casework.call_back import earliest_attempt, is_past_limit, stage_of
from hotline.casework.rectification import is_answered, is_overdue
from hotline.desk.desk import Desk
from hotline.domain.models import Callback, Exclusion, Rating, Rectification, Ticket
from hotline.domain.permissions import role_may
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.reading.masking import TicketMask
from hotline.storage.ratings import plan_of
from hotline.storage.ticket_rows import has_figures, rows_of_ticket
from hotline.web.names import Names
from hotline.web.page_labels import HANDLING_UNIT


@dataclass(frozen=True)
class Rated:
    """`script` and `next_attempt` for who calls; `waiting`: what of all this waits for the
    reader, as steps name it.
    """

    callbacks: Sequence[Callback]
    ratings: Sequence[Rating]
    rectifications: Sequence[Rectification]
    exclusions: Sequence[Exclusion]
    waiting: frozenset[str]
    script: Sequence[str] = ()
    next_attempt: datetime | None = None
    sampled: bool = True


def rated_of(session: Session, actor: Actor, mask: TicketMask, desk: Desk) -> Rated:
    ticket = mask.original
    rectifications, exclusions = (
        rows_of_ticket(session, Rectification, ticket),
        rows_of_ticket(session, Exclusion, ticket),
    )
    parts: dict[str, Any] = {
        "callbacks": mask.rows(rows_of_ticket(session, Callback, ticket)),
        "ratings": mask.rows(rows_of_ticket(session, Rating, ticket)),
        "rectifications": mask.rows(rectifications),
        "exclusions": mask.rows(exclusions),
        "waiting": frozenset(_waiting(session, actor, ticket, desk, rectifications, exclusions)),
    }
    if not role_may(actor, Action.CALL_BACK, ticket.secrecy) or not (
        ticket.status == Status.CALLBACK or is_past_limit(ticket, desk)
    ):
        return Rated(**parts)
    plan, (stage, _) = plan_of(session, ticket), stage_of(ticket, desk)
    return Rated(
        **parts,
        script=script_of(mask.ticket, desk),
        next_attempt=earliest_attempt(session, ticket, desk, stage=stage),
        sampled=plan is None or plan.sampled,
    )


def script_of(ticket: Ticket, desk: Desk) -> list[str]:
    unit = Names(desk.city).unit(ticket.unit) or HANDLING_UNIT
    return desk.city.settings.callback.spoken(
        city=desk.city.name, no=ticket.no, title=ticket.title, unit=unit
    )


def _waiting(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    rectifications: Sequence[Rectification],
    exclusions: Sequence[Exclusion],
) -> Sequence[str]:
    open_ones = [row for row in rectifications if row.decision != "passed"]
    mine = [row for row in open_ones if row.unit in actor.units]
    undecided = any(not row.decision for row in exclusions)
    states = {
        "limit-callback": is_past_limit(ticket, desk),
        "rectification": any(not is_answered(row) for row in mine),
        "rectification-check": any(is_answered(r) or is_overdue(r, desk) for r in open_ones),
        "exclusion": undecided,
        "figures": bool(actor.units)
        and not undecided
        and has_figures(session, ticket, actor.units),
    }
    return [name for name, is_so in states.items() if is_so]
