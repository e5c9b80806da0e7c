"""Every column that holds a moment which a rule of the city or its calendar gives, and how the
rows beside tickets get theirs anew.

A test holds the list against all tables: a moment is computed, or it is when something happened.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from hotline.desk.desk import Desk
from hotline.domain.models import Application, CallbackPlan, Rectification, SupervisionOrder, Ticket
from hotline.domain.outcomes import ApplicationKind, RectificationReview, RequestDecision
from hotline.domain.time.limits import Limit, parse_limit
from hotline.domain.time.working_time import due
from hotline.supervision.orders import usual_answer

# The end of the running clock, amber and the next look follow from the ticket's other limits.
FOLLOWS = ("due_at", "amber_at", "watch_at")
COMPUTED: Mapping[str, tuple[str, ...]] = {
    "ticket": (
        "due_dispatch",
        "due_sign",
        "due_contact",
        "due_handle",
        "due_unit",
        "due_look",
        "due_decide",
        "due_review",
        "due_callback",
        *FOLLOWS,
    ),
    "assignment": ("due_at",),
    "application": ("due_decide", "old_due", "until"),
    "supervision_order": ("due_at",),
    "rectification": ("due_at",),
    "callback_plan": ("closes_at", "expires_at"),
}


class Anew(NamedTuple):
    """A row and what its moments are by the rules and the calendar in force."""

    row: Any
    moments: Mapping[str, datetime | None]


def recompute_rows(session: Session, desk: Desk, *, dry_run: bool = False) -> dict[str, int]:
    """Open orders, rectifications, applications and invitations to rate; how many of each change.

    After the tickets, whose limits applications rest on.
    """
    changed: dict[str, int] = {}
    for name, compute in ROWS.items():
        for row, moments in compute(session, desk):
            moved = {key: at for key, at in moments.items() if getattr(row, key) != at}
            changed[name] = changed.get(name, 0) + bool(moved)
            for key, at in ({} if dry_run else moved).items():
                setattr(row, key, at)
    return {name: number for name, number in changed.items() if number}


def _orders(session: Session, desk: Desk) -> Iterator[Anew]:
    """What waits for an answer: by its rung, or by the usual time of its level; a moment that a
    person set stays.
    """
    rungs = {rung.code: rung.answer for rung in desk.city.ladder}
    query = select(SupervisionOrder).where(
        col(SupervisionOrder.closed_at).is_(None),
        col(SupervisionOrder.answered_at).is_(None),
        col(SupervisionOrder.due_at).is_not(None),
    )
    for order in session.exec(query):
        limit = rungs.get(order.rule) if order.rule else None
        if order.limit and limit is None:
            limit = usual_answer(order.level, desk)
        if limit is not None:
            yield Anew(order, {"due_at": _end(order.issued_at, limit, desk)})


def _rectifications(session: Session, desk: Desk) -> Iterator[Anew]:
    """Who was warned and has time again is warned anew when that is over."""
    query = select(Rectification).where(Rectification.decision != RectificationReview.PASSED)
    for row in session.exec(query):
        end = _end(row.opened_at, desk.city.settings.rectify_within, desk)
        warned_at = row.warned_at if end < desk.now() else None
        yield Anew(row, {"due_at": end, "warned_at": warned_at})


def _applications(session: Session, desk: Desk) -> Iterator[Anew]:
    """What waits for a decision; how long somebody wants a suspension stays as it was asked."""
    query = (
        select(Application, Ticket)
        .join(Ticket, col(Ticket.id) == col(Application.ticket_id))
        .where(Application.decision == RequestDecision.WAITING)
    )
    for row, ticket in session.exec(query):
        moments: dict[str, datetime | None] = {}
        if row.due_decide:
            moments["due_decide"] = _end(row.asked_at, desk.city.settings.decide_within, desk)
        if row.kind == ApplicationKind.EXTENSION and ticket.due_handle:
            until = _end(ticket.due_handle, parse_limit(row.limit), desk)
            moments |= {"old_due": ticket.due_handle, "until": until}
        yield Anew(row, moments)


def _plans(session: Session, desk: Desk) -> Iterator[Anew]:
    """Invitations to rate that have not ended."""
    rules = desk.city.settings.callback
    query = select(CallbackPlan).where(
        col(CallbackPlan.expires_at) > desk.now(), col(CallbackPlan.used_at).is_(None)
    )
    for plan in session.exec(query):
        moments: dict[str, datetime | None] = {"expires_at": _end(plan.made_at, rules.link, desk)}
        if plan.closes_at:
            moments["closes_at"] = _end(plan.made_at, rules.unsampled_wait, desk)
        yield Anew(plan, moments)


ROWS: Mapping[str, Callable[[Session, Desk], Iterable[Anew]]] = {
    "supervision_order": _orders,
    "rectification": _rectifications,
    "application": _applications,
    "callback_plan": _plans,
}


def _end(start: datetime, limit: Limit, desk: Desk) -> datetime:
    return due(start, limit, desk.calendar).due
