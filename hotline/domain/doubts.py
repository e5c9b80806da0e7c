"""Of whom a ticket may complain, before a person has said whether it does.

`Ticket.doubts` has, each only where there is something:
    withheld   codes of the units that are suspected, with those below them: they get nothing
    mentioned  codes of units that the text names, which would get it themselves or by one below
    unknown    true: the caller wrote whom they accuse, and nobody has found the unit yet
"""

from collections.abc import Collection, Mapping
from typing import Any

from hotline.domain.models import Ticket

WITHHELD, MENTIONED, UNKNOWN = "withheld", "mentioned", "unknown"

DOUBTED_UNITS = frozenset({WITHHELD, MENTIONED})

Doubts = dict[str, Any]


def doubts(withheld: Collection[str], mentioned: Collection[str], *, unknown: bool) -> Doubts:
    """As they are stored."""
    every = {WITHHELD: sorted(withheld), MENTIONED: list(mentioned), UNKNOWN: unknown}
    return {kind: value for kind, value in every.items() if value}


def withheld(ticket: Ticket) -> frozenset[str]:
    return frozenset(ticket.doubts.get(WITHHELD, ()))


def mentioned(ticket: Ticket) -> tuple[str, ...]:
    return tuple(ticket.doubts.get(MENTIONED, ()))


def names_unknown(ticket: Ticket) -> bool:
    return bool(ticket.doubts.get(UNKNOWN))


def doubted(ticket: Ticket) -> frozenset[str]:
    """Every unit of which it may complain."""
    return withheld(ticket) | frozenset(mentioned(ticket))


def without(old: Mapping[str, Any], units: Collection[str]) -> Doubts:
    """What is left in doubt when it is settled of these units."""
    held, named = (
        [code for code in old.get(kind, ()) if code not in units] for kind in (WITHHELD, MENTIONED)
    )
    return doubts(held, named, unknown=bool(old.get(UNKNOWN)))
