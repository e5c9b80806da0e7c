"""Bulk requests: documents into lines, answers into what became of them. No client here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import msgspec

from analytics.search.base import Portion
from analytics.search.batch import Ready, month_of, pack_all
from analytics.search.elasticsearch_months import RESTING
from analytics.search.elasticsearch_names import Generation
from analytics.search.elasticsearch_query import body_of

PORTION = 5000
CHUNK_DOCUMENTS = 2000
CHUNK_BYTES = 8_000_000
_STALE = 409
# The document itself is at fault; every other refusal is the cluster's and passes.
_FAULTY = (400, 413)
_line = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Outcome:
    """`again` are ids that the cluster was too busy, blocked or broken for, with its reason;
    `resting` months that rest.
    """

    written: int = 0
    stale: int = 0
    failed: dict[int, str] = field(default_factory=dict)
    again: dict[int, str] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)


def packed(document: Mapping[str, Any]) -> Ready:
    """The line of the document; the one before it names the index, which only the writer knows."""
    return Ready(
        document["id"], document["version"], month_of(document["created"]), _line(body_of(document))
    )


def packed_portion(batches: Iterable[Sequence[Mapping[str, Any]]]) -> Portion:
    """Its content is a list of Ready."""
    documents = list(chain.from_iterable(batches))
    ready, failed = pack_all(packed, documents)
    return Portion(ready, len(documents), failed)


def index_lines(generation: Generation, ready: Ready) -> bytes:
    """Two lines of a bulk body; the ticket's version is the external version."""
    action = {
        "_index": generation.month(ready.month),
        "_id": str(ready.id),
        "version": ready.version,
        "version_type": "external_gte",
    }
    body: bytes = ready.body
    return _line({"index": action}) + b"\n" + body


def delete_lines(places: Mapping[str, str]) -> list[bytes]:
    """From id to index."""
    return [_line({"delete": {"_index": index, "_id": id_}}) for id_, index in places.items()]


def chunks(lines: Iterable[tuple[int, bytes]]) -> Iterator[dict[int, bytes]]:
    """Parts of a size that every cluster takes."""
    chunk: dict[int, bytes] = {}
    size = 0
    for id_, line in lines:
        if chunk and (len(chunk) >= CHUNK_DOCUMENTS or size + len(line) > CHUNK_BYTES):
            yield chunk
            chunk, size = {}, 0
        chunk[id_] = line
        size += len(line)
    if chunk:
        yield chunk


def read_items(items: Iterable[Mapping[str, Any]], into: Outcome) -> None:
    for item in items:
        (result,) = item.values()
        id_, status, error = int(result["_id"]), result["status"], result.get("error") or {}
        if status < 300:
            into.written += 1
        elif status == _STALE:
            into.stale += 1
        elif status in _FAULTY:
            into.failed[id_] = f"{error.get('type')}: {error.get('reason')}"[:200]
        else:
            into.again[id_] = f"{status} {error.get('type')}"
            if RESTING in error.get("reason", ""):
                into.resting.add(result["_index"])
