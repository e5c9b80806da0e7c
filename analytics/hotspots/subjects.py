"""What short reports complain about, by words that callers use for it: other subjects at one place
are other matters, and one subject is the same whatever it is called.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick

from analytics.hotspots.features import plain
from analytics.hotspots.report import Report

# A longer text tells a story in which much else may be named.
_SHORT = 80


def subjects(reports: Sequence[Report]) -> np.ndarray[Any, Any]:
    """A row for each report, a column for each subject: whether the report, if it is short, names
    it. Issues of titled messages are broader than one subject: theirs is one matter of many sides.
    """
    rows = np.zeros((len(reports), len(_table()[0])), dtype=np.float32)
    for row, report in zip(rows, reports, strict=True):
        row[_named(report)] = 1.0
    return rows


def _named(report: Report) -> list[int]:
    if report.title or len(report.text) > _SHORT:
        return []
    return _in(plain(report.text))


def _in(text: str) -> list[int]:
    _, of_words, finder = _table()
    matches = finder.find_matches_as_indexes(text, overlapping=True)
    return sorted({number for word, _, _ in matches for number in of_words[word]})


@cache
def _table() -> tuple[list[str], list[list[int]], AhoCorasick]:
    """Names of the subjects, the subjects of each word, and what finds the words."""
    lines = files(__package__).joinpath("subjects.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(":") for line in lines if not line.startswith("#")]
    of_words: dict[str, list[int]] = {}
    for number, (_, _, subject_words) in enumerate(rows):
        for word in subject_words.split():
            of_words.setdefault(word, []).append(number)
    names = [name for name, _, _ in rows]
    return names, list(of_words.values()), AhoCorasick(list(of_words))
