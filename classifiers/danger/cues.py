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


Match = tuple[int, int, int]  # number of a piece, its start and its end


class PieceFinder:
    """Finds all pieces of a text that it knows: the words of all classes, and n-grams that weigh.

    `weights` is the weight of a piece or 0, `classes` its classes, both by the number of the piece;
    `classed` are the numbers of those that have any, `matters` of the words of a matter.
    """

    def __init__(self, grams: dict[str, float]) -> None:
        class_words = classes()
        self.pieces = list(dict.fromkeys((*class_words, *grams)))
        self.weights = [grams.get(piece, 0.0) for piece in self.pieces]
        self.classes = [class_words.get(piece, ()) for piece in self.pieces]
        self.classed = frozenset(number for number, names in enumerate(self.classes) if names)
        self.matters = frozenset(
            number for number, names in enumerate(self.classes) if any(map(str.isupper, names))
        )
        self._automaton = AhoCorasick(self.pieces)

    def find(self, text: str) -> list[Match]:
        """Number of the piece, start and end of every occurrence, also of those that overlap."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)
