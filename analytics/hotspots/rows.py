"""What of reports is compared, a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import numpy as np
from scipy.sparse import csr_matrix, vstack

from analytics.hotspots.aspects import aspects
from analytics.hotspots.features import bystanders, sounds_like_a_name
from analytics.hotspots.houses import houses
from analytics.hotspots.meanings import known_parts, told, told_parts
from analytics.hotspots.name_grams import slot_of
from analytics.hotspots.opposites import supplies
from analytics.hotspots.other_names import blocks, numbered, sites, spoken_names, without_names
from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report
from analytics.hotspots.subjects import subjects
from analytics.hotspots.vectors import Array, shared_columns
from classifiers.predict import default_classifier

_CATEGORY_READ = 400


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a report is the same whatever it is compared with, a row for each in every field."""

    chances: Array
    supplies: Array
    subjects: Array
    aspects: Array
    known_parts: csr_matrix
    told_parts: csr_matrix
    lengths: Array
    own_names: csr_matrix
    pieces: csr_matrix
    numbered: csr_matrix
    blocks: csr_matrix
    days: Array
    places: Array
    sites: csr_matrix
    spots: Array
    houses: Array

    def part(self, part: slice | Array) -> "Facts":
        return Facts(*(getattr(self, field.name)[part] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Features that weigh by how rare they are, and facts."""

    names: csr_matrix
    words: csr_matrix
    plain_words: csr_matrix
    areas: csr_matrix
    facts: Facts

    def part(self, part: slice | Array) -> "Rows":
        return Rows(
            self.names[part],
            self.words[part],
            self.plain_words[part],
            self.areas[part],
            self.facts.part(part),
        )

    def narrowed(self) -> "Rows":
        """The same without what only one of the rows holds, for comparing them with each other."""
        return Rows(
            shared_columns(self.names),
            shared_columns(self.words),
            shared_columns(self.plain_words),
            self.areas,
            self.facts,
        )


def facts_of(reports: Sequence[Report]) -> Facts:
    own_names, pieces = spoken_names(reports)
    return Facts(
        chances=_category_chances(reports),
        supplies=supplies(reports),
        subjects=subjects(reports),
        aspects=aspects(reports),
        known_parts=known_parts(reports),
        told_parts=told_parts(reports),
        lengths=np.array([len(told(report)) for report in reports], dtype=np.int32),
        own_names=own_names,
        pieces=pieces,
        numbered=numbered(reports),
        blocks=blocks(reports),
        days=np.array([_day(report.at) for report in reports], dtype=np.float32),
        places=_places(reports),
        sites=sites(reports),
        spots=np.array([report.spot or (np.nan, np.nan) for report in reports]).reshape(-1, 2),
        houses=houses(reports),
    )


def stacked(facts: Sequence[Facts]) -> Facts:
    """The rows of each below those of the one before."""
    columns = ([getattr(each, field.name) for each in facts] for field in fields(Facts))
    return Facts(
        *(
            vstack(parts, format="csr")
            if isinstance(parts[0], csr_matrix)
            else np.concatenate(parts)
            for parts in columns
        )
    )


def words_of_matter(weights: Mapping[str, float]) -> dict[str, float]:
    return {
        word: weight
        for word, weight in weights.items()
        if word not in bystanders() and not sounds_like_a_name(word)
    }


def _category_chances(reports: Sequence[Report]) -> Array:
    """Roots of the categories' chances: the product of two rows is how far they overlap."""
    texts = [without_names(report)[:_CATEGORY_READ] for report in reports]
    return np.asarray(np.sqrt(default_classifier().chances(texts)), dtype=np.float32)


def _places(reports: Sequence[Report]) -> Array:
    """A number for each place that the city knows, 0 for none."""
    places = (slot_of(plain(report.place)) + 1 if report.place else 0 for report in reports)
    return np.fromiter(places, dtype=np.int64, count=len(reports))


def _day(at: datetime) -> float:
    return at.toordinal() + (at.hour * 60 + at.minute) / 1440
