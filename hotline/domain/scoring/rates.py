"""Components that compare two numbers: a rate or an average on its curve, and the share of a
group.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hotline.domain.scoring.component_base import (
    NO_EXCLUSION,
    ComponentScore,
    ExclusionRule,
    Head,
    excess_faults,
    without_case,
)
from hotline.domain.scoring.points import Curve, Rounding
from hotline.domain.scoring.rounding import half_up
from hotline.domain.scoring.tallies import Column, CountFault, Counts, WeightedCount, columns_of


@dataclass(frozen=True, slots=True)
class RateComponent:
    """Numerator / denominator in percent; with factor 1 an average, which may be more than 1."""

    head: Head
    curve: Curve
    numerator: WeightedCount
    denominator: WeightedCount
    exclusion: ExclusionRule = NO_EXCLUSION
    factor: int = 100
    measures_cases = True

    @property
    def weight(self) -> Decimal:
        return self.curve.weight

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            columns_of((self.numerator, self.denominator), is_required=True)
            + self.exclusion.columns
        )

    def counts(self, own: Counts) -> tuple[Fraction, Fraction]:
        return self.exclusion.apply(self.numerator.of(own), self.denominator.of(own), own)

    def faults(self, own: Counts) -> Iterator[CountFault]:
        yield from self.exclusion.faults(self.numerator, self.denominator, own)
        numerator, denominator = self.counts(own)
        if self.factor == 100 or denominator == 0:
            yield from excess_faults(
                self.head, (self.numerator, self.denominator), numerator, denominator
            )

    def score(self, own: Counts, group: Counts, rounding: Rounding) -> ComponentScore:
        numerator, denominator = self.counts(own)
        if denominator == 0:
            return without_case(self.head, self.weight, numerator, self.exclusion.counts(own))
        rate, points = _earned(self.curve, numerator * self.factor / denominator, rounding)
        excluded = self.exclusion.counts(own)
        return ComponentScore(
            self.head, self.weight, numerator, denominator, rate, points, excluded
        )


@dataclass(frozen=True, slots=True)
class ShareComponent:
    """受理量得分: the unit's part, in percent, of what its group received."""

    head: Head
    curve: Curve
    numerator: WeightedCount
    exclusion: ExclusionRule = NO_EXCLUSION
    measures_cases = False

    @property
    def weight(self) -> Decimal:
        return self.curve.weight

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of((self.numerator,), is_required=True) + self.exclusion.columns

    def counts(self, own: Counts) -> Fraction:
        return self.numerator.of(own) - self.exclusion.denominator.of(own)

    def faults(self, own: Counts) -> Iterator[CountFault]:
        yield from self.exclusion.faults(self.numerator, self.numerator, own)

    def score(self, own: Counts, group: Counts, rounding: Rounding) -> ComponentScore:
        """`group` is the sum over the group, this unit included."""
        every = self.counts(group)
        excluded = self.exclusion.counts(own)
        if every == 0:
            return without_case(self.head, self.weight, every, excluded)
        rate, points = _earned(self.curve, self.counts(own) * 100 / every, rounding)
        return ComponentScore(
            self.head, self.weight, self.counts(own), every, rate, points, excluded
        )


def _earned(curve: Curve, rate: Fraction, rounding: Rounding) -> tuple[Decimal, Decimal]:
    """The rate as it is shown, and the points for it."""
    display = half_up(rate, 2 if rounding.rate is None else rounding.rate)
    return display, curve.points(rounding.of_rate(rate), rounding.points)
