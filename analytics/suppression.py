"""Before figures are published: small counts are withheld, and none of them can be got back from
the total.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

SMALLEST_PUBLISHED = 5
Key = TypeVar("Key", bound=Hashable)


def suppressed(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """None stands for "fewer than five".

    Where that hides a single count, the next smallest goes with it.

    Without the second, total minus the rest would tell the first. Zero is no one's secret and
    stays.
    """
    hidden = {key for key, n in counts.items() if 0 < n < SMALLEST_PUBLISHED}
    if len(hidden) == 1 and (rest := [key for key, n in counts.items() if n >= SMALLEST_PUBLISHED]):
        hidden.add(min(rest, key=lambda key: counts[key]))
    return {key: None if key in hidden else n for key, n in counts.items()}


# Larger cells that are withheld with the small ones, and by how much the sum of small cells may
# differ, so that each of them may be one to four.
COMPANIONS, SPARE = 2, 3
# By how much a sum of small days alone stays below the most that they could be.
SPARE_BELOW = 2


def open_cells(counts: Mapping[Key, int]) -> dict[Key, int | None] | None:
    """One table of open data whose total is known: None in the place of what is withheld.

    Small cells alone are withheld where their sum leaves each of them open. Elsewhere two others
    are withheld with them, the last by their key, but not the largest, which says most: which ones
    says nothing of their counts, so that who knows this rule cannot compute a small cell either.
    None for a table that is not given at all, because too little would be left to guess.
    """
    small = {key for key, n in counts.items() if 0 < n < SMALLEST_PUBLISHED}
    if not small:
        return dict(counts)
    others = sorted((key for key, n in counts.items() if n >= SMALLEST_PUBLISHED), key=str)
    hidden = _alone(counts, small) or _beside(counts, small, others)
    if hidden is None:
        return None
    return {key: None if key in hidden else n for key, n in counts.items()}


def _alone(counts: Mapping[Key, int], small: set[Key]) -> set[Key] | None:
    """The small cells, where any of them may be one to four with their sum."""
    least, most = len(small) + SPARE, (SMALLEST_PUBLISHED - 1) * len(small) - SPARE
    return small if least <= sum(counts[key] for key in small) <= most else None


def _beside(counts: Mapping[Key, int], small: set[Key], others: list[Key]) -> set[Key] | None:
    """With companions that leave each small cell open, whatever they are."""
    if len(others) < COMPANIONS:
        return None
    largest = max(others, key=lambda key: counts[key])
    companions = [key for key in others if key != largest] if len(others) > COMPANIONS else others
    for number in range(COMPANIONS, len(companions) + 1):
        hidden = small.union(companions[-number:])
        whole = sum(counts[key] for key in hidden)
        least = len(small) + number * SMALLEST_PUBLISHED + SPARE
        most = whole if companions is others else len(small) + number * counts[largest]
        if least <= whole <= most:
            return hidden
    return None


def open_course(counts: Sequence[int], sums: Iterable[range]) -> list[int | None]:
    """A course whose total over each of `sums` is known: None in the place of the small ones, and
    of the last other ones in a sum that would tell one of them; zero stays.

    Which ones go with them says nothing of how many they were.
    """
    known = [[at for at in days if counts[at]] for days in sums]
    hidden = {at for at, n in enumerate(counts) if 0 < n < SMALLEST_PUBLISHED}
    while more := {
        rest[-1]
        for days in known
        if (inside := hidden.intersection(days)) and not _leaves_open(counts, inside)
        if (rest := [at for at in days if at not in hidden])
    }:
        hidden |= more
    return [None if at in hidden else n for at, n in enumerate(counts)]


def _leaves_open(counts: Sequence[int], hidden: set[int]) -> bool:
    """Their sum fits several values of each small one, from one to four."""
    few = sum(counts[at] < SMALLEST_PUBLISHED for at in hidden)
    others, whole = len(hidden) - few, sum(counts[at] for at in hidden)
    least = few + others * SMALLEST_PUBLISHED + SPARE if few else 0
    most = whole if others else (SMALLEST_PUBLISHED - 1) * few - SPARE_BELOW
    return len(hidden) > 1 and least <= whole <= most
