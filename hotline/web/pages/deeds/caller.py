"""Forms for what a caller says on the telephone, and the remarks of those who work on his
ticket.
"""

from sqlmodel import Session

from hotline.casework import caller_steps, withdrawal
from hotline.casework.comment import comment
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import Actor
from hotline.domain.workflow import Action
from hotline.web.pages.deeds.base import Deed
from hotline.web.pages.forms import Typed, typed


def _comment(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    comment(session, actor, ticket, desk, text=typed(data).get("text", ""))


def _supplement(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    caller_steps.supplement(session, actor, ticket, desk, text=typed(data).get("text", ""))


def _caller_urge(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    caller_steps.caller_urge(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


def _withdraw(session: Session, actor: Actor, ticket: Ticket, data: Typed, desk: Desk) -> None:
    withdrawal.withdraw(session, actor, ticket, desk, reason=typed(data).get("reason", ""))


DEEDS = (
    Deed("comments", "备注", (Action.COMMENT,), _comment),
    Deed("supplements", "诉求人补充", (Action.SUPPLEMENT,), _supplement, minor=True),
    Deed("caller-urgings", "诉求人催单", (Action.CALLER_URGE,), _caller_urge, minor=True),
    Deed("withdrawals", "诉求人撤诉", (Action.WITHDRAW,), _withdraw, minor=True),
)
