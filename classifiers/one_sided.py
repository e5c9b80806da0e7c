"""Labels that one person gives again and again where nobody else does: a habit, a mistake or an
attack.

Expected is how often this person would have changed a suggestion into this label if they decided
like all others do on the same suggestions. Far above that, the corrections are held back until a
person has looked at them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 30
TIMES = 5.0
LEAST_OTHERS = 200
_PRIOR = 10.0


@dataclass(frozen=True, slots=True)
class Decided:
    """`by` gave `label` where the machine had `suggested` something, or the same."""

    by: str
    label: str
    suggested: str


@dataclass(frozen=True, slots=True)
class OneSided:
    """`count` corrections of `by` into `label`, where others would have made `expected`; `rows`
    are their positions.
    """

    by: str
    label: str
    count: int
    expected: float
    rows: tuple[int, ...]


def one_sided(
    decisions: Sequence[Decided], *, least: int = LEAST, times: float = TIMES
) -> list[OneSided]:
    """Most first; nobody is judged by fewer than 200 decisions of others.

    Decisions without a person count for nobody.
    """
    rows: dict[tuple[str, str], list[int]] = {}
    for number, decision in enumerate(decisions):
        if decision.by and decision.label != decision.suggested:
            rows.setdefault((decision.by, decision.label), []).append(number)
    counts = _Counts(decisions)
    habits = []
    for (by, label), corrected in rows.items():
        expected = counts.expected(by, label)
        if (
            len(corrected) >= least
            and counts.others(by) >= LEAST_OTHERS
            and len(corrected) >= times * (expected + 1)
        ):
            habits.append(OneSided(by, label, len(corrected), round(expected, 1), tuple(corrected)))
    return sorted(habits, key=lambda habit: (-habit.count, habit.by, habit.label))


class _Counts:
    """How often each suggestion became each label, for each person and for all."""

    def __init__(self, decisions: Iterable[Decided]) -> None:
        known = [decision for decision in decisions if decision.by]
        self._all = Counter((decision.suggested, decision.label) for decision in known)
        self._of = Counter((decision.by, decision.suggested, decision.label) for decision in known)
        self._suggested = Counter(decision.suggested for decision in known)
        self._suggested_to = Counter((decision.by, decision.suggested) for decision in known)
        self._labels = Counter(decision.label for decision in known)
        self._labels_of = Counter((decision.by, decision.label) for decision in known)
        self._people = Counter(decision.by for decision in known)
        self._total = len(known)

    def others(self, by: str) -> int:
        return self._total - self._people[by]

    def expected(self, by: str, label: str) -> float:
        others = max(self.others(by), 1)
        usual = (self._labels[label] - self._labels_of[by, label]) / others
        return sum(
            number * self._share(by, suggested, label, usual)
            for (person, suggested), number in self._suggested_to.items()
            if person == by and suggested != label
        )

    def _share(self, by: str, suggested: str, label: str, usual: float) -> float:
        """Of the same suggestion to others, how much became this label.

        Few cases lean on the label's usual share.
        """
        became = self._all[suggested, label] - self._of[by, suggested, label]
        cases = self._suggested[suggested] - self._suggested_to[by, suggested]
        return (became + _PRIOR * usual) / (cases + _PRIOR)
