"""The words that the reader of dangers looks for: what happens, to whom, when, and how it is said.

words.txt has a line for each class: its name, a colon, its words. Classes in capitals are matters
(FIRE, WATER), the others say who and when, and whether it is past, feared, asked or advertised.
"""

from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """A word -> the classes it belongs to."""
    table = files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    by_word: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        name, colon, line_words = line.partition(":")
        if line.startswith("#") or not colon:
            continue
        for word in dict.fromkeys(line_words.split()):
            by_word[word] = (*by_word.get(word, ()), name)
    return by_word


@cache
def everyday_words() -> frozenset[str]:
    """Words of a matter that a longer report may hold and speak of no danger."""
    return frozenset(files(__package__).joinpath("everyday.txt").read_text("utf-8").split())


Match = tuple[int, tuple[str, ...]]  # where a word begins, and its classes


class WordFinder:
    """Finds the words of all classes in a plain text."""

    def __init__(self) -> None:
        class_words = classes()
        self._words, self.classes = list(class_words), list(class_words.values())
        self._finder = AhoCorasick(self._words)
        self._matters = {
            word: text for word, text in enumerate(self._words) if is_matter(self.classes[word])
        }

        self._grave = frozenset(
            word for word, text in self._matters.items() if text not in everyday_words()
        )

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Number, start and end of every word, also of those that overlap, by where it ends."""
        return self._finder.find_matches_as_indexes(text, overlapping=True)

    def words_of(self, text: str) -> list[Match]:
        """Start and classes of every word."""
        return [(start, self.classes[word]) for word, start, _ in self.hits(text)]

    def matters_of(self, text: str) -> set[str]:
        """The words of a matter."""
        matters = self._matters
        return {matters[word] for word, _, _ in self.hits(text) if word in matters}

    def has_grave_matter(self, text: str) -> bool:
        """Whether one of them is no everyday word."""
        return not self._grave.isdisjoint([word for word, _, _ in self.hits(text)])


def is_matter(names: tuple[str, ...]) -> bool:
    return any(map(str.isupper, names))
