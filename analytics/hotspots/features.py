"""What of reports says where, and what of them says what."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from math import log

import numpy as np

from analytics.hotspots.name_grams import SLOT_BITS, Array, name_grams, slot_of
from analytics.hotspots.other_names import without_names
from analytics.hotspots.plain_text import plain, short_text, without_place
from analytics.hotspots.report import Report
from classifiers.material import lesson_texts
from classifiers.rarity import rarity
from classifiers.segment import segment

# So much of a text says what it is about; what follows are wishes and history.
READ = 300
# A place that the city knows counts like so many n-grams of a title.
_IN_TITLE, _KNOWN_PLACE = 2.0, 8.0
_AREA_READ = 100
_HANZI = re.compile(r"[\u4e00-\u9fff]")
# A1区 or 云溪区, but no 小区: the sign before 区 tells a district from a kind of ground. It begins
# a phrase, or stands behind a city or a word of reporting.
_AREA = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[市省映诉报于询议望求请问在的对与和至到往给]))"
    r"(?:[a-z]\d{1,2}"
    r"|[\u4e00-\u9fff]{2}(?<![小社地片园城辖校景库厂市山郊新学街发开宅民筑]))[区县]"
)


@dataclass(frozen=True, slots=True)
class Entries:
    """Weights of features in rows, as in a sparse matrix."""

    rows: Array
    columns: Array
    weights: Array


class Vocabulary:
    """Columns of words, given as they come, behind those of `known`."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        self._known = known or {}
        self._columns: dict[str, int] = {}

    def entries(self, weighted: Sequence[dict[str, float]]) -> Entries:
        columns = [self._column(word) for row in weighted for word in row]
        weights = list(chain.from_iterable(row.values() for row in weighted))
        rows = np.repeat(np.arange(len(weighted)), [len(row) for row in weighted])
        return Entries(rows, np.array(columns, dtype=np.int64), np.array(weights, np.float32))

    def _column(self, word: str) -> int:
        known = self._known.get(word)
        if known is not None:
            return known
        return self._columns.setdefault(word, len(self._known) + len(self._columns))


@cache
def lesson_words() -> tuple[Mapping[str, int], Array, int]:
    """Of the project's own reports: columns of their words, how many hold each, how many they
    are.
    """
    texts = [matter_words(text) for text in lesson_texts()[0]]
    held_by = Counter(word for text in texts for word in dict.fromkeys(text))
    columns = {word: at for at, word in enumerate(held_by)}
    return columns, np.array(list(held_by.values()), dtype=np.int64), len(texts)


def name_entries(reports: Sequence[Report]) -> Entries:
    """What names: n-grams that ordinary reports do not hold, in a title twice as heavy."""
    in_titles = _keys([plain(report.title) for report in reports])
    in_texts = _keys([_read(report) for report in reports])
    in_texts = in_texts[~np.isin(in_texts, in_titles, kind="sort")]
    known = [
        number << SLOT_BITS | slot_of(report.place)
        for number, report in enumerate(reports)
        if report.place
    ]
    keys = np.concatenate([in_titles, in_texts, np.array(known, dtype=np.int64)])
    weights = np.repeat(
        np.array([_IN_TITLE, 1.0, _KNOWN_PLACE], dtype=np.float32),
        [in_titles.size, in_texts.size, len(known)],
    )
    return Entries(keys >> SLOT_BITS, keys & ((1 << SLOT_BITS) - 1), weights)


def _keys(texts: Sequence[str]) -> Array:
    slots, owners = name_grams(texts)
    keys = np.sort(owners << SLOT_BITS | slots)
    return keys[np.append(True, keys[1:] != keys[:-1])] if keys.size else keys


def _read(report: Report) -> str:
    return plain(report.text[: 2 * READ])[:READ]


def word_weights(report: Report) -> dict[str, float]:
    """What the report speaks of; where it happened says nothing of that."""
    text = plain(without_names(report)) if short_text(report) else _read(report)
    counted = Counter(matter_words(without_place(text, report)))
    weights = {word: 1 + log(n) for word, n in counted.items()}
    for word in dict.fromkeys(matter_words(without_place(plain(report.title), report))):
        weights[word] = weights.get(word, 0.0) + _IN_TITLE
    return weights


@cache
def bystanders() -> frozenset[str]:
    """Words of short reports that say who, where or when: other matters have them too."""
    return frozenset(files(__package__).joinpath("bystanders.txt").read_text("utf-8").split())


def matter_words(text: str) -> list[str]:
    return [word for word in segment(text) if len(word) > 1 and _HANZI.match(word)]


@lru_cache(maxsize=1 << 16)
def sounds_like_a_name(word: str) -> bool:
    """No two of its characters stand together in other reports."""
    known = rarity()
    return not any(word[at : at + 2] in known for at in range(len(word) - 1))


def area_weights(report: Report) -> dict[str, float]:
    """The districts and counties that it names, first in its title."""
    areas = {report.area} if report.area else areas_in(plain(report.title))
    return dict.fromkeys(areas or areas_in(_read(report)[:_AREA_READ]), 1.0)


def areas_in(text: str) -> set[str]:
    return set(_AREA.findall(text))
