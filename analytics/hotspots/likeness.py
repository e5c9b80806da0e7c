"""How likely two reports speak of the same matter at the same place: 0 to 1.

The one measure of it: issues and repeats share it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.aspects import one_of_its_own
from analytics.hotspots.features import (
    Vocabulary,
    area_weights,
    lesson_words,
    name_entries,
    word_weights,
)
from analytics.hotspots.meant import by_meaning
from analytics.hotspots.name_grams import SLOT_BITS
from analytics.hotspots.pair_reader import by_reading
from analytics.hotspots.places_apart import (
    beside_each_other,
    elsewhere,
    in_other_block,
    in_other_house,
    names_in_common,
    other_place,
)
from analytics.hotspots.report import Report
from analytics.hotspots.rows import Facts, Rows, facts_of, stacked, words_of_matter
from analytics.hotspots.subjects import both_of_life
from analytics.hotspots.vectors import Array, Vectors, product

# What both speak of counts more than where; one third of the names shared is the same place.
_MATTER, _NAMES_SHARED = 0.65, 3.0
# What the same words are worth under quite different categories, and under the same; how steep
# the way between is.
_ANY, _MOST, _LEANING = 0.1, 1.5, 1.0
# So much of the words that are no names has to be shared: two matters at one place share its name.
_NO_WORD, _WORD_SHARED = 0.01, 0.1
# Where no name is shared the same words mean little: the same matter somewhere else.
_NO_NAME, _ELSEWHERE = 0.08, 0.45
# Two at one place under the same category may share no word: 灯不亮, 黑漆漆的.
_SAME_SUBJECT, _OVERLAP = 0.15, 0.5
_SUBJECT_ALONE = 0.12
_SUBJECT_SURE = 0.65
# Water that fails is the same word whatever it is called.
_SAME_SUPPLY = 0.2
_SAME_WORD_FOR, _NAME_SPOKEN = 0.3, 0.8
_OTHER_AREA = _OTHER_SUPPLY = 0.3
_OTHER_SUBJECT, _OTHER_NAME = 0.2, 0.1
# Of one thing the one tells its price, the other its noise; or the one asks for it.
_OTHER_ASPECT, _ONE_ASPECT = 0.1, 0.15
# One subject in common, and each names another one beside it: 公交站牌倒了, 公交司机骂人.
_OWN_SUBJECT = 0.3
# Two lifts of two buildings are two matters.
_OTHER_BLOCK = 0.1
# So much of the names shared may be one place.
_NAMED = 0.5
# Who wants to die is one person: on another day it is another one.
_OTHER_LIFE = 0.3
# Days between them that make it half as likely: a sore that goes on stays one issue.
_HALF_LIFE = 3650.0
_MOSTLY = 0.5
_WORDS, _AREAS = 1 << 20, 1 << 14


class Likeness:
    """The reports so far, each a row; compares old or new ones with all of them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        n, none = len(reports), np.zeros(0, dtype=np.int64)
        known_words, known, texts = lesson_words()
        self._vocabulary, self._known_areas = Vocabulary(known_words), Vocabulary()
        weights = [word_weights(report) for report in reports]
        all_words = self._vocabulary.entries(weights)
        plain_words = self._vocabulary.entries([words_of_matter(row) for row in weights])
        areas = self._known_areas.entries([area_weights(report) for report in reports])
        names = name_entries(reports)
        self._words = Vectors(all_words, n, _WORDS, known=known, texts=texts)
        self._plain_words = Vectors(plain_words, n, _WORDS, known=known, texts=texts)
        self._names = Vectors(names, n, 1 << SLOT_BITS, known=none, texts=texts)
        self._areas = Vectors(areas, n, _AREAS, known=none, texts=texts)
        self._facts = facts_of(reports)

    def __len__(self) -> int:
        return len(self._facts.days)

    def blocks(self, size: int) -> Iterator[tuple[int, Array]]:
        """Rows `start` to `start + size` against all from `start` on, with their `start`."""
        rows = self._part(slice(None)).narrowed()
        for start in range(0, len(self), size):
            block = rows.part(slice(start, start + size))
            yield start, scores(block, rows.part(slice(start, None)))

    def among(self, numbers: Sequence[int]) -> Array:
        """Some rows against each other."""
        rows = self._part(np.asarray(numbers))
        return scores(rows, rows)

    def at_one_place(self, numbers: Sequence[int], others: Sequence[int]) -> Array:
        """Some rows against others, as if all named one place."""
        parts = self._part(np.asarray(numbers)), self._part(np.asarray(others))
        return scores(*parts, is_one_place=True)

    def have_one_subject(self, numbers: Sequence[int], others: Sequence[int]) -> bool:
        """Whether half of these rows and half of those name one subject."""
        shares = (self._facts.subjects[np.asarray(rows)].mean(axis=0) for rows in (numbers, others))
        return bool((np.minimum(*shares) >= _MOSTLY).any())

    @property
    def names(self) -> csr_matrix:
        """A row for each report: what in it names."""
        return self._names.matrix

    @property
    def sites(self) -> csr_matrix:
        """A row for each report: the sites that it names."""
        return self._facts.sites

    def add(self, report: Report) -> Array:
        """The report against all before it; then it is the last row."""
        weights = word_weights(report)
        all_words = self._vocabulary.entries([weights])
        plain_words = self._vocabulary.entries([words_of_matter(weights)])
        areas = self._known_areas.entries([area_weights(report)])
        rows = Rows(
            self._names.rows(name_entries([report]), 1),
            self._words.rows(all_words, 1),
            self._plain_words.rows(plain_words, 1),
            self._areas.rows(areas, 1),
            facts_of([report]),
        )
        scores = self._scores(rows)[0]
        self._append(rows)
        return np.asarray(scores)

    def _part(self, part: slice | Array) -> Rows:
        return Rows(
            self._names.matrix,
            self._words.matrix,
            self._plain_words.matrix,
            self._areas.matrix,
            self._facts,
        ).part(part)

    def _append(self, rows: Rows) -> None:
        self._names.append(rows.names)
        self._words.append(rows.words)
        self._plain_words.append(rows.plain_words)
        self._areas.append(rows.areas)
        self._facts = stacked([self._facts, rows.facts])

    def _scores(self, rows: Rows) -> Array:
        return scores(rows, self._part(slice(None)))


def scores(rows: Rows, others: Rows, *, is_one_place: bool = False) -> Array:
    """Each of the rows against each of the others; `is_one_place`: their names are of one place."""
    named = np.minimum(1.0, _NAMES_SHARED * product(rows.names, others.names))
    own, theirs = rows.facts, others.facts
    days = np.abs(own.days[:, None] - theirs.days)
    in_common, otherwise = names_in_common(own, theirs)
    beside = beside_each_other(own, theirs, days)
    otherwise = (otherwise | other_place(own, theirs) | in_other_house(own, theirs)) & ~beside
    named = np.maximum(named, _NAME_SPOKEN * (in_common | beside))
    if is_one_place:
        named, otherwise = np.ones_like(named), np.zeros_like(otherwise)
    same_supply = _SAME_SUPPLY * named * (own.supplies @ theirs.supplies.T > 0)
    one_subject = own.subjects @ theirs.subjects.T > 0
    same_supply += _SAME_WORD_FOR * named * one_subject
    overlap = own.chances @ theirs.chances.T
    same_chances = np.maximum(0.0, overlap - _OVERLAP) / (1 - _OVERLAP)
    overlap = np.maximum(overlap, _SUBJECT_SURE * one_subject)
    same_subject = np.maximum(0.0, overlap - _OVERLAP) / (1 - _OVERLAP) * named
    matter = product(rows.words, others.words) + same_supply + _SUBJECT_ALONE * same_subject
    plain_words = product(rows.plain_words, others.plain_words) + _NO_WORD + same_supply
    plain_words += _SAME_SUBJECT * same_subject
    matter *= np.minimum(1.0, plain_words / _WORD_SHARED)
    matter *= _ANY + (_MOST - _ANY) * overlap**_LEANING
    likely = matter**_MATTER * (_NO_NAME + (1 - _NO_NAME) * named) ** (1 - _MATTER)
    likely *= np.where(elsewhere(rows.areas, others.areas), _OTHER_AREA, 1.0)
    likely *= _of_other_matters(own, theirs)
    likely *= np.where(otherwise, _OTHER_NAME, 1.0)
    blocks_apart = in_other_block(own, theirs)
    likely *= np.where(blocks_apart, _OTHER_BLOCK, 1.0)
    likely *= np.where(named > 0, 1.0, _ELSEWHERE)
    of_its_own = _OWN_SUBJECT + (1 - _OWN_SUBJECT) * same_chances
    likely *= np.where(_each_its_own(own.subjects, theirs.subjects), of_its_own, 1.0)
    likely *= np.where(both_of_life(own.subjects, theirs.subjects) & (days > 1), _OTHER_LIFE, 1.0)
    likely *= 0.5 ** (days / _HALF_LIFE)
    may_be_one = (named >= _NAMED) & ~otherwise & ~blocks_apart
    may_be_one &= ~_apart(own.subjects, theirs.subjects)  # 路灯 and 红绿灯 mean much the same
    is_told = one_subject & (own.aspects @ theirs.aspects.T > 0)
    read = by_meaning(likely, own, theirs, may_be_one, is_told)
    return np.asarray(np.minimum(by_reading(read, own, theirs, may_be_one), 1.0))


def _of_other_matters(own: Facts, theirs: Facts) -> Array:
    """The factor for another supply, subject or aspect: it makes them less alike."""
    factor = np.where(_apart(own.supplies, theirs.supplies), _OTHER_SUPPLY, 1.0)
    factor *= np.where(_apart(own.subjects, theirs.subjects), _OTHER_SUBJECT, 1.0)
    factor *= np.where(_apart(own.aspects, theirs.aspects), _OTHER_ASPECT, 1.0)
    return np.asarray(
        factor * np.where(one_of_its_own(own.aspects, theirs.aspects), _ONE_ASPECT, 1.0)
    )


def _apart(rows: Array, others: Array) -> Array:
    """Both name something (a supply that fails, a subject), and nothing in common."""
    named = np.outer(rows.any(axis=1), others.any(axis=1))
    return np.asarray(named & (rows @ others.T == 0))


def _each_its_own(rows: Array, others: Array) -> Array:
    """Both name a subject in common, and each one that the other does not name."""
    common = rows @ others.T
    left, right = rows.sum(axis=1)[:, None] - common, others.sum(axis=1) - common
    return np.asarray((common > 0) & (left > 0) & (right > 0))
