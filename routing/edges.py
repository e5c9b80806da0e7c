"""Where a misspelt name could stand in a text."""

from collections.abc import Iterable

from routing.matcher import PairScanner, sizes_by_pair

SHORTEST = 4


class Edges:
    """Stretches that begin or end like a name: one edit leaves its first or its last half
    intact.
    """

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        self._heads = _lengths((name[: len(name) // 2], len(name)) for name in names)
        self._tails = _lengths((name[len(name) // 2 :], len(name)) for name in names)
        self._head_sizes = sizes_by_pair((head[:2], len(head)) for head in self._heads)
        self._tail_sizes = sizes_by_pair((tail[-2:], len(tail)) for tail in self._tails)
        self._scanner = PairScanner(self._head_sizes.keys() | self._tail_sizes.keys())

    def windows(self, text: str) -> set[tuple[int, int]]:
        spans: set[tuple[int, int]] = set()
        for place in self._scanner.positions(text):
            pair, end = text[place : place + 2], place + 2
            for half in self._head_sizes.get(pair, ()):
                sizes = self._heads.get(text[place : place + half], ())
                spans.update((place, place + size) for size in sizes if place + size <= len(text))
            for half in self._tail_sizes.get(pair, ()):
                sizes = self._tails.get(text[max(0, end - half) : end], ())
                spans.update((end - size, end) for size in sizes if size <= end)
        return spans


def _lengths(halves: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """Half of a name -> lengths at which the name may be written with one edit."""
    lengths: dict[str, set[int]] = {}
    for half, size in halves:
        lengths.setdefault(half, set()).update(range(max(SHORTEST, size - 1), size + 2))
    return lengths
