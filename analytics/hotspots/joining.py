"""A new report finds its issue among a few candidates: no matrix of all reports is needed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.features import (
    Entries,
    area_weights,
    lesson_words,
    name_entries,
    word_weights,
)
from analytics.hotspots.grouping import JOINED, NOTICED
from analytics.hotspots.likeness import scores
from analytics.hotspots.report import Report
from analytics.hotspots.rows import Facts, Rows, facts_of, stacked, words_of_matter
from analytics.hotspots.vectors import Vectors

Array = np.ndarray[Any, Any]
# Two groups are compared by so many reports of each at least.
_LEAST_TO_MERGE = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a report is compared; made once, whatever it is compared with. No text in it."""

    slots: Array
    slot_weights: Array
    matter: dict[str, float]
    plain_matter: dict[str, float]
    areas: dict[str, float]
    facts: Facts


def traits_of(reports: Sequence[Report]) -> list[Traits]:
    facts, traits = facts_of(reports), []
    for at, report in enumerate(reports):
        names, weights = name_entries([report]), word_weights(report)
        traits.append(
            Traits(
                names.columns,
                names.weights,
                weights,
                words_of_matter(weights),
                area_weights(report),
                facts.part(slice(at, at + 1)),
            )
        )
    return traits


@dataclass(frozen=True, slots=True)
class Joining:
    """`group`: the one that the report joins, None where none is like enough; `also`: other groups
    that are as like this one as reports of one matter are.
    """

    group: int | None
    also: tuple[int, ...] = ()


def joining_of(
    report: Traits, candidates: Sequence[tuple[int, Traits]], joined: float = JOINED
) -> Joining:
    """The group whose candidates are most like the report on average."""
    if not candidates:
        return Joining(None)
    likeness = among([report, *(traits for _, traits in candidates)])
    likeness = np.where(likeness >= NOTICED, likeness, 0.0)
    members: dict[int, list[int]] = defaultdict(list)
    for at, (group, _) in enumerate(candidates, 1):
        members[group].append(at)
    means = {group: float(likeness[0, at].mean()) for group, at in members.items()}
    best = max(means, key=lambda group: means[group])
    if means[best] < joined:
        return Joining(None)
    also = (
        group
        for group, at in members.items()
        if group != best
        and min(len(at), len(members[best])) >= _LEAST_TO_MERGE
        and float(likeness[np.ix_(members[best], at)].mean()) >= joined
    )
    return Joining(best, tuple(also))


def middle_of(traits: Sequence[Traits]) -> int:
    """The number of the report that is most like the others."""
    return int(among(traits).sum(axis=1).argmax())


def among(traits: Sequence[Traits]) -> Array:
    """How likely each two of a few reports are the same matter."""
    n, texts = len(traits), lesson_words()[2]
    slots = np.unique(np.concatenate([item.slots for item in traits]), return_inverse=True)[1]
    owners = np.repeat(np.arange(n), [item.slots.size for item in traits])
    weights = np.concatenate([item.slot_weights for item in traits])
    width = int(slots.max(initial=0)) + 1
    none = np.zeros(0, dtype=np.int64)
    names = Vectors(Entries(owners, slots, weights), n, width, known=none, texts=texts)
    rows = Rows(
        names.matrix,
        _weighted([item.matter for item in traits], texts),
        _weighted([item.plain_matter for item in traits], texts),
        _weighted([item.areas for item in traits], texts, lessons=False),
        stacked([item.facts for item in traits]),
    )
    return scores(rows, rows)


def _weighted(
    weights: Sequence[dict[str, float]], texts: int, *, lessons: bool = True
) -> csr_matrix:
    columns: dict[str, int] = {}
    for row in weights:
        for word in row:
            columns.setdefault(word, len(columns))
    entries = Entries(
        np.repeat(np.arange(len(weights)), [len(row) for row in weights]),
        np.array([columns[word] for row in weights for word in row], dtype=np.int64),
        np.array([weight for row in weights for weight in row.values()], dtype=np.float32),
    )
    of_word, held_by, _ = lesson_words()
    known = np.zeros(len(columns), dtype=np.int64)
    for word, column in columns.items():
        if lessons and word in of_word:
            known[column] = held_by[of_word[word]]
    return Vectors(entries, len(weights), max(1, len(columns)), known=known, texts=texts).matrix
