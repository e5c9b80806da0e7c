"""A Query in Tantivy's terms, and aggregation bodies between the two dialects."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tantivy import FieldType, Occur, Schema
from tantivy import Query as Clause

from analytics.search.base import EVERYTHING, Query, Visibility, WrongQuery
from analytics.search.fields import DATES, FLOATS, WORDS, keyword, ranged
from analytics.search.terms import Needle, SearchText, read_search_text

_TYPES: dict[str, tuple[FieldType, Callable[[Any], Any]]] = {
    **dict.fromkeys(DATES, (FieldType.Date, lambda time: time)),
    **dict.fromkeys(FLOATS, (FieldType.Float, float)),
}


def clause_of(schema: Schema, query: Query) -> Clause:
    """Everything that `query` asks for but its page; only its text gives a score."""
    must = [_unscored(clause) for clause in _conditions(schema, query)]
    if query.text.strip():
        must.append(_text(schema, read_search_text(query.text)))
    return _all(must) if must else Clause.all_query()


def range_of(schema: Schema, name: str, least: Any, below: Any) -> Clause:
    """least <= field < below; None is open."""
    if least is None and below is None:
        return Clause.all_query()
    kind, convert = _TYPES.get(ranged(name), (FieldType.Integer, int))
    lower, upper = (value if value is None else convert(value) for value in (least, below))
    return Clause.range_query(schema, name, kind, lower, upper, include_upper=below is None)


def _conditions(schema: Schema, query: Query) -> list[Clause]:
    clauses = [_one_of(schema, keyword(name), values) for name, values in query.filters.items()]
    clauses += [
        _without(_one_of(schema, keyword(name), values)) for name, values in query.excluded.items()
    ]
    clauses += [Clause.term_query(schema, WORDS, word) for word in query.words]
    clauses += [_beginning(schema, keyword(name), text) for name, text in query.prefixes.items()]
    clauses += [range_of(schema, name, *bounds) for name, bounds in query.ranges.items()]
    if query.since is not None or query.until is not None:
        clauses.append(range_of(schema, "reported", query.since, query.until))
    return clauses + _visible(schema, query.see)


def _one_of(schema: Schema, name: str, values: tuple[str, ...]) -> Clause:
    usable = [value for value in values if value]
    choices = [Clause.term_set_query(schema, name, usable)] if usable else []
    if "" in values:
        choices.append(_without(Clause.exists_query(name)))
    return _any(choices)


def _beginning(schema: Schema, name: str, text: str) -> Clause:
    return Clause.regex_query(schema, name, re.sub(r"([^\w])", r"\\\1", text) + ".*")


def _visible(schema: Schema, see: Visibility) -> list[Clause]:
    if see == EVERYTHING:
        return []
    units = tuple(sorted(see.units))
    choices = [_one_of(schema, "units", units)]
    if see.all_units:
        secret = Clause.term_query(schema, "secrecy", "confidential")
        choices.append(Clause.all_query() if see.confidential else _without(secret))
    return [_any(choices), _without(_one_of(schema, "accused", see.own))]


def _text(schema: Schema, search_text: SearchText) -> Clause:
    if not search_text:
        return Clause.empty_query()
    parts = [(Occur.Must, _needle(schema, needle)) for needle in search_text.needles]
    if search_text.word_needles:
        word_clauses = [(Occur.Should, _needle(schema, word)) for word in search_text.word_needles]
        parts.append(
            (
                Occur.Must,
                Clause.boolean_query(word_clauses, minimum_number_should_match=search_text.least),
            )
        )
    parts += [(Occur.Should, _needle(schema, whole)) for whole in search_text.extra]
    parts += [
        (Occur.Should, Clause.term_query(schema, "words", word.text))
        for word in (*search_text.needles, *search_text.word_needles)
    ]
    return Clause.boolean_query(parts)


def _needle(schema: Schema, needle: Needle) -> Clause:
    grams = needle.grams
    if not grams:
        return Clause.term_query(schema, "chars", needle.text)
    return (
        Clause.phrase_query(schema, "grams", list(grams))
        if grams[1:]
        else Clause.term_query(schema, "grams", grams[0])
    )


def _all(clauses: list[Clause]) -> Clause:
    return Clause.boolean_query([(Occur.Must, clause) for clause in clauses])


def _any(clauses: list[Clause]) -> Clause:
    return (
        Clause.boolean_query([(Occur.Should, clause) for clause in clauses])
        if clauses
        else Clause.empty_query()
    )


def _without(clause: Clause) -> Clause:
    return Clause.boolean_query([(Occur.Must, Clause.all_query()), (Occur.MustNot, clause)])


def _unscored(clause: Clause) -> Clause:
    return Clause.const_score_query(clause, 0.0)


def body_of(aggs: Mapping[str, Any]) -> dict[str, Any]:
    """An aggregation body in Tantivy's dialect: a filter is a query string there."""
    return {name: _translated(agg) for name, agg in aggs.items()}


def _translated(agg: Mapping[str, Any]) -> dict[str, Any]:
    body = dict(agg)
    if "filter" in body:
        body["filter"] = _filter_text(body["filter"])
    if "aggs" in body:
        body["aggs"] = body_of(body["aggs"])
    return body


def _filter_text(condition: Mapping[str, Any]) -> str:
    """{"term": {field: value}} or {"terms": {field: [values]}}."""
    kind = next(iter(condition), "")
    if kind not in ("term", "terms") or len(condition) != 1:
        raise WrongQuery(f"聚合筛选只支持 term 与 terms，收到的是“{kind[:40]}”")
    ((name, values),) = condition[kind].items()
    values = [values] if kind == "term" else list(values)
    return " OR ".join(f'{keyword(name)}:"{_escaped(value)}"' for value in values) or "-*"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
