"""Figures of a call centre from counts, each with its numerator and denominator."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class CallCounts:
    """Calls that asked for a person and have ended, or some of them; times in seconds.

    in_time     answered within the seconds of the standard
    wrapped     calls whose after-call work has ended, which took `wrap` together
    """

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    abandoned: int = 0
    missed: int = 0
    waited: int = 0
    talked: int = 0
    wrapped: int = 0
    wrap: int = 0

    def __add__(self, other: "CallCounts") -> "CallCounts":
        names = [field.name for field in fields(self)]
        return CallCounts(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True)
class CallFigure:
    """`value` is None where there is nothing to divide by; `unit`: "%" or "s"."""

    key: str
    numerator: int
    denominator: int
    unit: str = "%"

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def total(counts: Iterable[CallCounts]) -> CallCounts:
    return sum(counts, CallCounts())


def figures_of(counts: CallCounts) -> list[CallFigure]:
    """The figures of GB/T 33358 and its like, in the order in which they are read."""
    return [
        CallFigure("answered", counts.answered, counts.offered),
        CallFigure("in_time", counts.in_time, counts.offered),
        CallFigure("abandoned", counts.abandoned, counts.offered),
        CallFigure("wait", counts.waited, counts.answered, "s"),
        CallFigure("talk", counts.talked, counts.answered, "s"),
        CallFigure("wrap", counts.wrap, counts.wrapped, "s"),
    ]
