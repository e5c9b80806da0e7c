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
