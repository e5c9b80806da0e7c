"""From a rate to points: in proportion, or full marks from a threshold on and a slope below it,
with floor and cap.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hotline.domain.scoring.rounding import ZERO, half_up


class Rounding(NamedTuple):
    """Decimals of rates and of points.

    With `rate` None points are computed from the unrounded rate.
    """

    rate: int | None = 2
    points: int = 2

    def of_rate(self, value: Fraction) -> Fraction:
        return value if self.rate is None else Fraction(half_up(value, self.rate))


USUAL_ROUNDING = Rounding()


@dataclass(frozen=True, slots=True)
class Curve:
    """How many points a rate earns.

    weight    points of full marks
    full_at   rate from which on full marks are given; None: weight x rate / 100
    slope     points lost for each percentage point (of an average: each 1) that is missing at
              `full_at`
    floor     fewest points; cap: most points, None is `weight`
    lower_is_better   the rate counts faults: `full_at` is the highest rate with full marks
    """

    weight: Decimal
    full_at: Decimal | None = None
    slope: Decimal = Decimal(1)
    floor: Decimal = ZERO
    cap: Decimal | None = None
    lower_is_better: bool = False

    def points(self, rate: Fraction | Decimal, places: int = 2) -> Decimal:
        return clamp(
            half_up(self._unbounded(Fraction(rate)), places), self.floor, self.cap, self.weight
        )

    def _unbounded(self, rate: Fraction) -> Fraction:
        if self.full_at is None:
            return Fraction(self.weight) * rate / 100
        gap = Fraction(self.full_at) - rate
        return Fraction(self.weight) - Fraction(self.slope) * (
            -gap if self.lower_is_better else gap
        )


def clamp(points: Decimal, floor: Decimal, cap: Decimal | None, weight: Decimal) -> Decimal:
    return max(min(points, weight if cap is None else cap), floor)
