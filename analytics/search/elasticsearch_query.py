"""A Query and a document in Elasticsearch's terms: plain dicts, no client."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analytics.search.base import EVERYTHING, Query, Visibility
from analytics.search.fields import (
    DATES,
    FLOATS,
    GIVEN,
    INTEGERS,
    INTERNAL,
    KEYWORDS,
    LISTS,
    SHOWN,
    SHOWN_TEXTS,
    TEXTS,
    WORDS,
    keyword,
    ranged,
)
from analytics.search.terms import Needle, SearchText, read_search_text

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}

# The server refuses longer terms; no field has such values.
_LONGEST_VALUE = 2000
_EMPTY: dict[str, Any] = {
    name: [] if name in LISTS else "" if name in (*KEYWORDS, *SHOWN_TEXTS) else None
    for name in GIVEN
}


def mappings() -> dict[str, Any]:
    """Strict: a field that is not listed is refused, so nothing unforeseen ever gets into the
    index.
    """
    properties: dict[str, Any] = {
        **{name: {"type": "keyword"} for name in (*KEYWORDS, WORDS)},
        **{name: {"type": "date"} for name in DATES},
        **{name: {"type": "long"} for name in INTEGERS},
        **{name: {"type": "double"} for name in FLOATS},
        **{
            name: {"type": "text", "analyzer": "whitespace", "index_options": "docs"}
            for name in TEXTS
        },
        **{name: {"type": "keyword", "index": False, "doc_values": False} for name in SHOWN},
    }
    properties["grams"]["index_options"] = "positions"
    return {"dynamic": "strict", "_source": {"excludes": list(INTERNAL)}, "properties": properties}


def body_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent: empty values are left out."""
    return {name: value for name, value in document.items() if value or value == 0}


def fields_of(source: Mapping[str, Any]) -> dict[str, Any]:
    """The stored document with its empty values again."""
    return {**_EMPTY, **source}


def clause_of(query: Query) -> Clause:
    """Everything that `query` asks for but its page; only its text gives a score."""
    clauses = {"filter": _conditions(query)}
    if query.text.strip():
        clauses["must"] = [_text(read_search_text(query.text))]
    return {"bool": clauses}


def aggregation_of(query: Query, aggs: Mapping[str, Any]) -> dict[str, Any]:
    """A search that gives no hits, only figures."""
    return {"query": clause_of(query), "size": 0, "track_total_hits": False, "aggs": dict(aggs)}


def _conditions(query: Query) -> list[Clause]:
    clauses = [_one_of(keyword(name), values) for name, values in query.filters.items()]
    clauses += [_without(_one_of(keyword(name), values)) for name, values in query.excluded.items()]
    clauses += [{"term": {WORDS: word}} for word in query.words]
    clauses += [{"prefix": {keyword(name): text}} for name, text in query.prefixes.items()]
    clauses += [_range(ranged(name), *bounds) for name, bounds in query.ranges.items()]
    clauses.append(_range("reported", query.since, query.until))
    return clauses + _visible(query.see)


def _one_of(name: str, values: tuple[str, ...]) -> Clause:
    usable = [value for value in values if 0 < len(value) <= _LONGEST_VALUE]
    choices = [{"terms": {name: usable}}] if usable else []
    if "" in values:
        choices.append(_without({"exists": {"field": name}}))
    return _any(choices)


def _range(name: str, least: Any, below: Any) -> Clause:
    bounds = {"gte": least, "lt": below}
    written = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in bounds.items()
    }
    limits = {key: value for key, value in written.items() if value is not None}
    return {"range": {name: limits}} if limits else {"match_all": {}}


def _visible(see: Visibility) -> list[Clause]:
    if see == EVERYTHING:
        return []
    units = tuple(sorted(see.units))
    choices = [_one_of("units", units)]
    if see.all_units:
        choices.append(
            {"match_all": {}}
            if see.confidential
            else _without({"term": {"secrecy": "confidential"}})
        )
    return [_any(choices), _without(_one_of("accused", see.own))]


def _text(search_text: SearchText) -> Clause:
    if not search_text:
        return NOTHING
    must = [_needle(needle) for needle in search_text.needles]
    if search_text.word_needles:
        word_clauses = [_needle(word) for word in search_text.word_needles]
        must.append({"bool": {"should": word_clauses, "minimum_should_match": search_text.least}})
    should = [_needle(whole) for whole in search_text.extra]
    should += [
        {"term": {WORDS: word.text}} for word in (*search_text.needles, *search_text.word_needles)
    ]
    return {"bool": {"must": must, "should": should}}


def _needle(needle: Needle) -> Clause:
    grams = needle.grams
    if not grams:
        return {"term": {"chars": needle.text}}
    return (
        {"match_phrase": {"grams": " ".join(grams)}} if grams[1:] else {"term": {"grams": grams[0]}}
    )


def _any(clauses: list[Clause]) -> Clause:
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else NOTHING


def _without(clause: Clause) -> Clause:
    return {"bool": {"must_not": [clause]}}
