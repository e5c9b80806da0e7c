"""What short reports complain about, by words that callers use for it: other subjects at one place
are other matters, and one subject is the same whatever it is called.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick

from analytics.hotspots.plain_text import short_text, without_place
from analytics.hotspots.report import Report

Array = np.ndarray[Any, Any]
# Of a piece of text the signs that begin with it, and the subject of each.
Signs = dict[str, list[tuple[frozenset[str], int]]]
_LIFE = "life"
# What is heard, smelt or breathed beyond its own place.
_CARRIED = (
    "building site noise",
    "factory noise",
    "dust",
    "smell",
    "livestock",
    "burning",
    "night stalls",
)
# Where one word reads as a part of another subject's, and what is read in its place: the lights of
# a crossing are no street lamps, a lift that is wanted is none that fails, a fee that rises is one.
_READ_APART = (
    (re.compile("红绿灯|信号灯|交通灯"), r"\g<0>，"),
    (re.compile("(?:加装|增设)(?:一部|新)?电梯(?!.{0,3}(?:坏|停|困|卡))"), "加装，"),
    (re.compile("((?:物业|停车)费).{0,2}涨价"), r"\1，"),
)


def subjects(reports: Sequence[Report]) -> Array:
    """A row for each report, a column for each subject: whether the report, if it is short, names
    it. Issues of titled messages are broader than one subject: theirs is one matter of many sides.
    """
    rows = np.zeros((len(reports), len(_table()[0])), dtype=np.float32)
    for row, report in zip(rows, reports, strict=True):
        row[_named(report)] = 1.0
    return rows


def both_of_life(rows: Array, others: Array) -> Array:
    """Which two tell that somebody wants to die."""
    column = _table()[0].index(_LIFE)
    return np.asarray(np.outer(rows[:, column], others[:, column]) > 0)


def one_carried(rows: Array, others: Array) -> Array:
    """Which two name one subject that reaches the neighbours of where it is."""
    names = _table()[0]
    columns = [names.index(name) for name in _CARRIED]
    return np.asarray(rows[:, columns] @ others[:, columns].T > 0)


def _named(report: Report) -> list[int]:
    return _in(without_place(short_text(report), report))


def _in(text: str) -> list[int]:
    _, of_words, pieces, finder = _table()
    for pattern, instead in _READ_APART:
        text = pattern.sub(instead, text)
    matches = finder.find_matches_as_indexes(text, overlapping=True)
    there = {pieces[number] for number, _, _ in matches}
    return sorted(
        {subject for piece in there for signs, subject in of_words.get(piece, ()) if signs <= there}
    )


@cache
def _table() -> tuple[list[str], Signs, list[str], AhoCorasick]:
    """Names of the subjects, their signs, all pieces of these, and what finds the pieces."""
    lines = files(__package__).joinpath("subjects.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(":") for line in lines if not line.startswith("#")]
    of_words: Signs = {}
    pieces: dict[str, None] = {}
    for number, (_, _, signs) in enumerate(rows):
        for parts in chain.from_iterable(map(_spelt_out, signs.split())):
            pieces.update(dict.fromkeys(parts))
            of_words.setdefault(parts[0], []).append((frozenset(parts), number))
    return [name for name, _, _ in rows], of_words, list(pieces), AhoCorasick(list(pieces))


def _spelt_out(sign: str) -> Iterable[tuple[str, ...]]:
    """Of 工地|施工+夜 the pieces 工地 and 夜, then 施工 and 夜."""
    return product(*(part.split("|") for part in sign.split("+")))
