"""The Tantivy schema of a ticket and how a document is written into it."""

from collections.abc import Mapping
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
import tantivy

from analytics.search.fields import DATES, FLOATS, INTEGERS, KEYWORDS, TEXTS, WORDS, stored_fields

_COLUMNS = (*KEYWORDS, WORDS, *DATES, *INTEGERS, *TEXTS)
_columns = itemgetter(*_COLUMNS)
_to_json = msgspec.json.Encoder().encode


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (*KEYWORDS, WORDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name != "no")
    # Bounds and order are read from columns; only what is looked up as a term needs a dictionary.
    for name in DATES:
        builder.add_date_field(name, indexed=False, fast=True)
    for name in INTEGERS:
        builder.add_integer_field(name, indexed=name == "id", fast=True)
    for name in FLOATS:
        builder.add_float_field(name, indexed=False, fast=True)
    for name in TEXTS:
        builder.add_text_field(
            name,
            tokenizer_name="whitespace",
            index_option="position" if name == "grams" else "basic",
        )
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def written(document: Mapping[str, Any]) -> tantivy.Document:
    """For the index, without what is empty.

    Raises ValueError or TypeError for a value that does not fit its field.
    """
    filled = {
        name: value
        for name, value in zip(_COLUMNS, _columns(document), strict=True)
        if value or value == 0
    }
    for name in FLOATS:
        if name in document:
            filled[name] = document[name]
    filled["source"] = _to_json(stored_fields(document))
    return tantivy.Document.from_dict(filled, schema())
