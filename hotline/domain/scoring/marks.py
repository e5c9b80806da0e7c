"""Components that are counted or given rather than measured: all or nothing, deductions, points
set by people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hotline.domain.scoring.component_base import (
    NO_EXCLUSION,
    NONE,
    ComponentScore,
    ExclusionRule,
    Head,
    excess_faults,
    without_case,
)
from hotline.domain.scoring.points import Rounding, clamp
from hotline.domain.scoring.rounding import ZERO, half_up
from hotline.domain.scoring.tallies import Column, CountFault, Counts, WeightedCount, columns_of


@dataclass(frozen=True, slots=True)
class AnySolved:
    """诉求解决得分: all points for one case in the numerator.

    Without `denominator` having had no case earns none.
    """

    head: Head
    weight: Decimal
    numerator: WeightedCount
    denominator: WeightedCount = NONE
    exclusion: ExclusionRule = NO_EXCLUSION
    measures_cases = True

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            columns_of((self.numerator, self.denominator), is_required=True)
            + self.exclusion.columns
        )

    def counts(self, own: Counts) -> tuple[Fraction, Fraction]:
        return self.exclusion.apply(self.numerator.of(own), self.denominator.of(own), own)

    def faults(self, own: Counts) -> Iterator[CountFault]:
        if self.denominator.names:
            yield from self.exclusion.faults(self.numerator, self.denominator, own)
            yield from excess_faults(
                self.head, (self.numerator, self.denominator), *self.counts(own)
            )

    def score(self, own: Counts, group: Counts, rounding: Rounding) -> ComponentScore:
        excluded = self.exclusion.counts(own)
        numerator, denominator = self.counts(own)
        points = self.weight if numerator else ZERO
        if not self.denominator.names:
            return ComponentScore(self.head, self.weight, numerator, None, None, points, excluded)
        if denominator == 0:
            return without_case(self.head, self.weight, numerator, excluded)
        rate = half_up(numerator * 100 / denominator, 2)
        return ComponentScore(
            self.head, self.weight, numerator, denominator, rate, points, excluded
        )


@dataclass(frozen=True, slots=True)
class Deduction:
    """`each` point lost for every one in `count`; never below `floor`.

    Weight 0: taken from the total.
    """

    head: Head
    weight: Decimal
    count: WeightedCount
    each: Decimal
    floor: Decimal
    exclusion: ExclusionRule = NO_EXCLUSION
    measures_cases = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of((self.count,), is_required=True) + self.exclusion.columns

    def faults(self, own: Counts) -> Iterator[CountFault]:
        yield from self.exclusion.faults(self.count, self.count, own)

    def score(self, own: Counts, group: Counts, rounding: Rounding) -> ComponentScore:
        number = self.count.of(own) - self.exclusion.denominator.of(own)
        left = half_up(Fraction(self.weight) - Fraction(self.each) * number, rounding.points)
        points = clamp(left, self.floor, None, self.weight)
        return ComponentScore(
            self.head, self.weight, number, None, None, points, self.exclusion.counts(own)
        )


@dataclass(frozen=True, slots=True)
class Given:
    """Points as the table has them, between `low` and `high`; `default` for an empty cell, None:
    it must be filled.
    """

    head: Head
    weight: Decimal
    column: str
    low: Decimal
    high: Decimal
    default: Decimal | None = None
    measures_cases = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return (Column(self.column, self.default is None, self.low, self.high),)

    def faults(self, own: Counts) -> Iterator[CountFault]:
        points = own.get(self.column)
        if points is not None and not self.low <= points <= self.high:
            yield CountFault(
                self.column, "超出可给的分数", f"请填 {self.low:f} 到 {self.high:f} 之间的数字"
            )

    def score(self, own: Counts, group: Counts, rounding: Rounding) -> ComponentScore:
        points = own.get(self.column, ZERO if self.default is None else self.default)
        return ComponentScore(
            self.head, self.weight, None, None, None, half_up(points, rounding.points)
        )
