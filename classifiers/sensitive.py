"""Sensitive words by class (轻生, 聚集, 讨薪 ...): the city says which; this finds them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classifiers.clean import normalise
from classifiers.folding import fold
from classifiers.sensitive_classes import meanings


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
        self._classes = frozenset(self._kinds.values())
        self._pattern = (
            re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        )

    def find(self, text: str, dangers: Sequence[str] = ()) -> list[SensitiveHit]:
        """Words in the order of the text, then matters that mean the same as a class without
        its words.

        dangers  kinds of danger that the text tells of, the likeliest first
        """
        if self._pattern is None:
            return []
        plain = normalise(text)
        hits = [
            SensitiveHit(self._kinds[hit.group()], hit.group(), hit.start(), hit.end())
            for hit in self._pattern.finditer(plain)
        ]
        missing = self._classes - {hit.kind for hit in hits}
        hits += [
            SensitiveHit(kind, plain[start:end], start, end)
            for kind, start, end in meanings(fold(plain), missing)
        ]
        return hits
