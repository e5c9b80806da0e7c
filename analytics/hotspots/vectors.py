"""Weighted features as rows of a sparse matrix that grows."""

from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, vstack

from analytics.hotspots.features import Entries

Array = np.ndarray[Any, Any]
_FEW = 500  # rows


class Vectors:
    """Rows whose length is 1 over the features that more than one report has.

    How rare a feature is counts from the reports at the start and from `texts` other ones, of which
    so many as `known` says hold each of the first features; a new one counts as the rarest.
    width    columns at most
    """

    def __init__(
        self, entries: Entries, reports: int, width: int, *, known: Array, texts: int
    ) -> None:
        self._width, self._known, self._texts = width, known, texts + reports
        self._columns, self._counts = np.unique(entries.columns, return_counts=True)
        self.matrix = self.rows(entries, reports)

    def rows(self, entries: Entries, reports: int) -> csr_matrix:
        held_by = self._held_by(entries.columns)
        rarity = np.log(self._texts / np.maximum(1, held_by)).astype(np.float32) + np.float32(0.01)
        weights = entries.weights * rarity
        squares = weights * weights
        shared = np.where(held_by > 1, squares, 0)
        lengths = np.bincount(entries.rows, shared, reports)
        alone = np.bincount(entries.rows, squares, reports)
        lengths = np.sqrt(np.where(lengths > 0, lengths, np.maximum(alone, 1e-9)))
        values = (weights / lengths[entries.rows]).astype(np.float32)
        shape = (reports, self._width)
        return coo_matrix((values, (entries.rows, entries.columns)), shape).tocsr()

    def _held_by(self, columns: Array) -> Array:
        """How many texts and reports hold each feature, looked up: to count all that there may be
        would cost more than a few reports.
        """
        held_by = np.zeros(columns.size, dtype=np.int64)
        if self._known.size:
            known = columns < self._known.size
            held_by[known] = self._known[columns[known]]
        if self._columns.size:
            places = np.minimum(np.searchsorted(self._columns, columns), self._columns.size - 1)
            there = self._columns[places] == columns
            held_by[there] += self._counts[places[there]]
        return held_by

    def append(self, rows: csr_matrix) -> None:
        self.matrix = vstack([self.matrix, rows], format="csr")


def product(rows: csr_matrix, matrix: csr_matrix) -> Array:
    """Each of the rows by each row of the matrix, which is as wide."""
    if matrix.shape[0] <= _FEW:
        rows, matrix = _narrow(rows, matrix)
    return np.asarray((rows @ matrix.T).toarray(), dtype=np.float32)


def _narrow(rows: csr_matrix, matrix: csr_matrix) -> tuple[csr_matrix, csr_matrix]:
    """Both with the columns alone that they have: to turn a few rows costs by the columns."""
    columns, places = np.unique(np.concatenate([rows.indices, matrix.indices]), return_inverse=True)
    parts = (places[: rows.nnz], places[rows.nnz :])
    width = max(1, columns.size)
    narrow = [
        csr_matrix((each.data, part, each.indptr), (each.shape[0], width))
        for each, part in zip((rows, matrix), parts, strict=True)
    ]
    return narrow[0], narrow[1]


def shared_columns(matrix: csr_matrix) -> csr_matrix:
    """The matrix with the columns alone that two rows have at least, counted anew."""
    held_by = np.bincount(matrix.indices, minlength=matrix.shape[1])
    is_shared = held_by > 1
    places, keeps = np.cumsum(is_shared) - 1, is_shared[matrix.indices]
    ends = np.append(0, np.cumsum(keeps))[matrix.indptr]
    width = max(1, int(is_shared.sum()))
    parts = (matrix.data[keeps], places[matrix.indices[keeps]], ends)
    return csr_matrix(parts, (matrix.shape[0], width))
