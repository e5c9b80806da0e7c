"""The Tantivy schema of a ticket and how a document is written into it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import tantivy

from analytics.search.fields import DATES, FLOATS, INTEGERS, INTERNAL, KEYWORDS, TEXTS, WORDS

_HIDDEN = frozenset(INTERNAL)
_SHOWN = frozenset(("title", "content"))
_to_json = msgspec.json.Encoder().encode


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


def written(document: Mapping[str, Any]) -> tantivy.Document:
    """For the index; raises ValueError or TypeError for a value that does not fit its field."""
    return tantivy.Document.from_dict(_given(document), schema())


def _given(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty; title and content stand in the source only."""
    given = {name: value for name, value in document.items() if (value or value == 0) and name not in _SHOWN}
    given["source"] = _to_json({name: value for name, value in document.items() if name not in _HIDDEN})
    return given
