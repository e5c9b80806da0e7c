"""The caller rates by their one-time token: once, in time, nobody else.

Wrong tokens are counted and limited.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from hotline.casework.accusing_words import kept_from_holders
from hotline.casework.caller_rating import RatingContent, keep_rating
from hotline.casework.caller_steps import supplement
from hotline.casework.danger import kinds_of_danger
from hotline.casework.later_words import read_later_words
from hotline.casework.rating_outcome import act_on_rating
from hotline.casework.receive import Receipt
from hotline.desk.desk import Desk
from hotline.desk.steps import check_step, find_for_step, take_step
from hotline.domain.errors import Conflict, HotlineError, NotAllowed, NotFound
from hotline.domain.models import CallbackPlan, Ticket
from hotline.domain.outcomes import RatingSource, RatingStage
from hotline.domain.permissions import holds_code
from hotline.domain.roles import CALLER, SYSTEM, Actor
from hotline.domain.statuses import Status
from hotline.domain.workflow import EVENTS, Action
from hotline.people.throttle import AttemptLimit
from hotline.storage.database import Database
from hotline.storage.ratings import digest_of, plan_of, plan_of_token
from hotline.storage.tickets import find_ticket

FROM_ADDRESS = AttemptLimit("rating-from", limit=20)
LONGEST = 100


def find_token(database: Database, desk: Desk, token: str, address: str) -> str:
    """The number of the ticket that a token was made for.

    Raises NotFound for a wrong one, TooMany after many; a right one, which nobody can guess, opens
    whatever others tried from the same address.
    """
    key, now, token = desk.vault.key_of(address) or "", desk.now(), token.strip()
    with database.reading() as session:
        plan_and_no = plan_of_token(session, token) if len(token) <= LONGEST else None
        if plan_and_no is None:
            FROM_ADDRESS.check(session, key, now)
    if plan_and_no is not None:
        return plan_and_no[1]
    with database.writing() as session:
        FROM_ADDRESS.count(session, key, now)
    raise NotFound("评价链接无效", remedy="请从查进度页面重新进入评价")


def rate_by_token(
    database: Database,
    desk: Desk,
    visitor: Actor | None,
    token: str,
    content: RatingContent,
    address: str,
) -> tuple[Ticket, Receipt | None]:
    """One transaction; whoever is signed in works here and does not rate. The ticket, and what
    `rate` gives.
    """
    refuse_staff(visitor)
    no, desk = find_token(database, desk, token, address), desk.remembering()
    with database.reading() as session, suppress(HotlineError):
        ticket = find_ticket(session, SYSTEM, no)
        read_later_words(session, ticket, desk, text=content.note, of_caller=True)
    with database.writing() as session:
        ticket = find_for_step(session, CALLER, no, sees=holds_code)
        plan_and_no = plan_of_token(session, token.strip())
        if plan_and_no is None or plan_and_no[0].cycle != ticket.cycle:
            raise Conflict("这件诉求已重新办理", remedy="办结后可再次评价")
        return ticket, rate(session, CALLER, ticket, desk, content=content)


def rate(
    session: Session, actor: Actor, ticket: Ticket, desk: Desk, *, content: RatingContent
) -> Receipt | None:
    """The caller's rating of the present cycle; what follows is the same as after a call. A danger
    in it stays open, on this ticket or on a new one, whose receipt this is; so are words that
    complain of the unit, which reads the rating without them.
    """
    check_step(actor, ticket, Action.RATE)
    plan, now = plan_of(session, ticket), desk.now()
    if refusal := refusal_of(plan, ticket, now):
        raise refusal
    text, action = content.note, Action.RATE
    kept = kept_from_holders(session, actor, ticket, desk, action=action, text=text)
    content = replace(content, note="") if kept else content
    details = {"rating": content.rating, "solved": content.solved}
    take_step(session, actor, ticket, Action.RATE, at=now, details=details)
    source, stage = RatingSource.CALLER, RatingStage.ANSWER
    keep_rating(session, ticket, desk, content=content, source=source, stage=stage, by=actor.login)
    act_on_rating(session, ticket, desk, content=content)
    if kinds_of_danger(text, desk) and not kept:
        return supplement(session, actor, ticket, desk, text=text)
    return kept


def refuse_staff(visitor: Actor | None) -> None:
    if visitor is not None:
        raise NotAllowed("工作人员不能代诉求人评价", remedy="请退出登录，由诉求人本人评价")


def refusal_of(plan: CallbackPlan | None, ticket: Ticket, now: datetime) -> Conflict | None:
    """Why this ticket cannot be rated now, or None."""
    if plan is None or Status(ticket.status) not in EVENTS[Action.RATE]:
        return Conflict("这件诉求现在不能评价", remedy="得到答复后、归档前可以评价")
    if plan.used_at is not None:
        return Conflict("这次办理已经评价过", remedy="每次办理只评价一次，谢谢您")
    if plan.expires_at < now:
        return Conflict(
            f"评价期限已过（{plan.expires_at:%Y-%m-%d}）", remedy="如有新情况，请提交新的诉求"
        )
    return None


def open_token(session: Session, ticket: Ticket, desk: Desk) -> str:
    """The token, for the caller's own eyes, as long as they may rate; "" when they may not."""
    plan = plan_of(session, ticket)
    if plan is None or refusal_of(plan, ticket, desk.now()) is not None:
        return ""
    tokens = desk.vault.rating_tokens(ticket.no, ticket.cycle)
    return next((token for token in tokens if digest_of(token) == plan.token), "")
