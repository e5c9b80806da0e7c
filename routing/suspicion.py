"""What speaks for it that a text complains of one unit, and what it comes to."""

from dataclasses import dataclass

from routing.grave import is_grave
from routing.signs import Signs
from routing.stances import Stance
from routing.surrounding_grams import Part
from routing.weighing import accuses, is_harmless, suspects

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a text tells of one unit: the codes that its name may mean, the signs that are
    weighed, the words that are shown.
    """

    units: tuple[str, ...]
    stance: Stance
    signs: Signs
    parts: tuple[Part, ...]
    spans: tuple[Span, ...]
    chance: float

    def accuses(self, size: int) -> bool:
        return accuses(self.signs, size, self.chance)

    def suspects(self, text: str) -> bool:
        grave = is_grave(text, *self.spans[0], self.stance)
        return grave or suspects(self.signs, len(text), self.chance)

    def is_harmless(self, size: int) -> bool:
        return is_harmless(self.signs, size, self.chance)
