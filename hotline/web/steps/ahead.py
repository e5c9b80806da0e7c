"""What is said with a step, read before its transaction."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sqlmodel import Session

from hotline.casework.later_words import read_later_words
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.workflow import Action
from hotline.storage.database import Database
from hotline.storage.tickets import find_ticket
from hotline.web.steps.step import SAYS, Step

_FIELDS = ("text", "reason", "note", "demand", "instruction")
_OF_CALLER = frozenset({Action.SUPPLEMENT, Action.CALLER_URGE, Action.WITHDRAW})


def read_said(
    database: Database, step: Step, actor: Actor, no: str, fields: Mapping[str, Any], desk: Desk
) -> None:
    """Of a step of staff on a ticket that they may see; the step itself refuses any other."""
    if SAYS.isdisjoint(step.actions):
        return
    with database.reading() as session, suppress(HotlineError):
        reader_of(step, fields, desk)(session, find_ticket(session, actor, no))


def reader_of(
    step: Step, fields: Mapping[str, Any], desk: Desk
) -> Callable[[Session, Ticket], None]:
    """What reads the words of `fields` once their ticket is known."""
    texts = [text for name in _FIELDS if isinstance(text := fields.get(name), str)]
    of_caller = not _OF_CALLER.isdisjoint(step.actions)

    def read(session: Session, ticket: Ticket) -> None:
        with suppress(HotlineError):  # the step raises the same, with what belongs to it
            for text in texts:
                read_later_words(session, ticket, desk, text=text, of_caller=of_caller)

    return read
