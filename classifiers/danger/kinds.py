"""Which of the dangers a text speaks of: by the n-grams that the lessons of each kind hold."""

import csv
from collections import Counter
from functools import cache
from importlib.resources import files
from math import log

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


def kinds_of(view: str) -> tuple[str, ...]:
    """The likeliest kind, and the next where it is nearly as likely."""
    pieces = grams(view)
    scores = {
        kind: sum([table.get(piece, _ABSENT) for piece in pieces])
        for kind, table in _tables().items()
    }
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    least = scores[ranked[0]] - _NEAR
    return tuple(kind for kind in ranked[:_MOST] if scores[kind] >= least)


@cache
def _tables() -> dict[str, dict[str, float]]:
    """For each kind the logarithm of the share of its lessons in which an n-gram stands."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in NAMES}
    sizes: Counter[str] = Counter()
    lines = files(__package__).joinpath("lessons.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        if row["kind"]:
            counts[row["kind"]].update(grams(plain(row["text"])))
            sizes[row["kind"]] += 1
    return {
        kind: {piece: log(number / sizes[kind] + _SMOOTHING) for piece, number in table.items()}
        for kind, table in counts.items()
    }
