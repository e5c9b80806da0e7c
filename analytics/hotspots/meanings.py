"""How near each other short reports are in what they mean beside the words that both have.

A lift that is broken and advertisements in the lift share place and lift: what is left of them is
not near. 宽带断了 and 网络连不上 share nothing, and are. What each word and sign adds to the vector
of a text was learned from the vectors that a language model gives the words and clauses of the
lessons (`benchmarks/meanings.py`): no model is needed to read.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from scipy.sparse import csr_matrix

from analytics.hotspots.other_names import without_names
from analytics.hotspots.plain_text import plain, short_text
from analytics.hotspots.report import Report
from analytics.hotspots.vectors import Array
from classifiers.segment import segment

FILE = "meanings.npz"
# Signs of a text that are read for what it tells.
_LONGEST = 160


def known_parts(reports: Sequence[Report]) -> csr_matrix:
    """A row for each report: which known words and signs it has, if it is short."""
    return _parts([short_text(report) for report in reports])


def told_parts(reports: Sequence[Report]) -> csr_matrix:
    """The same of what a report tells beside names, up to a greater length."""
    return _parts([told(report) for report in reports])


def told(report: Report) -> str:
    """A report without names, "" for a long one or one with a title, which is of many sides."""
    if report.title or len(report.text) > _LONGEST:
        return ""
    return plain(without_names(report))


def part_names() -> list[str]:
    return list(_table()[0])


def part_table() -> Array:
    """A row for each known part."""
    return _table()[1]


def _parts(texts: Sequence[str]) -> csr_matrix:
    columns, table = _table()
    rows = [{columns[part] for part in parts_of(text) if part in columns} for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    held = np.fromiter((column for row in rows for column in sorted(row)), dtype=np.int32)
    return csr_matrix((np.ones(len(held), dtype=np.float32), held, ends), (len(rows), len(table)))


def nearness(parts: csr_matrix, others: csr_matrix) -> Array:
    """-1 to 1 of each row and the other row of its number, without what both have; 1 where one of
    them has nothing beside that.
    """
    shared = parts.multiply(others)
    table = _table()[1]
    left, right = (parts - shared) @ table, (others - shared) @ table
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    near = (left * right).sum(axis=1) / np.where(lengths > 0, lengths, 1.0)
    return np.where(lengths > 0, near, 1.0)


def parts_of(text: str) -> list[str]:
    """The words of a text, and its single signs with a mark before them."""
    pieces = segment(text)
    return [*pieces, *(f"_{sign}" for piece in pieces for sign in piece)]


@cache
def _table() -> tuple[Mapping[str, int], Array]:
    with as_file(files(__package__) / FILE) as file, np.load(file) as kept:
        parts = kept["parts"].tobytes().decode().split("\n")
        columns = {part: at for at, part in enumerate(parts)}
        return columns, kept["table"].astype(np.float32)
