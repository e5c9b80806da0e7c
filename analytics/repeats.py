"""The same matter again and again: at one place in a week, and many at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from analytics.asking import Aggs, Answer, Chart, Part, counts, terms
from analytics.search.base import Query

REPEATS, REPEAT_DAYS = 3, 7
# A crowd is so many at one place in a day, or twice as many in three days.
CROWD = 5
CROWD_HOURS = {24: 1, 72: 2}
_PLACES, _MATTERS = 1000, 20


@dataclass(frozen=True, slots=True)
class Repeat:
    """One place and category with its reports."""

    place: str
    category: str
    n: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many reports on one place within `hours`.

    callers    by how many different callers; None where nobody could say: the index knows none
    """

    place: str
    hours: int
    n: int
    categories: Sequence[tuple[str, int]]
    callers: int | None = None


@dataclass(frozen=True, slots=True)
class Repeats:
    repeats: Sequence[Repeat]
    crowds: Sequence[Crowd]


# (places, since) -> different callers of each place since then.
CountCallers = Callable[[Collection[str], datetime], Mapping[str, int]]


def repeats(
    query: Query,
    until: datetime,
    *,
    least: int = REPEATS,
    days: int = REPEAT_DAYS,
    crowd: int = CROWD,
    callers: CountCallers | None = None,
) -> Chart[Repeats]:
    """`least` reports of one category at one place in the `days` before `until`, among the
    busiest thousand places; crowds of `crowd` different callers, or of reports without `callers`.
    """
    matters = terms("category", _MATTERS, min_doc_count=least)
    places = terms("place", _PLACES, min_doc_count=least) | {"aggs": {"matters": matters}}
    parts = [Part(_last(query, until, timedelta(days=days)), {"places": places})]
    for hours, times in CROWD_HOURS.items():
        body = {"places": busy_places(crowd * times)}
        parts.append(Part(_last(query, until, timedelta(hours=hours)), body))

    def read(answers: Sequence[Answer]) -> Repeats:
        return Repeats(_repeats(answers[0]), _crowds(answers[1:], until, crowd, callers))

    return Chart(parts, read)


def busy_places(least: int) -> Aggs:
    """Places of `least` reports with their commonest categories."""
    return terms("place", _PLACES, min_doc_count=least) | {"aggs": {"topics": terms("category", 3)}}


def _last(query: Query, until: datetime, length: timedelta) -> Query:
    return replace(query, since=until - length, until=until)


def _repeats(answer: Answer) -> list[Repeat]:
    repeats = [
        Repeat(place["key"], matter["key"], matter["doc_count"])
        for place in answer["places"]["buckets"]
        for matter in place["matters"]["buckets"]
    ]
    return sorted(repeats, key=lambda repeat: (-repeat.n, repeat.place, repeat.category))


def _crowds(
    answers: Sequence[Answer], until: datetime, crowd: int, callers: CountCallers | None
) -> list[Crowd]:
    """The shorter time wins where a place is a crowd in both."""
    crowds: dict[str, Crowd] = {}
    for (hours, times), answer in zip(CROWD_HOURS.items(), answers, strict=True):
        places = {place["key"]: place for place in answer["places"]["buckets"]}
        people = callers(list(places), until - timedelta(hours=hours)) if callers else None
        for name, place in places.items():
            count = None if people is None else people.get(name, 0)
            if count is None or count >= crowd * times:
                crowds.setdefault(name, _crowd(place, hours, count))
    return sorted(crowds.values(), key=lambda crowd: (-crowd.n, crowd.place))


def _crowd(place: Mapping[str, Any], hours: int, callers: int | None) -> Crowd:
    topics = list(counts(place["topics"]).items())
    return Crowd(place["key"], hours, place["doc_count"], topics, callers)
