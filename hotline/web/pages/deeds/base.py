"""What a form on a ticket is: the noun in its address, its name, the actions it may lead to,
what it runs.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.permissions import HOLDER_ONLY, MAY, SUPPORT_ONLY, Actor
from hotline.domain.workflow import EVENTS, TRANSITIONS, Action, Status
from hotline.web.pages.forms import Typed

YES_NO = {"yes": True, "no": False}
Run = Callable[[Session, Actor, Ticket, Typed, Desk], Any]


@dataclass(frozen=True)
class Deed:
    """`actions` are what the form may lead to; it is shown when one of them is open.

    minor     stands under "more", because it is not the next step of the day
    decides   kind of the application that must wait for a decision
    other     field with the number of another ticket that the form changes too
    """

    noun: str
    name: str
    actions: tuple[Action, ...]
    run: Run
    minor: bool = False
    decides: str = ""
    other: str = ""

    def is_open(self, actor: Actor, ticket: Ticket, waiting: Collection[str]) -> bool:
        """`waiting` are the kinds of applications on this ticket that nobody has decided."""
        if self.decides and self.decides not in waiting:
            return False
        return any(may(actor, ticket, action) for action in self.actions)


def may(actor: Actor, ticket: Ticket, action: Action) -> bool:
    """Whether this step is open to the actor now; the verb itself asks again."""
    status = Status(ticket.status)
    legal = (status, action) in TRANSITIONS or status in EVENTS.get(action, ())
    holds = action not in HOLDER_ONLY or ticket.unit in actor.units
    supports = action not in SUPPORT_ONLY or bool(actor.units & set(ticket.co_units))
    return legal and holds and supports and actor.role in MAY[action]
