"""A ticket reaches call-back or is answered at once: is its caller called, until when may they
rate, by which one-time token.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import CallbackPlan, Ticket
from hotline.domain.sampling import CallbackReason, sampled
from hotline.domain.time.limits import Limit
from hotline.domain.time.working_time import due
from hotline.storage.ratings import digest_of, plan_of, sampled_since


@dataclass(frozen=True)
class Draw:
    """Whether and why the caller is called; `closes_at`: when a ticket whose caller is not
    called closes by itself.
    """

    why: CallbackReason
    closes_at: datetime | None = None


NOT_CALLED = Draw(CallbackReason.NOT)


def draw_for(session: Session, ticket: Ticket, desk: Desk, *, unit: str = "") -> Draw:
    """By the rule of the pack and the ticket's lot; the same for whoever asks. Without a `unit` it
    is that of the ticket.
    """
    rules, month = (
        desk.city.settings.callback,
        desk.now().replace(day=1, hour=0, minute=0, second=0),
    )
    why = sampled(
        desk.vault.draw(ticket.no, ticket.cycle),
        ticket.request_type,
        everyone=rules.everyone,
        share=rules.share,
        at_least=rules.at_least,
        called=lambda: sampled_since(session, unit or ticket.unit, month),
    )
    return Draw(why) if why else Draw(why, _after(rules.unsampled_wait, desk))


def invite(session: Session, ticket: Ticket, desk: Desk, *, drawn: Draw) -> CallbackPlan:
    """Let the caller rate this cycle, by telephone if they are called and by their token in
    any case.

    A ticket that was merged and taken out again may come here twice in one cycle; it keeps its
    token.
    """
    token = digest_of(desk.vault.rating_token(ticket.no, ticket.cycle))
    plan, now = plan_of(session, ticket), desk.now()
    expires_at = _after(desk.city.settings.callback.link, desk)
    if plan is None:
        plan = CallbackPlan(
            ticket_id=ticket.row_id,
            cycle=ticket.cycle,
            token=token,
            unit=ticket.unit,
            made_at=now,
            expires_at=expires_at,
            sampled=False,
        )
        session.add(plan)
    plan.unit, plan.made_at, plan.expires_at = ticket.unit, now, expires_at
    plan.sampled, plan.why, plan.closes_at = bool(drawn.why), drawn.why, drawn.closes_at
    return plan


def _after(limit: Limit, desk: Desk) -> datetime:
    return due(desk.now(), limit, desk.calendar).due
