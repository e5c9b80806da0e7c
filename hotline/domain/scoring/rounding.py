"""Rounding as the scoring notices do it: decimal, half away from zero.

Binary floats would give 17.66 for 17.665.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

ZERO = Decimal(0)
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)


def half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """`value` to `places` decimals; exact for every count and weight that a table can hold."""
    exact = Fraction(value)
    quotient = _CONTEXT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    rounded = quotient.quantize(Decimal(1).scaleb(-places), context=_CONTEXT)
    return abs(rounded) if rounded.is_zero() else rounded
