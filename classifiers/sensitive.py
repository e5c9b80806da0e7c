"""Sensitive words by class (轻生, 聚集, 讨薪 ...): the city says which; this finds them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from classifiers.clean import normalise
from classifiers.danger.level import Level
from classifiers.danger.reader import NO_DANGER, Danger
from classifiers.folding import fold
from classifiers.sensitive_classes import Span, meanings, tells_of
from classifiers.unmeant import is_unmeant

# Usual names of classes; a city that calls them otherwise, or has none of them, gets no such hit.
_OF_DANGER = {
    "life": "轻生",
    "violence": "暴力",
    "explosion": "爆炸",
    "pupil": "涉童",
    **dict.fromkeys(("fire", "gas", "water", "collapse", "wire", "trapped", "poisoning"), "险情"),
}
_GRAVE = frozenset(_OF_DANGER.values())
# What is told in these must be looked at soon, whatever the words of urgency say.
_SOON = frozenset({"聚集", "暴力", "轻生", "涉恐", "爆炸", "险情"})
_BETWEEN = "…"
_SURE = 0.75
# A cart that blocks a crossing (堵路口) is no crowd that blocks a road, as long as nobody is many,
# has agreed on something or wants their wages.
_PLACE_BEHIND = re.compile(r"(?<=[路门])[口边旁灯牌面]")
_OF_CROWDS = frozenset({"many", "plan", "petition", "worker", "unpaid"})


@dataclass(frozen=True, slots=True)
class SensitiveHit:
    """A sensitive word of class `kind` at `start`:`end` of the normalised text, or the words
    that together mean the same, with … between them.
    """

    kind: str
    word: str
    start: int
    end: int


def urgency_with(level: Level, hits: Iterable[SensitiveHit]) -> Level:
    """Urgency of a text with these hits: gatherings and threats that are told without a word of
    urgency are urgent too. A word alone says less than what is told.
    """
    told_words = [hit.word for hit in hits if hit.kind in _SOON and _BETWEEN in hit.word]
    if level[0] != "normal" or not told_words:
        return level
    return (
        "urgent",
        _SURE,
        list(dict.fromkeys(chain(*(word.split(_BETWEEN) for word in told_words))))[:3],
    )


def _words_of(text: str, spans: Sequence[Span]) -> str:
    return _BETWEEN.join(text[slice(*span)] for span in spans)


def _is_meant(plain: str, kind: str, spans: Iterable[Span]) -> bool:
    """Of dangers only: a crowd in the news may come all the same."""
    return kind not in _GRAVE or not any(is_unmeant(fold(plain), *span) for span in spans)


class SensitiveWords:
    """Finds the words of {class: words}; a word between two classes belongs to the first."""

    def __init__(self, words_by_class: Mapping[str, Iterable[str]]) -> None:
        self._kinds: dict[str, str] = {}
        for kind, class_words in words_by_class.items():
            for word in class_words:
                self._kinds.setdefault(normalise(word).strip(), kind)
        self._kinds.pop("", None)
        longest_first = sorted(self._kinds, key=lambda word: (-len(word), word))
        self._classes = frozenset(self._kinds.values())
        self._pattern = (
            re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        )

    def find(self, text: str, danger: Danger = NO_DANGER) -> list[SensitiveHit]:
        """Words in the order of the text, then matters of a class that are told without its
        words; the `danger` that was read is one of them.
        """
        if self._pattern is None:
            return []
        plain = normalise(text)
        hits = [
            SensitiveHit(self._kinds[hit.group()], hit.group(), hit.start(), hit.end())
            for hit in self._pattern.finditer(plain)
            if not _PLACE_BEHIND.match(plain, hit.end()) or tells_of(fold(plain), _OF_CROWDS)
        ]
        if not danger.is_danger:
            hits = [hit for hit in hits if _is_meant(plain, hit.kind, [(hit.start, hit.end)])]
        missing = self._classes - {hit.kind for hit in hits}
        hits += [
            SensitiveHit(kind, _words_of(plain, spans), spans[0][0], spans[-1][1])
            for kind, spans in meanings(fold(plain), missing)
            if danger.is_danger or _is_meant(plain, kind, spans)
        ]
        kind = _OF_DANGER.get(danger.kinds[0], "") if danger.is_danger else ""
        if kind in missing.difference(hit.kind for hit in hits):
            hits.append(SensitiveHit(kind, "、".join(danger.words), 0, len(plain)))
        return hits
