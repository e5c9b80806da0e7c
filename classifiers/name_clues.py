"""What stands around a place where a name might be: the clues by which `name_tagger` weighs it.

A candidate is a surname and one sign or two behind it that given names are made of. Its clues are
pairs of a kind and a value; the ones that need the words around it come second, for most
candidates are dropped before.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from classifiers.name_borders import HAN_SIGNS, cut_known
from classifiers.name_weights import tables
from classifiers.name_words import COMPOUND, CONJUNCTIONS, PEOPLE
from classifiers.segment import is_ordinary_word, is_word

Clue = tuple[str, str]
# Where a name may begin, where its given name does, where it may end, and what its
# signs weigh.
Candidate = tuple[int, int, int, int]
# The kinds of the clues that the signs alone give.
NEAR = ("surname", "before", "behind", "before2", "behind2", "given", "last", "length", "weight")
# What stands for the sign before a text and for the one behind it.
START, END = "^$"
_LENGTHS = {(surname, own): f"{surname}{own}" for surname in (1, 2) for own in (1, 2)}

# What the signs weigh at least, three and two of them.
_LEAST, _SHORT_LEAST = -15, 10
_BIN, _FEWEST_BINS, _MOST_BINS, _SIGN_BIN = 10, -4, 14, 20
_CLAUSE, _HAN = re.compile(rf"[{HAN_SIGNS}]*"), re.compile(rf"[{HAN_SIGNS}]")
_READ = 16
# Of two signs, without those that are places or numbers far more often.
_COMPOUND = frozenset(
    name
    for name in COMPOUND.split("|")
    if len(name) == 2
    and name not in ("南门", "西门", "东郭", "百里", "第五", "单于", "子车", "东方")
)
_FIRST, _SECOND = ("".join(sorted({name[at] for name in _COMPOUND})) for at in (0, 1))
_PEOPLE = frozenset(PEOPLE)
_DOUBLE = re.compile(f"[{_FIRST}][{_SECOND}]")
_DOUBLE_WEIGHT = 60


class Cut(NamedTuple):
    """The words around a candidate by where they begin and where they end."""

    beginning: dict[int, str]
    ending: dict[int, str]


def candidates(text: str) -> list[Candidate]:
    """In a text of one form, by where they begin, the longer first; they overlap."""
    surnames, given_names = tables()
    places: list[Candidate] = []
    for match in _single().finditer(text):
        start, own = match.start(), match[1]
        weighs = surnames[text[start]] + given_names[own[0]]
        if len(own) > 1 and (whole := weighs + given_names[own[1]]) >= _LEAST:
            places.append((start, start + 1, start + 3, whole))
        if weighs >= _SHORT_LEAST:
            places.append((start, start + 1, start + 2, weighs))
    return places


def double_candidates(text: str) -> Iterator[Candidate]:
    """With a surname of two signs."""
    _, given_names = tables()
    for match in _DOUBLE.finditer(text):
        start, own = match.span()
        first, second = text[own : own + 1], text[own + 1 : own + 2]
        if first in given_names and match.group() in _COMPOUND:
            weighs = _DOUBLE_WEIGHT + given_names[first]
            yield start, own, own + 1, weighs
            if second in given_names:
                yield start, own, own + 2, weighs + given_names[second]


def cut(text: str, place: Candidate) -> Cut:
    """The words of the clause around a candidate, as far as they tell something."""
    start, _, end, _ = place
    first, last = start, _CLAUSE.match(text, end, end + _READ)
    while first > 0 and start - first < _READ and _HAN.match(text, first - 1):
        first -= 1
    beginning, ending = {}, {}
    for piece in cut_known(text[first : last.end() if last else end]):
        beginning[first] = piece
        first += len(piece)
        ending[first] = piece
    return Cut(beginning, ending)


def near_clues(text: str, place: Candidate) -> tuple[str, ...]:
    """From the signs alone: one for each of `NEAR`."""
    start, own, end, weighs = place
    before, behind = text[start - 1 : start] or START, text[end : end + 1] or END
    length = _LENGTHS[own - start, end - own]
    return (
        text[start],
        before,
        behind,
        text[start - 2 : start] if start > 1 else (2 * START + text[:start])[-2:],
        text[end : end + 2] if end + 1 < len(text) else (text[end:] + 2 * END)[:2],
        text[own],
        text[end - 1],
        length,
        weight_bin(own - start, end - own, weighs),
    )


def word_clues(text: str, place: Candidate, pieces: Cut) -> Iterator[Clue]:
    """From the words that the dictionary cuts the text into."""
    start, own, end, weighs = place
    name, own_name = text[start:end], text[own:end]
    length = _LENGTHS[own - start, end - own]
    shape = "".join("01"[at in pieces.beginning] for at in range(start, end))
    shape += "01"[end in pieces.ending]
    kind, is_given_word = _kind(name), "01"[len(own_name) > 1 and is_ordinary_word(own_name)]
    behind = pieces.beginning.get(end)
    yield "shape", length + shape
    yield "kind", length + kind
    yield "kind_shape", kind + shape
    yield "given_word", is_given_word
    yield "kind_weight", kind + _bin(weighs)
    before = pieces.ending.get(start, "?")
    yield "word_before", before
    yield "somebody", "01"[before in _PEOPLE] + kind + length
    yield "word_behind", behind or "?"
    yield "surname_as_word", text[start] + is_given_word + kind + shape[1:-1]
    if own == start + 1 and end == own + 2:
        yield "pair", is_given_word + shape[2] + _sign_bins(own_name)
    if own == start + 1:
        yield "head", "01"[is_ordinary_word(name[:2])] + name[-1]
    if behind:
        yield "behind3", kind + text[end : end + 3]


def _kind(name: str) -> str:
    return "word" if is_ordinary_word(name) else "person" if is_word(name) else "none"


@lru_cache(maxsize=4096)
def weight_bin(surname_length: int, given_length: int, weighs: int) -> str:
    return f"{surname_length}{given_length}{_bin(weighs)}"


def _bin(weighs: int) -> str:
    return str(min(_MOST_BINS, max(_FEWEST_BINS, weighs // _BIN)))


def _sign_bins(own_name: str) -> str:
    _, given_names = tables()
    return "_".join(str(given_names[sign] // _SIGN_BIN) for sign in own_name)


@cache
def _single() -> re.Pattern[str]:
    surnames, given_names = ("".join(table) for table in tables())
    surnames = "".join(sorted(set(surnames) - CONJUNCTIONS))
    return re.compile(rf"(?=[{surnames}]([{given_names}]{{1,2}}))")
