"""Who wants to be hidden, who may open it, and a row without anything that tells who they are."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sqlmodel import SQLModel

from hotline.domain.roles import CENTRE, READS_PERSONAL, Actor

Row = TypeVar("Row", bound=SQLModel)
Mask = Callable[[str], str]
# The centre speaks with hidden callers, for the units too.
OPENS_HIDDEN = CENTRE & READS_PERSONAL

# Keys, codes, logins and names of the city: what people write stands in none of them. A column
# that is not here is masked.
_NO_TEXT = frozenset(
    {
        *("no", "version", "head", "digest", "key", "token", "number", "ticket_no", "unique_key"),
        *("status", "from_status", "to_status", "action", "clock", "secrecy", "identity_mode"),
        *("channel", "request_type", "urgency", "category", "categories", "final_category"),
        *("district", "street", "place", "unit", "co_units", "accused", "actor_unit", "units"),
        *("from_unit", "to_unit", "suggested_unit", "final_unit", "alternatives", "merged_into"),
        *("duplicate_of", "supervision", "level", "role", "rule", "layer", "model", "kind"),
        *("actor", "by", "approved_by", "answered_by", "checked_by", "closed_by", "decided_by"),
        *("issued_by", "opinion_by", "reviewed_by", "audience", "media_type", "limit"),
        *("reason_code", "metric", "metrics", "result", "way", "contact_way", "decision", "review"),
        # in the details of a step
        *("code", "ticket", "into", "due", "until", "due_unit", "cites", "lead", "cycle"),
        *("old_due_handle", "new_due_handle", "callers", "size", "rating", "solved", "reached"),
    }
)


class Secretive(Protocol):
    secrecy: str
    identity_mode: str


def is_hidden(secrecy: str, identity_mode: str) -> bool:
    """Whether nothing of the caller may be read without an opening: 隐名, 匿名 and 保密."""
    return identity_mode != "real" or secrecy == "confidential"


def hides_caller(ticket: Secretive) -> bool:
    return is_hidden(ticket.secrecy, ticket.identity_mode)


def opens_hidden(actor: Actor) -> bool:
    """Whether the actor's work includes speaking with hidden callers."""
    return actor.role in OPENS_HIDDEN


def without_caller(row: Row, mask: Mask) -> Row:
    """A copy of the row, of no session, with the stars that `mask` puts for who a caller is."""
    names = type(row).model_fields
    return type(row)(**{name: _masked(name, getattr(row, name), mask) for name in names})


def _masked(name: str, value: Any, mask: Mask) -> Any:
    if name in _NO_TEXT or isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(name, part, mask) for part in value]
    if isinstance(value, dict):
        return {key: _masked(key, part, mask) for key, part in value.items()}
    return value
