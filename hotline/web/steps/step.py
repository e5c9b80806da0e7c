"""A step of the workflow as the web offers it: declared once, and page and API are made from it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from hotline.casework.danger import plan_for
from hotline.casework.merge import find_pair
from hotline.city.danger import DangerPlan
from hotline.desk.desk import Desk
from hotline.desk.steps import find_for_step, require_text
from hotline.domain.models import Ticket
from hotline.domain.permissions import HOLDER_ONLY, SUPPORT_ONLY, role_may
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action
from hotline.people.attendance import unattended
from hotline.reading.cycles import find_afterwards
from hotline.reading.handling_clock import SPOKEN
from hotline.web.body import Body
from hotline.web.steps.form import content_of

Verb = Callable[..., Any]
SAYS = frozenset(
    {
        *SPOKEN,
        Action.WITHDRAW,
        Action.CALL_BACK,
        Action.CALL_AT_LIMIT,
        Action.CONTACT,
        Action.COMMENT,
        Action.URGE,
    }
)
# Behind the noun of a step, where the next page says so.
KEPT_OPEN = "-kept-open"
SENDS = frozenset({Action.DISPATCH, Action.FORCE_DISPATCH, Action.MOVE, Action.PASS_DOWN})


@dataclass(frozen=True)
class Step:
    """`noun` is its name in addresses, `name` the one on the page.

    actions     what it may lead to; the form is shown when one of them is open
    form        what is sent with it
    verb        takes session, actor, ticket, desk and the fields of the form by name
    done        what the next page says
    kept_open   what it says instead where words of danger have ended nothing
    plain       the page makes the form from the declaration; others have a template by their noun
    unasked     fields that a plain form leaves out, because the page knows them
    button      on a plain form; without it `name` stands there
    hint        over a plain form
    minor       stands under "more", because it is not the next step of the day
    is_final    it ends something that cannot be taken up again: the button warns
    waits_for   kind of what must wait for a decision
    also        actions of other steps to which it leads too: their roles may use the API's route
    other       field with the number of another ticket that the step changes too
    afterwards  open to a unit that had the ticket, also when it has gone on to another
    """

    noun: str
    name: str
    actions: tuple[Action, ...]
    form: type[Body]
    verb: Verb
    done: str
    kept_open: str = ""
    plain: bool = False
    unasked: tuple[str, ...] = ("version",)
    button: str = ""
    hint: str = ""
    minor: bool = False
    is_final: bool = False
    waits_for: str = ""
    also: tuple[Action, ...] = ()
    other: str = ""
    afterwards: bool = False

    @property
    def template(self) -> str:
        return "steps/_plain.html" if self.plain else f"steps/{self.noun}.html"

    def has_kept_open(self, ticket: Ticket) -> bool:
        """Whether the step that was to end the ticket has not, for the danger in its words."""
        return bool(self.kept_open) and ticket.status in OPEN

    def done_key(self, ticket: Ticket) -> str:
        return self.noun + (KEPT_OPEN if self.has_kept_open(ticket) else "")

    def done_on(self, ticket: Ticket) -> str:
        return self.kept_open if self.has_kept_open(ticket) else self.done

    def is_open(self, actor: Actor, ticket: Ticket, waiting: Collection[str]) -> bool:
        """`waiting` are the kinds of what nobody has decided on this ticket."""
        if self.waits_for and self.waits_for not in waiting:
            return False
        return any(may(actor, ticket, action) for action in self.actions)

    def find(self, session: Session, actor: Actor, no: str, form: Any) -> Ticket:
        """The ticket, locked; where another one is changed too, both in the one order in which
        everybody locks them.
        """
        if self.other:
            into = require_text(getattr(form, self.other), self.other, "另一张工单的编号")
            return find_pair(session, actor, no, into, version=form.version)[0]
        find = find_afterwards if self.afterwards else find_for_step
        return find(session, actor, no, version=form.version)

    def take(
        self, session: Session, actor: Actor, ticket: Ticket, desk: Desk, form: Body, **more: Any
    ) -> Any:
        """What the verb answers; `more` is what stands in the address besides the ticket."""
        return self.verb(session, actor, ticket, desk, **content_of(form), **more)


def may(actor: Actor, ticket: Ticket, action: Action) -> bool:
    """Whether this action is open to the actor now; the verb itself asks again."""
    status = Status(ticket.status)
    legal = (status, action) in TRANSITIONS or status in EVENTS.get(action, ())
    holds = action not in HOLDER_ONLY or ticket.unit in actor.units
    supports = action not in SUPPORT_ONLY or bool(actor.units & set(ticket.co_units))
    return legal and holds and supports and role_may(actor, action, ticket.secrecy)


def danger_said(step: Step, fields: Mapping[str, Any], desk: Desk) -> DangerPlan | None:
    """What to do about a danger in the words of a caller with which this step is taken, or was to
    be: whoever reads the answer may stand beside it.
    """
    if SAYS.isdisjoint(step.actions):
        return None
    texts = (fields.get(name) for name in ("text", "reason", "note"))
    return plan_for("\n".join(text for text in texts if isinstance(text, str)), desk)


def empty_units(session: Session, step: Step, ticket: Ticket, desk: Desk) -> list[str]:
    """Units to which this step has sent the ticket though nobody there can sign it."""
    if SENDS.isdisjoint(step.actions):
        return []
    return unattended(session, [ticket.unit, *ticket.co_units], desk.city)
