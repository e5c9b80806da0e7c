"""What of reports is compared, a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.features import sounds_like_a_name
from analytics.hotspots.name_grams import slot_of
from analytics.hotspots.other_names import without_names
from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report
from analytics.hotspots.vectors import Array
from classifiers.predict import default_classifier

_CATEGORY_READ = 400


@dataclass(frozen=True, slots=True)
class Rows:
    names: csr_matrix
    words: csr_matrix
    plain_words: csr_matrix
    areas: csr_matrix
    chances: Array
    supplies: Array
    subjects: Array
    own_names: csr_matrix
    pieces: csr_matrix
    days: Array
    places: Array
    sites: csr_matrix


def words_of_matter(weights: Mapping[str, float]) -> dict[str, float]:
    return {word: weight for word, weight in weights.items() if not sounds_like_a_name(word)}


def category_chances(reports: Sequence[Report]) -> Array:
    """Roots of the categories' chances: the product of two rows is how far they overlap."""
    texts = [without_names(report)[:_CATEGORY_READ] for report in reports]
    return np.asarray(np.sqrt(default_classifier().chances(texts)), dtype=np.float32)


def places_of(reports: Sequence[Report]) -> Array:
    """A number for each place that the city knows, 0 for none."""
    places = (slot_of(plain(report.place)) + 1 if report.place else 0 for report in reports)
    return np.fromiter(places, dtype=np.int64, count=len(reports))


def days_of(reports: Sequence[Report]) -> Array:
    return np.array([_day(report.at) for report in reports], dtype=np.float32)


def _day(at: datetime) -> float:
    return at.toordinal() + (at.hour * 60 + at.minute) / 1440
