"""Weighted features as rows of a sparse matrix that grows."""

from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, vstack

from analytics.hotspots.features import Entries

Array = np.ndarray[Any, Any]


class Vectors:
    """Rows whose length is 1 over the features that more than one report has.

    How rare a feature is counts from the reports at the start and from `texts` other ones, of which
    so many as `known` says hold each of the first features; a new one counts as the rarest.
    width    columns at most
    """

    def __init__(
        self, entries: Entries, reports: int, width: int, *, known: Array, texts: int
    ) -> None:
        self._width = width
        held_by = np.bincount(entries.columns, minlength=width)
        held_by[: known.size] += known
        self._rarity = np.log((texts + reports) / np.maximum(1, held_by)).astype(np.float32) + 0.01
        self._shared = held_by > 1
        self.matrix = self.rows(entries, reports)

    def rows(self, entries: Entries, reports: int) -> csr_matrix:
        weights = entries.weights * self._rarity[entries.columns]
        squares = weights * weights
        shared = np.where(self._shared[entries.columns], squares, 0)
        lengths = np.bincount(entries.rows, shared, reports)
        alone = np.bincount(entries.rows, squares, reports)
        lengths = np.sqrt(np.where(lengths > 0, lengths, np.maximum(alone, 1e-9)))
        values = (weights / lengths[entries.rows]).astype(np.float32)
        shape = (reports, self._width)
        return coo_matrix((values, (entries.rows, entries.columns)), shape).tocsr()

    def append(self, rows: csr_matrix) -> None:
        self.matrix = vstack([self.matrix, rows], format="csr")


def product(rows: csr_matrix, others: csr_matrix) -> Array:
    """Each of the rows by each of the others."""
    return np.asarray((rows @ others.T).toarray(), dtype=np.float32)
