"""A chart is what it asks and how it reads the answers.

Any number of charts are answered by one request.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from analytics.search.base import Query, SearchEngine

Aggs = Mapping[str, Any]
Answer = Mapping[str, Any]
T = TypeVar("T")

# Codes of a city are far fewer; of places and words the rest is named as such.
MOST_KEYS = 5000
COUNT: Aggs = {"value_count": {"field": "id"}}


@dataclass(frozen=True, slots=True)
class Part:
    """An aggregation body and the tickets that it is run over."""

    query: Query
    aggs: Aggs


@dataclass(frozen=True, slots=True)
class Chart(Generic[T]):
    """`read` gets one answer for each part, in their order.

    Each answer has `n`, the tickets of its part.
    """

    parts: Sequence[Part]
    read: Callable[[Sequence[Answer]], T]


@dataclass(frozen=True, slots=True)
class Answered:
    """What each chart gives, and how many tickets were looked at: 0 may mean that the index is
    lost.
    """

    charts: Mapping[str, Any]
    n: int


def answer(engine: SearchEngine, chart: Chart[T]) -> T:
    result: T = answer_all(engine, {"chart": chart}).charts["chart"]
    return result


def answer_all(engine: SearchEngine, charts: Mapping[str, Chart[Any]]) -> Answered:
    """All charts by one request; parts over the same tickets are one pass over them, and what
    two ask is asked once.
    """
    queries: list[Query] = []
    bodies: list[list[Aggs]] = []
    names: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for chart_name, chart in charts.items():
        names[chart_name] = []
        for part in chart.parts:
            if part.query not in queries:
                queries.append(part.query)
                bodies.append([COUNT])
            at = queries.index(part.query)
            names[chart_name].append(
                (at, {key: _place(bodies[at], agg) for key, agg in part.aggs.items()})
            )
    bodies_by_place = [{str(number): agg for number, agg in enumerate(body)} for body in bodies]
    answers = engine.aggregate_many(list(zip(queries, bodies_by_place, strict=True)))
    read = {
        name: chart.read([_own(answers[at], own) for at, own in names[name]])
        for name, chart in charts.items()
    }
    return Answered(read, sum(_count(answer) for answer in answers))


def _place(body: list[Aggs], agg: Aggs) -> str:
    """The name of `agg` in a body; added where it is new."""
    if agg not in body:
        body.append(agg)
    return str(body.index(agg))


def _own(answer: Answer, names: Mapping[str, str]) -> Answer:
    return {key: answer[name] for key, name in names.items()} | {"n": _count(answer)}


def _count(answer: Answer) -> int:
    return int(answer["0"]["value"])


def terms(field: str, size: int = MOST_KEYS, **more: Any) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, **more}}


def counts(answer: Answer) -> dict[Any, int]:
    """How many tickets each key of a `terms` answer has."""
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
