"""Names in texts without a list of names: characters in a row that other reports do not know.

Arrays instead of Python strings: a thousand texts cost a few hundredths of a second.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from classifiers.rarity import rarity

Array = np.ndarray[Any, Any]
SLOT_BITS = 22
_GRAMS = (3, 4)
# What is not done names nobody: 不作为, 没人管.
_NEGATIONS = np.array([ord(sign) for sign in "不没"], dtype=np.uint32)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def name_grams(texts: Sequence[str]) -> tuple[Array, Array]:
    """(slots, numbers of the texts) of every three and four characters in a row, at most one
    pair of which is known from other reports; folded text without blanks.
    """
    codes, owners = _codes(texts)
    strange = _strange(codes)
    slots, whose = [], []
    for length in _GRAMS:
        size = max(0, codes.size - length + 1)
        inside = np.ones(size, dtype=bool)
        for step in range(length):
            inside &= codes[step : step + size] != 0
        pairs = sum(strange[step : step + size].astype(np.int8) for step in range(length - 1))
        at = np.flatnonzero(inside & (pairs >= length - 2))
        slots.append(_hashed(codes, at, length))
        whose.append(owners[at])
    return np.concatenate(slots), np.concatenate(whose)


def slot_of(name: str) -> int:
    """The slot of a whole name, such as a place that the city knows."""
    codes = np.frombuffer(name.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    return int(_hashed(codes, np.zeros(1, dtype=np.int64), codes.size)[0])


def _hashed(codes: Array, at: Array, length: int) -> Array:
    grams = np.zeros(at.size, dtype=np.uint64)
    for step in range(length):
        grams = (grams + codes[at + step]) * _MIX
        grams ^= grams >> np.uint64(29)
    return ((grams * _MIX) >> np.uint64(64 - SLOT_BITS)).astype(np.int64)


def _codes(texts: Sequence[str]) -> tuple[Array, Array]:
    """Character codes, 0 for what no name holds, and the number of each one's text."""
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    joined = "".join(f"{text}\n" for text in texts).encode("utf-32-le", "surrogatepass")
    raw = np.frombuffer(joined, dtype=np.uint32)
    letters = ((raw >= 0x4E00) & (raw <= 0x9FFF)) | ((raw >= 97) & (raw <= 122))
    letters |= (raw >= 48) & (raw <= 57)
    letters &= ~np.isin(raw, _NEGATIONS)
    return np.where(letters, raw, 0).astype(np.uint64), np.repeat(np.arange(len(texts)), lengths)


def _strange(codes: Array) -> Array:
    """Whether the pair that begins at each character is unknown."""
    pairs = codes[:-1] << np.uint64(16) | codes[1:]
    known = _known_pairs()
    at = np.minimum(np.searchsorted(known, pairs), known.size - 1)
    return np.append(known[at] != pairs, True) if codes.size else np.zeros(0, dtype=bool)


@cache
def _known_pairs() -> Array:
    codes = [ord(pair[0]) << 16 | ord(pair[1]) for pair in rarity()]
    return np.sort(np.array(codes, dtype=np.uint64))
