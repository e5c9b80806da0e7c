"""Add up who would lead over all readings of a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from routing.assignment import Assignment
from routing.similar import Evidence

MOST_LEARNED = 0.9


@dataclass(slots=True)
class Candidate:
    """A unit with its probability and the reading that speaks most for it."""

    unit: str
    probability: float = 0.0
    strongest: float = 0.0
    category: str = ""
    assignment: Assignment | None = None
    evidence: Evidence | None = None


@dataclass(slots=True)
class Tally:
    """P(unit) = sum over categories c and places d of P(c) * P(d) where the catalogue leads from
    (c, d) to the unit.
    """

    candidates: dict[str, Candidate] = field(default_factory=dict)

    def add(self, category: str, probability: float, assignments: Iterable[Assignment]) -> None:
        for assignment in assignments:
            share = probability * assignment.share
            candidate = self._of(assignment.unit)
            candidate.probability += share
            if candidate.assignment is None or share > candidate.strongest:
                candidate.strongest, candidate.category, candidate.assignment = (
                    share,
                    category,
                    assignment,
                )

    def learn(self, evidence: Sequence[Evidence]) -> None:
        """Mix in what past tickets teach: P' = (1 - sum of weights) * P + weight, the weights at
        most 0.9 together.
        """
        total = sum(lesson.weight for lesson in evidence)
        scale = min(1.0, MOST_LEARNED / total) if total else 0.0
        for candidate in self.candidates.values():
            candidate.probability *= 1 - total * scale
        for lesson in evidence:
            candidate = self._of(lesson.unit)
            candidate.probability += lesson.weight * scale
            candidate.evidence = lesson

    def ranked(self, forbidden: frozenset[str] = frozenset()) -> list[Candidate]:
        allowed = (
            candidate for candidate in self.candidates.values() if candidate.unit not in forbidden
        )
        return sorted(allowed, key=lambda candidate: (-candidate.probability, candidate.unit))

    def _of(self, unit: str) -> Candidate:
        return self.candidates.setdefault(unit, Candidate(unit))


def probabilities(classification: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Confidences as probabilities: inside 0 to 1 and not above 1 together."""
    clean = [
        (code, min(max(value, 0.0), 1.0))
        for code, value in classification
        if code and value == value
    ]
    total = sum(value for _, value in clean)
    scaled = [(code, value / total) for code, value in clean] if total > 1 else clean
    return sorted(scaled, key=lambda item: -item[1])
