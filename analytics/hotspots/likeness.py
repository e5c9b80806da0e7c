"""How likely two reports speak of the same matter at the same place: 0 to 1.

The one measure of it: issues and repeats share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.features import Vocabulary, area_weights, name_entries, word_weights
from analytics.hotspots.name_grams import SLOT_BITS
from analytics.hotspots.report import Report
from analytics.hotspots.vectors import Array, Vectors
from classifiers.predict import default_classifier

# What both speak of counts more than where; one third of the names shared is the same place.
_MATTER, _NAMES_SHARED = 0.65, 3.0
# What the same words are worth under quite different categories, and under the same.
_ANY, _MOST = 0.2, 1.5
# Where no name is shared the same words mean little.
_NO_NAME = 0.08
_OTHER_AREA = 0.3
# Days between them that make it half as likely: a sore that goes on stays one issue.
_HALF_LIFE = 3650.0
_CATEGORY_READ = 400
_WORDS, _AREAS = 1 << 20, 1 << 14


@dataclass(frozen=True, slots=True)
class _Rows:
    names: csr_matrix
    words: csr_matrix
    areas: csr_matrix
    chances: Array
    days: Array


class Likeness:
    """The reports so far, each a row; compares old or new ones with all of them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        n = len(reports)
        self._vocabulary, self._known_areas = Vocabulary(), Vocabulary()
        words = self._vocabulary.entries([word_weights(report) for report in reports])
        areas = self._known_areas.entries([area_weights(report) for report in reports])
        self._names = Vectors(name_entries(reports), n, 1 << SLOT_BITS)
        self._words, self._areas = Vectors(words, n, _WORDS), Vectors(areas, n, _AREAS)
        self._chances, self._days = _chances(reports), _days(reports)

    def __len__(self) -> int:
        return len(self._days)

    def block(self, start: int, end: int) -> Array:
        """Rows `start` to `end` against all."""
        return self._scores(self._part(slice(start, end)))

    def among(self, numbers: Sequence[int]) -> Array:
        """Some rows against each other."""
        return self._scores(self._part(np.asarray(numbers)))[:, numbers]

    def add(self, report: Report) -> Array:
        """The report against all before it; then it is the last row."""
        words = self._vocabulary.entries([word_weights(report)])
        areas = self._known_areas.entries([area_weights(report)])
        rows = _Rows(
            self._names.rows(name_entries([report]), 1),
            self._words.rows(words, 1),
            self._areas.rows(areas, 1),
            _chances([report]),
            _days([report]),
        )
        scores = self._scores(rows)[0]
        self._append(rows)
        return np.asarray(scores)

    def _part(self, part: slice | Array) -> _Rows:
        return _Rows(
            self._names.matrix[part],
            self._words.matrix[part],
            self._areas.matrix[part],
            self._chances[part],
            self._days[part],
        )

    def _append(self, rows: _Rows) -> None:
        self._names.append(rows.names)
        self._words.append(rows.words)
        self._areas.append(rows.areas)
        self._chances = np.concatenate([self._chances, rows.chances])
        self._days = np.concatenate([self._days, rows.days])

    def _scores(self, rows: _Rows) -> Array:
        matter = self._words.product(rows.words) * (_ANY + (_MOST - _ANY) * (rows.chances @ self._chances.T))
        named = np.minimum(1.0, _NAMES_SHARED * self._names.product(rows.names))
        scores = matter**_MATTER * (_NO_NAME + (1 - _NO_NAME) * named) ** (1 - _MATTER)
        scores *= np.where(self._elsewhere(rows.areas), _OTHER_AREA, 1.0)
        scores *= 0.5 ** (np.abs(rows.days[:, None] - self._days) / _HALF_LIFE)
        return np.minimum(scores, 1.0)

    def _elsewhere(self, areas: csr_matrix) -> Array:
        """Both name districts, and none in common."""
        known = np.diff(areas.indptr)[:, None] * np.diff(self._areas.matrix.indptr)
        return np.asarray((known > 0) & (self._areas.product(areas) <= 0))


def _chances(reports: Sequence[Report]) -> Array:
    """Roots of the categories' chances: the product of two rows is how far they overlap."""
    texts = [f"{report.title}\n{report.text}"[:_CATEGORY_READ] for report in reports]
    return np.sqrt(default_classifier().chances(texts)).astype(np.float32)


def _days(reports: Sequence[Report]) -> Array:
    return np.array([_day(report.at) for report in reports], dtype=np.float32)


def _day(at: datetime) -> float:
    return at.toordinal() + (at.hour * 60 + at.minute) / 1440
