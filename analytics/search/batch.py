"""What engines do with a batch before they touch the index."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar


class Ready(NamedTuple):
    """A document in the form of one kind of engine; `month` is that of the ticket's creation,
    2026.03.
    """

    id: int
    version: int
    month: str
    body: Any


Form = TypeVar("Form")


def pack_all(
    pack: Callable[[Mapping[str, Any]], Form], documents: Iterable[Mapping[str, Any]]
) -> tuple[list[Form], dict[int, str]]:
    """What could be packed, and by id why the rest could not."""
    packed, failed = [], {}
    for document in documents:
        try:
            packed.append(pack(document))
        except (TypeError, ValueError, KeyError, OverflowError) as error:
            failed[document["id"]] = reason_of(error)
    return packed, failed


def month_of(created: datetime) -> str:
    """2026.03"""
    return f"{created.year:04}.{created.month:02}"


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def newest_of(documents: Iterable[Ready]) -> tuple[dict[int, Ready], int]:
    """The newest version of each id, and how many older ones were left out."""
    newest: dict[int, Ready] = {}
    left_out = 0
    for document in documents:
        held = newest.get(document.id)
        left_out += held is not None
        if held is None or document.version >= held.version:
            newest[document.id] = document
    return newest, left_out


def checked_ids(ids: Sequence[int]) -> list[int]:
    """The ids; raises ValueError when one is not a positive whole number: an empty id must never
    mean everything.
    """
    for id_ in ids:
        if isinstance(id_, bool) or not isinstance(id_, int) or id_ <= 0:
            raise ValueError(f"not the id of a ticket: {id_!r}")
    return list(ids)
