"""The Tantivy schema of a ticket and how a document is written into it."""

import json
from collections.abc import Mapping
from typing import Any

import tantivy

from analytics.search.documents import stored
from analytics.search.fields import DATES, FLOATS, INTEGERS, KEYWORDS, TEXTS, WORDS

_INDEXED = ("id", "by_reported", "by_due", "cycle", "returns", "rating", "hour", "weekday", "version")


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (*KEYWORDS, WORDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in DATES:
        builder.add_date_field(name, indexed=True, fast=True)
    for name in INTEGERS:
        builder.add_integer_field(name, indexed=name in _INDEXED, fast=True)
    for name in FLOATS:
        builder.add_float_field(name, indexed=True, fast=True)
    for name in TEXTS:
        builder.add_text_field(
            name, tokenizer_name="whitespace", index_option="position" if name == "grams" else "freq"
        )
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def write_document(document: Mapping[str, Any]) -> tantivy.Document:
    """Raises ValueError or TypeError for a value that does not fit its field."""
    written = tantivy.Document()
    for name in (*KEYWORDS, WORDS):
        for value in _values(document.get(name)):
            written.add_text(name, value)
    for names, add in ((DATES, written.add_date), (INTEGERS, written.add_integer), (FLOATS, written.add_float)):
        for name in names:
            if document.get(name) is not None:
                add(name, document[name])
    for name in TEXTS:
        written.add_text(name, document[name])
    written.add_bytes("source", json.dumps(stored(document), ensure_ascii=False).encode())
    return written


def _values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if text not in (None, "")]
