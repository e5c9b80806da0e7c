"""Numbers that leaders compare: a count with the one before it, a part of a whole.

Nothing is divided by nothing.
"""

from dataclasses import dataclass

# Below this a percentage says more about chance than about the city: only the numbers are shown.
SMALLEST = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """A count and what it is compared with; `before` is None where that is not known."""

    n: int
    before: int | None

    @property
    def difference(self) -> int | None:
        return None if self.before is None else self.n - self.before

    @property
    def change(self) -> float | None:
        """Relative change; None below SMALLEST and where there was nothing before."""
        return (
            None
            if self.before is None or self.before < SMALLEST
            else (self.n - self.before) / self.before
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`: both are kept, so that rates can be added and checked."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """None for 0/0."""
        return self.part / self.whole if self.whole else None

    @property
    def shown(self) -> float | None:
        """The value where the whole is large enough to mean something."""
        return self.value if self.whole >= SMALLEST else None


def corrected(n: int, days: float, before: int, days_before: float) -> float | None:
    """Relative change of the count for each working day.

    None where `Compared` has none or no day was worked.
    """
    if before < SMALLEST or not days or not days_before:
        return None
    return (n / days) / (before / days_before) - 1
