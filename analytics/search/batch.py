"""What engines do with a batch before they touch the index."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def newest_of(documents: Iterable[Mapping[str, Any]]) -> tuple[dict[int, Mapping[str, Any]], int]:
    """The newest version of each id, and how many older ones were left out."""
    newest: dict[int, Mapping[str, Any]] = {}
    left_out = 0
    for document in documents:
        held = newest.get(document["id"])
        left_out += held is not None
        if held is None or document["version"] >= held["version"]:
            newest[document["id"]] = document
    return newest, left_out


def checked_ids(ids: Sequence[int]) -> list[int]:
    """The ids; raises ValueError when one is not a positive whole number: an empty id must never mean everything."""
    for one in ids:
        if isinstance(one, bool) or not isinstance(one, int) or one <= 0:
            raise ValueError(f"not the id of a ticket: {one!r}")
    return list(ids)
