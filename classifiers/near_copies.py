"""Groups of near-copies among texts, by min-hashing (Broder 1997), for any number of rows."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from classifiers.late import bring_in_learning

_HASHES, _ROWS_A_BAND = 24, 3
_ALIKE = 0.5


def group_near_copies(texts: Sequence[str], *, at_once: int = 20_000) -> np.ndarray[Any, Any]:
    """A group number for each text.

    Texts that share about half of their 5-grams or more are in one group.
    """
    signs = np.concatenate(
        [_signatures(texts[i : i + at_once]) for i in range(0, len(texts), at_once)]
        or [_signatures([])]
    )
    leader = np.arange(len(texts))
    for start in range(0, _HASHES, _ROWS_A_BAND):
        band = (
            np.ascontiguousarray(signs[:, start : start + _ROWS_A_BAND])
            .view([("", np.uint64)] * _ROWS_A_BAND)
            .ravel()
        )
        _, first, where = np.unique(band, return_index=True, return_inverse=True)
        other = first[where]
        alike = (signs == signs[other]).mean(axis=1) >= _ALIKE
        for i in np.flatnonzero(alike & (other != np.arange(len(texts)))):
            a, b = _root(leader, int(i)), _root(leader, int(other[i]))
            leader[max(a, b)] = min(a, b)
    return np.array([_root(leader, i) for i in range(len(texts))])


def _root(leader: np.ndarray[Any, Any], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = int(leader[i])
    return i


def _signatures(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """The least hash of each text's 5-grams under each of the hash functions."""
    # It brings scikit-learn, for which nobody who starts a server should wait.
    bring_in_learning()
    from classifiers.ngrams import NgramVectorizer

    slots, owners = NgramVectorizer(longest=5, slot_bits=32).hash_ngrams(list(texts), shortest=5)
    order = np.argsort(owners, kind="stable")
    grams, bounds = (
        slots[order].astype(np.uint64),
        np.searchsorted(owners[order], np.arange(len(texts))),
    )
    present = np.bincount(owners, minlength=len(texts)) > 0
    signs = np.zeros((len(texts), _HASHES), dtype=np.uint64)
    signs[~present] = np.flatnonzero(~present).astype(np.uint64)[:, None]
    if grams.size:
        for k in range(_HASHES):
            mixed = (grams ^ np.uint64(0x9E3779B97F4A7C15 * (2 * k + 1) & (2**64 - 1))) * np.uint64(
                0xBF58476D1CE4E5B9
            )
            mixed ^= mixed >> np.uint64(31)
            signs[present, k] = np.minimum.reduceat(mixed, bounds[present])
    return signs
