"""Tables of signs by which short reports are known: a line for each name, a colon and its signs.

工地|施工+夜|晚 is found where one of these and one of those stand.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick


class SignTable(NamedTuple):
    """`of_words`: of a piece of text the signs that begin with it, and the number of the name of
    each; `finder` finds the `pieces`.
    """

    names: list[str]
    of_words: dict[str, list[tuple[frozenset[str], int]]]
    pieces: list[str]
    finder: AhoCorasick

    def found(self, text: str) -> list[int]:
        """Numbers of the names whose signs stand in the text."""
        matches = self.finder.find_matches_as_indexes(text, overlapping=True)
        there = {self.pieces[number] for number, _, _ in matches}
        return sorted(
            {
                name
                for piece in there
                for signs, name in self.of_words.get(piece, ())
                if signs <= there
            }
        )


@cache
def sign_table(file: str) -> SignTable:
    lines = files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    rows = [line.partition(":") for line in lines if not line.startswith("#")]
    of_words: dict[str, list[tuple[frozenset[str], int]]] = {}
    pieces: dict[str, None] = {}
    for number, (_, _, signs) in enumerate(rows):
        for parts in chain.from_iterable(map(_spelt_out, signs.split())):
            pieces.update(dict.fromkeys(parts))
            of_words.setdefault(parts[0], []).append((frozenset(parts), number))
    return SignTable(
        [name for name, _, _ in rows], of_words, list(pieces), AhoCorasick(list(pieces))
    )


def _spelt_out(sign: str) -> Iterable[tuple[str, ...]]:
    """Of 工地|施工+夜 the pieces 工地 and 夜, then 施工 and 夜."""
    return product(*(part.split("|") for part in sign.split("+")))
