"""Find many known names in a text at once."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from classifiers.folding import fold


class PairScanner:
    """Positions at which one of the given pairs of characters stands.

    Nearly all others are passed over in C.
    """

    def __init__(self, pairs: Collection[str]) -> None:
        self._pairs = frozenset(pairs)
        classes = (
            "".join(re.escape(pair[side]) for pair in sorted(self._pairs)) for side in (0, 1)
        )
        self._sieve = re.compile("[{}](?=[{}])".format(*classes)) if self._pairs else None

    def positions(self, text: str) -> list[int]:
        if self._sieve is None:
            return []
        starts = [match.start() for match in self._sieve.finditer(text)]
        return [start for start in starts if text[start : start + 2] in self._pairs]


class NameIndex:
    """Known names by their first two characters: the cost follows the text, not the number of
    names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {fold(name) for name in names if len(name) > 1}
        self._lengths = sizes_by_pair((name[:2], len(name)) for name in self._names)
        self._heads = PairScanner(self._lengths)

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Spans in a folded text that do not overlap, longest first where they would, in the
        order of the text.
        """
        hits = self._all(folded)
        if len(hits) < 2:
            return hits
        taken = bytearray(len(folded))
        chosen = []
        for start, end in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * (end - start)
                chosen.append((start, end))
        return sorted(chosen)

    def _all(self, folded: str) -> list[tuple[int, int]]:
        names, lengths, last = self._names, self._lengths, len(folded)
        return [
            (start, start + size)
            for start in self._heads.positions(folded)
            for size in lengths[folded[start : start + 2]]
            if start + size <= last
            and folded[start : start + size] in names
            and not _within_number(folded, start, start + size)
        ]


def _within_number(text: str, start: int, end: int) -> bool:
    """Whether a number goes on at either end: 13812345678 names no hotline 12345."""
    return (text[start].isdecimal() and text[start - 1 : start].isdecimal()) or (
        text[end - 1].isdecimal() and text[end : end + 1].isdecimal()
    )


def sizes_by_pair(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Pair of characters -> lengths of the names that have it, longest first."""
    sizes: dict[str, set[int]] = {}
    for pair, size in pairs:
        sizes.setdefault(pair, set()).add(size)
    return {pair: tuple(sorted(lengths, reverse=True)) for pair, lengths in sizes.items()}


def patterns_by_kind(path: Path) -> dict[str, re.Pattern[str]]:
    """One pattern for each kind in a file of lines: kind, tab, patterns separated by blanks."""
    kinds: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, patterns = line.partition("\t")
            kinds.setdefault(kind, []).extend(patterns.split())
    return {kind: re.compile(_by_head(patterns)) for kind, patterns in kinds.items()}


def _by_head(patterns: Iterable[str]) -> str:
    """Alternatives under their first character, so that most positions are passed over in C."""
    heads: dict[str, list[str]] = {}
    for pattern in sorted(set(patterns), key=len, reverse=True):
        heads.setdefault(pattern[0], []).append(pattern[1:])
    return "|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in heads.items())
