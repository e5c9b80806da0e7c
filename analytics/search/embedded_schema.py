"""The Tantivy schema of a ticket and how a document is written into it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypedDict

import msgspec
import tantivy

from analytics.search.base import Packed
from analytics.search.batch import month_of
from analytics.search.fields import DATES, FLOATS, INTEGERS, INTERNAL, KEYWORDS, LISTS, TEXTS, WORDS

_HIDDEN = frozenset(INTERNAL)
_SHOWN = frozenset(("title", "content"))
_to_json = msgspec.json.Encoder().encode
_pack = msgspec.msgpack.Encoder().encode


_TYPES: dict[str, Any] = {
    **dict.fromkeys((*KEYWORDS, *TEXTS), str),
    **dict.fromkeys((*LISTS, WORDS), list[str]),
    **dict.fromkeys(DATES, datetime),
    **dict.fromkeys(INTEGERS, int),
    **dict.fromkeys(FLOATS, float),
    "source": bytes,
}
_unpack = msgspec.msgpack.Decoder(TypedDict("_Written", _TYPES, total=False)).decode  # type: ignore[operator]


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (*KEYWORDS, WORDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    # Bounds and order are read from columns; only what is looked up as a term needs a dictionary.
    for name in DATES:
        builder.add_date_field(name, indexed=False, fast=True)
    for name in INTEGERS:
        builder.add_integer_field(name, indexed=name == "id", fast=True)
    for name in FLOATS:
        builder.add_float_field(name, indexed=False, fast=True)
    for name in TEXTS:
        builder.add_text_field(
            name, tokenizer_name="whitespace", index_option="position" if name == "grams" else "freq"
        )
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def packed(document: Mapping[str, Any]) -> Packed:
    """Without what is empty; title and content stand in the source only."""
    given = {name: value for name, value in document.items() if (value or value == 0) and name not in _SHOWN}
    given["source"] = _to_json({name: value for name, value in document.items() if name not in _HIDDEN})
    return Packed(document["id"], document["version"], month_of(document["created"]), _pack(given))


def unpacked(body: bytes) -> tantivy.Document:
    """In one call; raises ValueError for a value that does not fit its field."""
    return tantivy.Document.from_dict(_unpack(body), schema())
