"""The words that the reader of dangers looks for: what happens, to whom, when, and how it is said.

words.txt has a line for each class: its name, a colon, its words. Classes in capitals are matters
(FIRE, WATER), the others say who and when, and whether it is past, feared, asked or advertised.
"""

from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from classifiers.danger.views import BORDER


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


class PieceFinder:
    """Finds all pieces of a plain text that it knows: n-grams that weigh, and the words of all
    classes.

    `weights` is the weight of an n-gram.
    """

    def __init__(self, grams: dict[str, float]) -> None:
        class_words = classes()
        self.weights = {BORDER: 0.0, **grams}
        self._words, self._classes = list(class_words), list(class_words.values())
        self._word_finder = AhoCorasick(self._words)
        self._grams = AhoCorasick(list(self.weights), store_patterns=True)

    def grams_of(self, text: str) -> list[str]:
        """Every occurrence of an n-gram, also of those that overlap, by where it ends; a border
        is one of them, and the last of those that end with it.
        """
        return self._grams.find_matches_as_strings(text, overlapping=True)

    def words_of(self, text: str) -> list[Match]:
        """Start and classes of every word, also of those that overlap, by where it ends."""
        classes_of = self._classes
        matches = self._word_finder.find_matches_as_indexes(text, overlapping=True)
        return [(start, classes_of[word]) for word, start, _ in matches]

    def matters_of(self, text: str) -> set[str]:
        """The words of a matter."""
        matches = self._word_finder.find_matches_as_indexes(text, overlapping=True)
        return {self._words[word] for word, _, _ in matches if is_matter(self._classes[word])}


def is_matter(names: tuple[str, ...]) -> bool:
    return any(map(str.isupper, names))
