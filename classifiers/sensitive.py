"""Sensitive words by class (轻生, 聚集, 讨薪 ...): the city says which; this finds them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifiers.clean import normalise


@dataclass(frozen=True, slots=True)
class SensitiveHit:
    """A sensitive word of class `kind` at `start`:`end` of the normalised text."""

    kind: str
    word: str
    start: int
    end: int


class SensitiveWords:
    """Finds the words of {class: words}; a word between two classes belongs to the first."""

    def __init__(self, words_by_class: Mapping[str, Iterable[str]]) -> None:
        self._kinds: dict[str, str] = {}
        for kind, class_words in words_by_class.items():
            for word in class_words:
                self._kinds.setdefault(normalise(word).strip(), kind)
        self._kinds.pop("", None)
        longest_first = sorted(self._kinds, key=lambda word: (-len(word), word))
        self._pattern = (
            re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        )

    def find(self, text: str) -> list[SensitiveHit]:
        if self._pattern is None:
            return []
        hits = self._pattern.finditer(normalise(text))
        return [
            SensitiveHit(self._kinds[hit.group()], hit.group(), hit.start(), hit.end())
            for hit in hits
        ]
