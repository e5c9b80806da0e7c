"""The measures of `make bench-mind` that ask for the category and the unit of a report."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any

import numpy as np
from opencc import OpenCC

from benchmarks.confidence import curve_of, read_reports, reports, unseen_lessons
from benchmarks.mind_figures import Figure, rows_of, share, where
from classifiers.evaluate import calibration_error
from classifiers.material.spoken import made_up_name
from classifiers.predict import Classification, Classifier, default_classifier
from hotline.city.pack import DEMO, CityPack
from hotline.city.pack_reading import read_pack
from routing.decision import Decision
from routing.router import Router

ON, SHOWN = date(2026, 3, 9), 3
DISPATCH, UNLIKE = "unit/routing/data/dispatch.csv", "unit/classifiers/data/reports_unseen.csv"
# Traditional characters, an operator's frame, greeting and thanks.
FORMS = (
    OpenCC("s2t").convert,
    "市民来电反映：{}，请相关部门核实处理。".format,
    "您好，{}，谢谢。".format,
)
Array = np.ndarray[Any, Any]


def categories_and_units() -> Iterator[Figure]:
    """Sentences about 示例市 as a dispatcher hears them, read and routed by the default model."""
    rows = _dispatched()
    read = _read(rows)
    yield from _categories(rows, read)
    yield from _units(rows, read)


def other_forms() -> Iterator[Figure]:
    """The same sentences in other dress, and at places that nobody has heard of."""
    rows = _dispatched()
    plain = _read(rows)
    dressed = [_read([row | {"text": form(row["text"])} for row in rows]) for form in FORMS]
    hits = [_hits(rows, read, 1) for read in dressed]
    yield share("category, first, in the worst of three other forms", min(hits, key=sum))
    placed = [(row, first) for row, first in zip(rows, plain, strict=True) if _place_in(row)]
    moved = _read([_moved(row) for row, _ in placed])
    changed = [_best(first) != _best(now) for (_, first), now in zip(placed, moved, strict=True)]
    yield share("answers that another place's name changes", changed)


def unlike_reports() -> Iterator[Figure]:
    """Reports of every category, written to be unlike the lessons, which were never looked at."""
    rows = rows_of(UNLIKE)
    read = _read(rows)
    yield share("category of reports unlike all", _hits(rows, read, 1))
    yield share("the same, among three", _hits(rows, read, SHOWN))
    alone = [not each.abstained for each in read]
    yield share("the same, right of those alone", where(_hits(rows, read, 1), alone))


def confidence() -> Iterator[Figure]:
    """Of what was written of all sets, by a curve that did not learn from the set; and of lessons
    by a model that did not learn them and a curve that did not learn of their tenth.
    """
    lead, right, part = unseen_lessons()
    first, second = (read_reports([name]) for name in ("plain_reports", "spoken_reports"))
    curves = [curve_of(lead, right, *second), curve_of(lead, right, *first)]
    sure = [curve.confidence(own[0]) for curve, own in zip(curves, (first, second), strict=True)]
    hits = [first[1], second[1]]
    for name in (DISPATCH, UNLIKE):
        rows = [row for row in rows_of(name) if _accepted(row)]
        read = _read(rows)
        sure.append(_sureness(read))
        hits.append(np.array(_hits(rows, read, 1)))
    yield _error("confidence, error on reports", np.concatenate(hits), np.concatenate(sure))
    unseen, known = np.zeros_like(lead), reports()
    for number in np.unique(part):
        own = part == number
        unseen[own] = curve_of(lead[~own], right[~own], *known).confidence(lead[own])
    yield _error("confidence, error on lessons left out", right, unseen)


def _error(name: str, right: Array, sureness: Array) -> Figure:
    return Figure(name, right.size, calibration_error(right, sureness))


def _categories(rows: Sequence[dict[str, str]], read: Sequence[Classification]) -> Iterator[Figure]:
    first, alone = _hits(rows, read, 1), [not reading.abstained for reading in read]
    yield share("category, first", first)
    yield share("category, among three", _hits(rows, read, SHOWN))
    yield share("category, alone", alone)
    yield share("category, right of those alone", where(first, alone))


def _units(rows: Sequence[dict[str, str]], read: Sequence[Classification]) -> Iterator[Figure]:
    """Alone goes what is sure of its category and of its unit."""
    decided = [
        (_route(row["text"], reading), row["units"].split(), reading)
        for row, reading in zip(rows, read, strict=True)
        if row["units"]
    ]
    first = [decision.unit in units for decision, units, _ in decided]
    alone = [not (each.needs_review or reading.abstained) for each, _, reading in decided]
    yield share("unit, first", first)
    three = [not _three(decision).isdisjoint(units) for decision, units, _ in decided]
    yield share("unit, among three", three)
    yield share("unit, alone", alone)
    yield share("unit, right of those alone", where(first, alone))


def _dispatched() -> list[dict[str, str]]:
    return [row for row in rows_of(DISPATCH) if row["category"]]


def _accepted(row: dict[str, str]) -> list[str]:
    return (row.get("categories") or f"{row['category']} {row.get('also') or ''}").split()


def _read(rows: Sequence[dict[str, str]]) -> list[Classification]:
    """As the city reads: names of its places decide nothing."""
    return _classifier().classify_many([row["text"] for row in rows])


def _hits(rows: Sequence[dict[str, str]], read: Sequence[Classification], shown: int) -> list[bool]:
    """Whether an accepted category is among the first so many."""
    return [
        any(guess.code in _accepted(row) for guess in reading.alternatives[:shown])
        for row, reading in zip(rows, read, strict=True)
    ]


def _best(reading: Classification) -> str:
    return reading.alternatives[0].code


def _sureness(read: Sequence[Classification]) -> Array:
    return np.array([reading.alternatives[0].confidence for reading in read])


def _place_in(row: dict[str, str]) -> str:
    """The longest name of a place of the city that the sentence has, "" for none."""
    names = (place.name for place in pack().tables.places)
    return max((name for name in names if name in row["text"]), key=len, default="")


def _moved(row: dict[str, str]) -> dict[str, str]:
    """At a place of the same kind, of which no table knows: its last two signs stay."""
    place, chance = _place_in(row), Random(row["text"])
    name = made_up_name(chance)[:-2] + place[-2:]
    return row | {"text": row["text"].replace(place, name)}


def _route(text: str, reading: Classification) -> Decision:
    guesses = [(guess.code, guess.confidence) for guess in reading.alternatives]
    kind = reading.request_type.code
    return pack().router.route(text, classification=guesses, request_type=kind, on=ON)


def _three(decision: Decision) -> set[str]:
    return {decision.unit, *(code for code, _ in decision.alternatives[:SHOWN])}


@cache
def _classifier() -> Classifier:
    return default_classifier().in_city(places=pack().place_names)


@cache
def pack() -> CityPack:
    city = read_pack(DEMO).pack
    assert city is not None
    return city


def router() -> Router:
    return pack().router
