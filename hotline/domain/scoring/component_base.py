"""What all components of a score have in common: their head, exclusions, and what one unit got."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hotline.domain.scoring.tallies import Column, CountFault, Counts, WeightedCount, columns_of

NONE = WeightedCount()
DatedBy = Literal["created", "due", "closed", "called_back"]


@dataclass(frozen=True, slots=True)
class Head:
    """What every component says of itself.

    population        which tickets are counted, in words; dated_by: the date that puts one into the
                      period
    full_when_empty   without a case full points are given; otherwise the total is scaled to the
                      other components
    """

    code: str
    name: str
    population: str = ""
    dated_by: DatedBy | None = None
    full_when_empty: bool = False


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """剔除: tickets taken out of the denominator, and those of them that were in the numerator.

    Volume keeps them.
    """

    denominator: WeightedCount = NONE
    numerator: WeightedCount = NONE

    def apply(
        self, numerator: Fraction, denominator: Fraction, counts: Counts
    ) -> tuple[Fraction, Fraction]:
        return numerator - self.numerator.of(counts), denominator - self.denominator.of(counts)

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of((self.denominator, self.numerator), is_required=False)

    def counts(self, own: Counts) -> dict[str, Decimal]:
        """What was taken out, by column."""
        return {
            name: own[name]
            for name in (*self.denominator.names, *self.numerator.names)
            if own.get(name)
        }

    def faults(
        self, numerator: WeightedCount, denominator: WeightedCount, own: Counts
    ) -> Iterator[CountFault]:
        """More taken out than there was."""
        for taken, whole in ((self.denominator, denominator), (self.numerator, numerator)):
            if taken.of(own) > whole.of(own):
                message = f"剔除数（{shown(taken.of(own))}）大于 {whole}（{shown(whole.of(own))}）"
                yield CountFault(taken.names[0], message, f"请填不大于 {whole} 的剔除数")


NO_EXCLUSION = ExclusionRule()


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """One component of one unit: numerator and denominator after exclusions.

    None where there is no such thing.

    rate      percent (an average: the number itself), rounded for display; None for 0/0
    points    None without a case, unless the scheme gives full points then (`is_given`)
    excluded  count by column, only those that are not 0
    """

    head: Head
    weight: Decimal
    numerator: Fraction | None
    denominator: Fraction | None
    rate: Decimal | None
    points: Decimal | None
    excluded: dict[str, Decimal] = field(default_factory=dict)
    is_given: bool = False

    @property
    def has_case(self) -> bool:
        return (
            self.points is not None
            and not self.is_given
            and bool(self.denominator or self.numerator)
        )


def without_case(
    head: Head, weight: Decimal, numerator: Fraction, excluded: dict[str, Decimal]
) -> ComponentScore:
    """0/0: no rate, and no points unless the scheme gives them."""
    is_given = head.full_when_empty
    points = weight if is_given else None
    return ComponentScore(head, weight, numerator, Fraction(0), None, points, excluded, is_given)


def excess_faults(
    head: Head,
    tallies: tuple[WeightedCount, WeightedCount],
    numerator: Fraction,
    denominator: Fraction,
) -> Iterator[CountFault]:
    if numerator > denominator:
        message = f"{head.name}的分子（{shown(numerator)}）大于分母（{shown(denominator)}）"
        remedy = f"请核对 {tallies[0]} 与 {tallies[1]}；剔除的工单若已计入分子，请同时填分子剔除数"
        yield CountFault(tallies[0].names[0], message, remedy)


def shown(value: Fraction) -> str:
    return f"{float(value):g}"
