"""Find many known names in a text at once."""

from collections.abc import Iterable
from operator import add

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {0x3000: 0x20}
_FOLD = {code: chr(plain).lower() for code, plain in _WIDE.items()} | {code: chr(code + 32) for code in range(65, 91)}


def fold(text: str) -> str:
    """Full-width letters and digits to plain lower case, one character for one, so that positions stay."""
    return text.translate(_FOLD)


class NameIndex:
    """Known names by their first two characters: the cost follows the text, not the number of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {fold(name) for name in names if len(name) > 1}
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Spans in a folded text that do not overlap, longest first where they would, in the order of the text."""
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

    def heads(self, folded: str) -> list[int]:
        """Positions where a name could begin."""
        known = self._lengths
        return [place for place, pair in enumerate(map(add, folded, folded[1:])) if pair in known]

    def _all(self, folded: str) -> list[tuple[int, int]]:
        names, lengths, last = self._names, self._lengths, len(folded)
        return [
            (start, start + size)
            for start in self.heads(folded)
            for size in lengths[folded[start : start + 2]]
            if start + size <= last and folded[start : start + size] in names
        ]
