"""How alarming the views of many texts are, all at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from classifiers.danger.sign_weights import Hits, SignWeights
from classifiers.danger.signs import SIGN, strengths_of_grams
from classifiers.danger.views import BORDER, View, parts_of
from classifiers.gram_table import GramTable, Texts, distinct, sorted_once

Array = np.ndarray[Any, Any]
_FAR = -4.0  # of some 1,600 texts none with a lower sum had a chance above 0.1
_USUAL = 60


class Flat(NamedTuple):
    """A text in its plain form, what the words of urgency say of it, and number, start and end of
    every word of a class in it.
    """

    text: str
    level: str
    hits: Sequence[tuple[int, int, int]]


class Scored(NamedTuple):
    """The most alarming view of a text, and its score."""

    score: float
    view: str


class _Grams(NamedTuple):
    """N-grams by their number: where each ends."""

    ends: Array
    numbers: Array


class ViewScores:
    """`grams` are the n-grams and what they weigh."""

    def __init__(self, offset: float, grams: dict[str, float], signs: SignWeights) -> None:
        self._offset, self._signs = offset, signs
        self._table = GramTable(list(grams))
        self._weights = np.array(list(grams.values()))

    def of(self, flats: Sequence[Flat]) -> list[Scored | None]:
        """None for a text that is far from danger: two of three reports have no word of a matter
        and n-grams that speak against it, and reading their views would change nothing.
        """
        texts = Texts.of([flat.text for flat in flats])
        hits = np.array([hit for flat in flats for hit in flat.hits], dtype=np.int64).reshape(-1, 3)
        counts = [len(flat.hits) for flat in flats]
        owners = np.repeat(np.arange(len(flats)), counts)
        grams = _Grams(*self._table.find(texts))
        near = self._near(flats, texts, grams, owners[self._signs.matters[hits[:, 0]]])
        chosen = [flat for flat, is_near in zip(flats, near, strict=True) if is_near]
        if not chosen:
            return [None] * len(flats)
        kept = near[texts.owners[grams.ends]]
        grams = _Grams(grams.ends[kept], grams.numbers[kept])
        places = hits[:, 1] + texts.starts[owners]
        hits_of_near = near[owners]
        scored = self._views(
            chosen,
            Texts(texts.codes, texts.starts[near]),
            grams,
            (hits[hits_of_near, 0], places[hits_of_near]),
        )
        each = iter(scored)
        return [next(each) if is_near else None for is_near in near]

    def _near(
        self, flats: Sequence[Flat], texts: Texts, grams: _Grams, with_matter: Array
    ) -> Array:
        """Which texts are to be read in views; `with_matter` are numbers of such that have a word
        of a matter.
        """
        near = np.array([flat.level == "critical" for flat in flats])
        near[with_matter] = True
        owners = texts.owners[grams.ends]
        far = ~near[owners]
        owners, numbers = distinct(owners[far], grams.numbers[far])
        sums = np.bincount(owners, weights=self._weights[numbers], minlength=len(flats))
        sizes = np.array([min(len(flat.text), _USUAL) for flat in flats])
        alone = self._offset + SIGN * self._signs.without_matter
        return np.asarray(near | (alone + sums * strengths_of_grams(sizes) >= _FAR))

    def _views(
        self, flats: Sequence[Flat], texts: Texts, grams: _Grams, hits: tuple[Array, Array]
    ) -> list[Scored]:
        spans = [parts_of(flat.text) for flat in flats]
        sizes = [len(own) for own in spans]
        part_at = _part_at(spans, texts)
        first, last = _neighbours(sizes)
        begins = np.array([span.start for own in spans for span in own])
        ends = np.array([span.end for own in spans for span in own])
        lengths = ends[last] - begins[first]
        sums = self._sums(part_at[grams.ends], grams.numbers, len(begins), (first, last))
        clauses = np.cumsum(texts.codes == ord(BORDER))[hits[1]]
        own_hits = Hits(hits[0], clauses, part_at[hits[1]])
        signs = self._signs.of_views(own_hits, (first, last), lengths)
        views_of_text = np.maximum(np.array(sizes) - 1, 1)
        rules = np.repeat([self._signs.of_rule(flat.level) for flat in flats], views_of_text)
        scores = self._offset + sums * strengths_of_grams(lengths) + SIGN * (signs + rules)
        return _most_alarming(flats, spans, scores.tolist())

    def _sums(self, parts: Array, numbers: Array, size: int, views: tuple[Array, Array]) -> Array:
        """What the distinct n-grams of each view weigh: those of its parts, those of both once."""
        width = self._weights.size
        keys = sorted_once(parts * np.int64(width) + numbers)
        own, weights = keys // width, self._weights[keys % width]
        sums = np.bincount(own, weights=weights, minlength=size)
        both = np.sort(np.concatenate([keys, keys + width]))
        twice = both[1:][both[1:] == both[:-1]] - width
        shared = np.bincount(twice // width, weights=self._weights[twice % width], minlength=size)
        first, last = views
        return np.where(first == last, sums[first], sums[first] + sums[last] - shared[first])


def _part_at(spans: Sequence[Sequence[View]], texts: Texts) -> Array:
    """The number of the part of each sign; a border belongs to the part that it ends."""
    begins = np.array([span.start for own in spans for span in own])
    begins += np.repeat(texts.starts, [len(own) for own in spans]) + 1
    marks = np.zeros(texts.codes.size, dtype=np.int64)
    marks[begins] = 1
    return np.cumsum(marks) - 1


def _neighbours(sizes: Sequence[int]) -> tuple[Array, Array]:
    """The first and last part of each view: each two neighbours, or the only part of a text."""
    counts = np.array(sizes)
    begins = np.cumsum(counts) - counts
    is_last = np.zeros(int(counts.sum()), dtype=bool)
    is_last[begins + counts - 1] = True
    is_last[begins[counts == 1]] = False
    first = np.flatnonzero(~is_last)
    is_only = np.repeat(counts == 1, counts)[first]
    return first, first + ~is_only


def _most_alarming(
    flats: Sequence[Flat], spans: Sequence[Sequence[View]], scores: Sequence[float]
) -> list[Scored]:
    begin, best = 0, []
    for flat, own in zip(flats, spans, strict=True):
        end = begin + max(len(own) - 1, 1)
        score = max(scores[begin:end])
        place = scores.index(score, begin, end) - begin
        last = own[min(place + 1, len(own) - 1)]
        best.append(Scored(score, flat.text[own[place].start : last.end]))
        begin = end
    return best
