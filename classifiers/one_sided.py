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
    for number, one in enumerate(decisions):
        if one.by and one.label != one.suggested:
            rows.setdefault((one.by, one.label), []).append(number)
    counts = _Counts(decisions)
    found = []
    for (by, label), corrected in rows.items():
        expected = counts.expected(by, label)
        if (
            len(corrected) >= least
            and counts.others(by) >= LEAST_OTHERS
            and len(corrected) >= times * (expected + 1)
        ):
            found.append(OneSided(by, label, len(corrected), round(expected, 1), tuple(corrected)))
    return sorted(found, key=lambda one: (-one.count, one.by, one.label))


class _Counts:
    """How often each suggestion became each label, for each person and for all."""

    def __init__(self, decisions: Iterable[Decided]) -> None:
        known = [one for one in decisions if one.by]
        self._all = Counter((one.suggested, one.label) for one in known)
        self._of = Counter((one.by, one.suggested, one.label) for one in known)
        self._suggested = Counter(one.suggested for one in known)
        self._suggested_to = Counter((one.by, one.suggested) for one in known)
        self._labels = Counter(one.label for one in known)
        self._labels_of = Counter((one.by, one.label) for one in known)
        self._people = Counter(one.by for one in known)
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
