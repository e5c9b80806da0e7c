"""Texts into counts of character n-grams, with arrays instead of Python strings: a matrix row
for each text.

An n-gram is known by the slot that its hash falls into, so one vectorised pass folds, hashes and
counts a whole batch.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Self

import numpy as np
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

from classifiers.clean import normalise

Array = np.ndarray[Any, Any]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_CHARS_AT_ONCE = 2_000_000
_CHARS_IN_PART = 120_000  # what is counted together; more would leave the processor's cache
_DAMPED = (1 + np.log(np.arange(1, 1025))).astype(np.float32)


class NgramVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Rows of log-damped n-gram counts, weighted by rarity if `by_rarity`, each of length 1.

    longest    the longest n-gram, in characters
    least      an n-gram counts when so many training texts hold it
    most       at most so many n-grams, the most frequent ones
    slot_bits  the hash has 2**slot_bits slots
    longest_text  what stands behind so many characters of one text is not read
    Learned: `slots_` (kept slots in rising order), `columns_` (slot -> column or -1), `rarity_` (a
    weight for each column).
    """

    def __init__(
        self,
        *,
        longest: int = 4,
        least: int = 2,
        most: int = 300_000,
        slot_bits: int = 22,
        longest_text: int = 20_000,
        by_rarity: bool = False,
    ) -> None:
        self.longest = longest
        self.least = least
        self.most = most
        self.slot_bits = slot_bits
        self.longest_text = longest_text
        self.by_rarity = by_rarity

    def fit(self, texts: Sequence[str], y: Any = None) -> Self:
        held_by = np.zeros(1 << self.slot_bits, dtype=np.int32)
        for batch in _batches(texts):
            slots, owners = self.hash_ngrams(batch)
            pairs = np.unique(owners.astype(np.int64) << self.slot_bits | slots)
            held_by += np.bincount(pairs & (held_by.size - 1), minlength=held_by.size).astype(
                np.int32
            )
        kept = np.flatnonzero(held_by >= self.least)
        if kept.size > self.most:
            kept = np.sort(kept[np.argsort(-held_by[kept], kind="stable")[: self.most]])
        rarity = (
            np.log((1 + len(texts)) / (1 + held_by[kept])) + 1
            if self.by_rarity
            else np.ones(kept.size)
        )
        return self.use_slots(kept, rarity)

    def use_slots(self, slots: np.ndarray[Any, Any], rarity: np.ndarray[Any, Any]) -> Self:
        self.slots_, self.rarity_ = slots.astype(np.int32), rarity.astype(np.float32)
        self.columns_ = np.full(1 << self.slot_bits, -1, dtype=np.int32)
        self.columns_[self.slots_] = np.arange(self.slots_.size, dtype=np.int32)
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        parts = [part.tocsr() for part in self.parts(texts)]
        if len(parts) == 1:
            return parts[0]
        from scipy.sparse import vstack

        return (
            vstack(parts, format="csr")
            if parts
            else csr_matrix((0, self.slots_.size), dtype=np.float32)
        )

    def columns_of(self, text: str) -> Iterator[tuple[str, int]]:
        """Each known n-gram of `text` with its column, as often as it stands there."""
        folded = text[: self.longest_text]
        for length in range(1, self.longest + 1):
            for start in range(len(folded) - length + 1):
                piece = folded[start : start + length]
                slots, _ = self.hash_ngrams([piece], shortest=length)
                if slots.size and (column := self.columns_[slots[-1]]) >= 0:
                    yield piece, int(column)

    def parts(self, texts: Sequence[str]) -> Iterator[csr_matrix | csc_matrix]:
        """The rows of `transform`, some texts at a time.

        Where n-grams are many they come column by column: a product with weights then fetches those
        of a column only once.
        """
        return map(self._part, _batches(texts, _CHARS_IN_PART))

    def _part(self, texts: Sequence[str]) -> csr_matrix | csc_matrix:
        slots, owners = self.hash_ngrams(texts)
        columns = self.columns_[slots]
        known = columns >= 0
        if not known.all():
            columns, owners = columns[known], owners[known]
        if columns.size <= self.slots_.size:
            return self._few(columns, owners, len(texts))
        each = coo_matrix(
            (np.ones(columns.size, dtype=np.float32), (owners, columns)),
            (len(texts), self.slots_.size),
        )
        counts = each.tocsc()
        column = (
            np.repeat(np.arange(self.slots_.size), np.diff(counts.indptr))
            if self.by_rarity
            else counts.indices
        )
        counts.data = self._weighed(
            counts.data.astype(np.int32), counts.indices, column, len(texts)
        )
        return counts

    def _few(self, columns: Array, owners: Array, rows: int) -> csr_matrix:
        """Sorted instead of counted: what scipy does around its conversions costs more than a
        few texts.
        """
        width = self.slots_.size
        each, times = np.unique(owners * np.int64(width) + columns, return_counts=True)
        row, column = np.divmod(each, width)
        ends = np.searchsorted(row, np.arange(rows + 1))
        values = self._weighed(times, row, column, rows)
        return csr_matrix((values, column.astype(np.int32), ends.astype(np.int32)), (rows, width))

    def _weighed(self, times: Array, row: Array, column: Array, rows: int) -> Array:
        """Weight of each n-gram that stands so many times in its row."""
        values = _DAMPED[np.minimum(times, _DAMPED.size) - 1]
        if self.by_rarity:
            values *= self.rarity_[column]
        norms = np.sqrt(np.bincount(row, weights=values * values, minlength=rows))
        return np.asarray(values / norms.astype(np.float32)[row])

    def hash_ngrams(
        self, texts: Sequence[str], *, shortest: int = 1
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Slot and owner (number of the text) of every n-gram that crosses no blank or sign."""
        short = [text[: self.longest_text] for text in texts]
        codes, owners = _folded(short)
        grams, letters = np.zeros(codes.size, dtype=np.uint64), codes != 0
        alive, slots, whose = letters, [], []
        for length in range(1, self.longest + 1):
            tail = codes[length - 1 :]
            grams, alive = grams[: tail.size], alive[: tail.size] & letters[length - 1 :]
            # In place: new arrays for each step would leave the processor's cache.
            grams += tail
            grams *= _MIX
            grams ^= grams >> np.uint64(29)
            if length >= shortest:
                places = np.flatnonzero(alive)
                kept = grams[places]
                kept *= _MIX
                kept >>= np.uint64(64 - self.slot_bits)
                slots.append(kept)
                whose.append(owners[places])
        return np.concatenate(slots).view(np.int64), np.concatenate(whose)


def _folded(texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Character codes of all texts in one array, 0 for what is no letter or digit, and the
    number of each one's text.
    """
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    raw = np.frombuffer(
        ("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32
    )
    codes = _folding()[np.minimum(raw, 0xFFFF)]
    return codes, np.repeat(np.arange(len(texts), dtype=np.int32), lengths)


@cache
def _folding() -> np.ndarray[Any, Any]:
    """Code of a character -> code of its folded form, 0 for signs; all digits are one."""
    table = np.zeros(0x10000, dtype=np.uint64)
    for code in range(0x10000):
        if 0xD800 <= code < 0xE000 or not chr(code).isalnum():
            continue
        folded = normalise(chr(code))
        table[code] = ord("0") if folded.isdigit() else ord(folded[:1] or "\0")
    return table


def _batches(texts: Sequence[str], chars: int = _CHARS_AT_ONCE) -> Iterator[Sequence[str]]:
    start, size = 0, 0
    for end, text in enumerate(texts):
        size += min(len(text), 20_000)
        if size > chars:
            yield texts[start : end + 1]
            start, size = end + 1, 0
    if start < len(texts):
        yield texts[start:]
