"""What a unit reads of a caller's words: what they think of the unit, never who they are."""

from typing import TypeVar

from classifiers.personal import mask
from hotline.domain.models import Callback, Rating, Ticket
from hotline.domain.permissions import Actor, Role

Row = TypeVar("Row", Callback, Rating)


def for_eyes(actor: Actor, ticket: Ticket, row: Row) -> Row:
    """The row as this reader may see it: for units free text is masked, and staff's remarks on a
    hidden caller are not there.
    """
    if actor.role != Role.CLERK:
        return row
    values = row.model_dump()
    for name in ("reason", "note"):
        if name in values:
            values[name] = mask(values[name])
    if ticket.identity_mode != "real" and isinstance(row, Callback):
        values["note"] = ""
    return type(row)(**values)
