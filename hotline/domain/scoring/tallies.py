"""Counts of one unit by the name of their column, and weighted sums of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hotline.domain.scoring.rounding import ZERO

Counts = Mapping[str, Decimal]
MOST = Decimal(10) ** 9


class Column(NamedTuple):
    """What a scheme needs of a table: `is_required` forbids a missing column and an empty cell,
    otherwise both mean none.
    """

    name: str
    is_required: bool
    low: Decimal = ZERO
    high: Decimal = MOST


class CountFault(NamedTuple):
    """Counts of one unit that contradict each other, and the column where to look."""

    column: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class WeightedCount:
    """A sum of columns, each with its weight: 满意 1, 基本满意 0.8. Without columns it is 0."""

    weights: tuple[tuple[str, Decimal], ...] = ()

    def of(self, counts: Counts) -> Fraction:
        """Exact: a count and a weight have 6 decimals at most, so that the sum fits into a
        Decimal.
        """
        return Fraction(
            sum((weight * counts.get(name, ZERO) for name, weight in self.weights), ZERO)
        )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.weights)

    def __str__(self) -> str:
        return " + ".join(
            name if weight == 1 else f"{weight:f} × {name}" for name, weight in self.weights
        )


def tally(*names: str, **weighted: float | str) -> WeightedCount:
    """tally("solved", "explained"), or with weights tally(satisfied=1, basic="0.8")."""
    every = [
        *((name, Decimal(1)) for name in names),
        *((key, Decimal(str(value))) for key, value in weighted.items()),
    ]
    return WeightedCount(tuple(every))


def sum_of(every: Iterable[Counts]) -> dict[str, Decimal]:
    """The columns of several units added up."""
    total: dict[str, Decimal] = {}
    for counts in every:
        for name, count in counts.items():
            total[name] = total.get(name, ZERO) + count
    return total


def columns_of(sums: Iterable[WeightedCount], *, is_required: bool) -> tuple[Column, ...]:
    return tuple(Column(name, is_required) for weighted in sums for name in weighted.names)
