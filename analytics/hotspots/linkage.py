"""Average linkage over a sparse likeness: groups whose members are alike on average."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

Edge = tuple[int, int, float]


def average_linkage(n: int, edges: Iterable[Edge], least: float) -> list[list[int]]:
    """Groups of the numbers 0 to n - 1, each in rising order.

    Two groups join while the mean likeness of their pairs is `least`; a pair that no edge names
    counts 0. Deterministic: what is alike joins in the order of the numbers.
    """
    members: dict[int, list[int]] = {number: [number] for number in range(n)}
    sums: dict[int, dict[int, float]] = {number: {} for number in range(n)}
    for first, second, likeness in edges:
        sums[first][second] = sums[second][first] = likeness
    heap = [
        (-likeness, first, second)
        for first, near in sums.items()
        for second, likeness in near.items()
        if first < second and likeness >= least
    ]
    heapify(heap)
    fresh = n
    while heap:
        _, first, second = heappop(heap)
        if first in members and second in members:
            _join(members, sums, first, second, fresh)
            size = len(members[fresh])
            for other, total in sums[fresh].items():
                mean = total / (size * len(members[other]))
                if mean >= least:
                    heappush(heap, (-mean, other, fresh))
            fresh += 1
    return sorted(sorted(group) for group in members.values())


def _join(
    members: dict[int, list[int]],
    sums: dict[int, dict[int, float]],
    first: int,
    second: int,
    fresh: int,
) -> None:
    members[fresh] = members.pop(first) + members.pop(second)
    near, far = sums.pop(first), sums.pop(second)
    total = {
        other: near.get(other, 0.0) + far.get(other, 0.0)
        for other in near.keys() | far.keys()
        if other not in (first, second)
    }
    sums[fresh] = total
    for other, value in total.items():
        sums[other].pop(first, None)
        sums[other].pop(second, None)
        sums[other][fresh] = value
