"""Before figures are published: small counts are withheld, and none of them can be got back from
the total.
"""

from collections.abc import Hashable, Mapping
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


# Larger cells that are withheld with the small ones, and what is left over of all withheld when
# each is as small as it may be: enough for any small cell to be one to four.
COMPANIONS, SPARE = 2, 3


def open_cells(counts: Mapping[Key, int]) -> dict[Key, int | None] | None:
    """One table of open data whose total is known: None in the place of what is withheld.

    With cells below five two others are withheld, the last by their key: which ones says nothing of
    their counts, so that who knows this rule cannot compute a small cell either. None for a table
    that is not given at all, because too little would be left to guess.
    """
    small = {key for key, n in counts.items() if 0 < n < SMALLEST_PUBLISHED}
    if not small:
        return dict(counts)
    others = sorted((key for key, n in counts.items() if n >= SMALLEST_PUBLISHED), key=str)
    hidden = small.union(others[-COMPANIONS:])
    least = len(small) + COMPANIONS * SMALLEST_PUBLISHED
    if len(others) < COMPANIONS or sum(counts[key] for key in hidden) < least + SPARE:
        return None
    return {key: None if key in hidden else n for key, n in counts.items()}
