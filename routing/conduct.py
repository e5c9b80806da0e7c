"""Words about the conduct of whoever serves citizens: how callers say that it was bad."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from routing.matcher import patterns_by_kind

_WORDS = Path(__file__).with_name("conduct.txt")


@dataclass(frozen=True, slots=True)
class Conduct:
    """text[start:end] tells of bad conduct.

    kind  state | office | favour | manner | force | neglect | hint, as in conduct.txt
    """

    start: int
    end: int
    kind: str


class Cues:
    """Words about conduct in the order of their text."""

    def __init__(self, cues: Iterable[Conduct]) -> None:
        self.all = sorted(cues, key=lambda cue: (cue.start, cue.end))
        self._starts = [cue.start for cue in self.all]

    def inside(self, spans: Iterable[tuple[int, int]]) -> list[Conduct]:
        """Those that begin in one of the spans."""
        return [
            cue
            for start, end in spans
            for cue in self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        ]


def bad_conduct(folded: str) -> Cues:
    """All words about bad conduct in a folded text."""
    return Cues(
        Conduct(match.start(), match.end(), kind)
        for kind, pattern in _patterns().items()
        for match in pattern.finditer(folded)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return patterns_by_kind(_WORDS)
