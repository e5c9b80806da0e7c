"""An issue keeps its number from day to day, whatever joins it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence


def carried(
    before: Mapping[str, int], groups: Sequence[Collection[str]], first_free: int
) -> list[int]:
    """The number of each group of reports, given that of each report yesterday.

    A group keeps the number that most of its reports had; of two that claim one number the larger
    claim has it, the other gets a new one from `first_free` on. So does a group that knows none.
    """
    claims = [
        (claim, -at, number)
        for at, group in enumerate(groups)
        for number, claim in Counter(before[key] for key in group if key in before).items()
    ]
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, number in sorted(claims, key=lambda claim: (-claim[0], -claim[1], claim[2])):
        if -at not in numbers and number not in taken:
            numbers[-at] = number
            taken.add(number)
    free = iter(range(first_free, first_free + len(groups)))
    return [numbers[at] if at in numbers else next(free) for at in range(len(groups))]
