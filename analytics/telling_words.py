"""Which words may stand for a matter: no pieces of a place's name, and none that hold any sentence
together.
"""

from collections.abc import Iterable

from classifiers.segment import is_content_word, is_ordinary_word, is_proper

_SHORTEST = 2


class TellingWords:
    """`telling(word)`: whether it says something of the matter.

    places   names of the city: each stands whole, or not at all; 医院 and other ordinary words that
             are in some of them stay
    """

    def __init__(self, places: Iterable[str] = ()) -> None:
        names = set(places)
        self._pieces = {piece for name in names for piece in _pieces(name)} - names

    def __call__(self, word: str) -> bool:
        if len(word) < _SHORTEST:
            return False
        if word in self._pieces and (not is_ordinary_word(word) or is_proper(word)):
            return False
        return is_content_word(word)


def _pieces(name: str) -> Iterable[str]:
    for begin in range(len(name)):
        for end in range(begin + _SHORTEST, len(name) + 1):
            yield name[begin:end]
