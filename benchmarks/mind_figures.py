"""A figure of `make bench-mind`, and the development sets that it is measured on."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent.parent / "tests"


class Figure(NamedTuple):
    """`value` of `n`; None where nothing was there to divide by."""

    name: str
    n: int
    value: float | None


def rows_of(pattern: str) -> list[dict[str, str]]:
    """Rows of all files of this name."""
    files = sorted(TESTS.glob(pattern))
    if not files:
        raise SystemExit(f"no development set tests/{pattern}")
    return [row for file in files for row in csv.DictReader(file.open(encoding="utf-8"))]


def share(name: str, hits: Sequence[bool]) -> Figure:
    return Figure(name, len(hits), sum(hits) / len(hits) if hits else None)


def where(hits: Sequence[bool], chosen: Sequence[bool]) -> list[bool]:
    return [hit for hit, kept in zip(hits, chosen, strict=True) if kept]
