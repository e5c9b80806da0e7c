"""Known n-grams of up to three signs, looked up in many texts at once with arrays instead of
strings. Exact: an n-gram is its own key, the hash only says where to look.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
LONGEST_GRAM = 3
BETWEEN = "\n"  # stands between texts; no known n-gram has it
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 8  # places for each n-gram: most look-ups end at the first


class Texts(NamedTuple):
    """Code points of all texts in one array, with a sign behind each that parts it from the next;
    `starts` is where each text begins.
    """

    codes: Array
    starts: Array

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        joined = BETWEEN.join([*texts, ""])
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        starts = np.zeros(len(texts), dtype=np.int64)
        np.cumsum(lengths[:-1] + 1, out=starts[1:])
        return cls(codes, starts)

    @property
    def owners(self) -> Array:
        """The number of the text that each sign belongs to."""
        return np.repeat(np.arange(self.starts.size), np.diff(self.starts, append=self.codes.size))


class GramTable:
    """`grams` are known by their number in this sequence."""

    def __init__(self, grams: Sequence[str]) -> None:
        alphabet = sorted({ord(sign) for gram in grams for sign in gram})
        self.size = len(grams)
        self._base = np.int64(len(alphabet) + 1)
        # The last is for all signs that no n-gram has.
        self._numbers = np.zeros(max(alphabet, default=0) + 2, dtype=np.int64)
        self._numbers[alphabet] = np.arange(1, len(alphabet) + 1)
        bits = max(1, (_ROOM * self.size - 1).bit_length())
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, dtype=np.int64)
        self._rows = np.zeros(1 << bits, dtype=np.int32)
        self._fill(np.array([self._key(gram) for gram in grams], dtype=np.int64))
        self._taken = self._keys > 0

    def find(self, texts: Texts) -> tuple[Array, Array]:
        """Where each known n-gram ends, as an index into the codes, and its number; shorter ones
        first, each in the order of the text.
        """
        signs = self._numbers[np.minimum(texts.codes, self._numbers.size - 1)]
        keys, ends = signs, np.arange(signs.size, dtype=np.int32)
        every_key, every_end = [], []
        known = signs > 0
        for length in range(1, LONGEST_GRAM + 1):
            if length > 1:
                keys = keys[:-1] * self._base + signs[length - 1 :]
                ends, known = ends[1:], known[:-1] & (signs[length - 1 :] > 0)
            places = np.flatnonzero(known)
            every_key.append(keys[places])
            every_end.append(ends[places])
        keys = np.concatenate(every_key)
        places = self._places(keys)
        # Most are no known n-gram, and have no other in their place either.
        likely = np.flatnonzero(self._taken[places])
        rows = self._look_up(keys[likely], places[likely])
        is_known = rows >= 0
        return np.concatenate(every_end)[likely[is_known]], rows[is_known]

    def _look_up(self, keys: Array, places: Array) -> Array:
        """The number of each key's n-gram, -1 for what is none."""
        there = self._keys[places]
        rows = np.where(there == keys, self._rows[places], np.int32(-1))
        unsure = np.flatnonzero((there != keys) & (there > 0))
        while unsure.size:
            places[unsure] = (places[unsure] + 1) & (self._keys.size - 1)
            there = self._keys[places[unsure]]
            is_own = there == keys[unsure]
            rows[unsure[is_own]] = self._rows[places[unsure[is_own]]]
            unsure = unsure[~is_own & (there > 0)]
        return rows

    def _fill(self, keys: Array) -> None:
        for row, (key, place) in enumerate(
            zip(keys.tolist(), self._places(keys).tolist(), strict=True)
        ):
            while self._keys[place]:
                place = (place + 1) & (self._keys.size - 1)
            self._keys[place], self._rows[place] = key, row

    def _places(self, keys: Array) -> Array:
        return ((keys.view(np.uint64) * _MIX) >> self._shift).view(np.int64)

    def _key(self, gram: str) -> int:
        key = 0
        for sign in gram:
            key = key * int(self._base) + int(self._numbers[ord(sign)])
        return key


def distinct(owners: Array, numbers: Array) -> tuple[Array, Array]:
    """Each number once for each owner, owners rising."""
    width = np.int64(numbers.max(initial=0) + 1)
    keys = sorted_once(owners * width + numbers)
    return keys // width, keys % width


def sorted_once(keys: Array) -> Array:
    """Each key once, rising; `np.unique` takes ten times as long."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) > 0]
