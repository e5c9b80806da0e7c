"""The same matter again and again: at one place in a week, and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from analytics.asking import Answer, Chart, Part, counts, terms
from analytics.search.base import Query

REPEATS, REPEAT_DAYS = 3, 7
# hours -> reports on one target that look like a group's
CROWDS = {24: 5, 72: 10}
_PLACES, _MATTERS = 1000, 20


@dataclass(frozen=True, slots=True)
class Repeat:
    """One place and category with its reports."""

    place: str
    category: str
    n: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many reports on one place within `hours`. Reports, not people: the index knows no caller."""

    place: str
    hours: int
    n: int
    categories: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Repeats:
    repeats: Sequence[Repeat]
    crowds: Sequence[Crowd]


def repeats(
    query: Query, until: datetime, *, least: int = REPEATS, days: int = REPEAT_DAYS
) -> Chart[Repeats]:
    """`least` reports of one category at one place in the `days` before `until`, among the
    busiest thousand places.
    """
    matters = terms("category", _MATTERS, min_doc_count=least)
    places = terms("place", _PLACES, min_doc_count=least) | {"aggs": {"matters": matters}}
    parts = [Part(_last(query, until, timedelta(days=days)), {"places": places})]
    for hours, crowd in CROWDS.items():
        body = terms("place", _PLACES, min_doc_count=crowd) | {
            "aggs": {"topics": terms("category", 3)}
        }
        parts.append(Part(_last(query, until, timedelta(hours=hours)), {"places": body}))

    def read(answers: Sequence[Answer]) -> Repeats:
        return Repeats(_repeats(answers[0]), _crowds(answers[1:]))

    return Chart(parts, read)


def _last(query: Query, until: datetime, length: timedelta) -> Query:
    return replace(query, since=until - length, until=until)


def _repeats(answer: Answer) -> list[Repeat]:
    found = [
        Repeat(place["key"], matter["key"], matter["doc_count"])
        for place in answer["places"]["buckets"]
        for matter in place["matters"]["buckets"]
    ]
    return sorted(found, key=lambda one: (-one.n, one.place, one.category))


def _crowds(answers: Sequence[Answer]) -> list[Crowd]:
    """The shorter time wins where a place is a crowd in both."""
    found: dict[str, Crowd] = {}
    for hours, answer in zip(CROWDS, answers, strict=True):
        for place in answer["places"]["buckets"]:
            crowd = Crowd(
                place["key"], hours, place["doc_count"], list(counts(place["topics"]).items())
            )
            found.setdefault(crowd.place, crowd)
    return sorted(found.values(), key=lambda crowd: (-crowd.n, crowd.place))
