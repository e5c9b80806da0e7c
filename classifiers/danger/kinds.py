"""Which of the dangers a text speaks of: by the n-grams and the words of a matter that the lessons
of each kind hold.
"""

import csv
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain
from math import log
from typing import Any

import numpy as np

from classifiers.danger.cues import WordFinder
from classifiers.danger.signs import grams
from classifiers.danger.views import plain

NAMES = {
    "life": "轻生",
    "fire": "火情",
    "gas": "燃气、一氧化碳",
    "water": "溺水、洪水",
    "violence": "暴力伤害",
    "missing": "走失",
    "collapse": "坍塌、坠落",
    "wire": "触电、断线",
    "poisoning": "中毒",
    "pupil": "学生受欺凌、体罚",
    "trapped": "被困",
    "explosion": "爆炸、化学品",
    "illness": "急病、重伤",
}
_SMOOTHING = 0.01
_ABSENT = log(_SMOOTHING)
_NEAR = 3.0  # a second kind is named when it is less likely by no more than this (logarithm)
_MOST = 2
_MATTER = 3  # n-grams that a class of words (FIRE, WATER) weighs


def kinds_of(view: str) -> tuple[str, ...]:
    """The likeliest kind, and the next where it is nearly as likely."""
    kinds, rows, above = _table()
    known = [rows[piece] for piece in _pieces(view) if piece in rows]
    scores = dict(zip(kinds, above.take(known, axis=0).sum(axis=0).tolist(), strict=True))
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    least = scores[ranked[0]] - _NEAR
    return tuple(kind for kind in ranked[:_MOST] if scores[kind] >= least)


def _pieces(view: str) -> list[str]:
    """The n-grams of a view, and each class of its words of a matter as often as it weighs."""
    matters = {name for _, names in _finder().words_of(view) for name in names if name.isupper()}
    return [*grams(view), *sorted(matters) * _MATTER]


@cache
def _finder() -> WordFinder:
    return WordFinder()


@cache
def _table() -> tuple[list[str], dict[str, int], np.ndarray[Any, Any]]:
    """Kinds, the row of each piece, and how far it stands in each kind's lessons above one that
    stands in none.
    """
    tables = _tables()
    rows = {piece: row for row, piece in enumerate(dict.fromkeys(chain(*tables.values())))}
    above = [[table.get(piece, _ABSENT) - _ABSENT for table in tables.values()] for piece in rows]
    return list(tables), rows, np.array(above)


def _tables() -> dict[str, dict[str, float]]:
    """For each kind the logarithm of the share of its lessons in which a piece stands."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in NAMES}
    sizes: Counter[str] = Counter()
    lines = files(__package__).joinpath("lessons.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        if row["kind"] in NAMES:
            counts[row["kind"]].update(set(_pieces(plain(row["text"]))))
            sizes[row["kind"]] += 1
    return {
        kind: {piece: log(number / sizes[kind] + _SMOOTHING) for piece, number in table.items()}
        for kind, table in counts.items()
    }
