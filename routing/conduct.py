"""Words about the conduct of whoever serves citizens: how callers say that it was bad."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from routing.matcher import patterns_by_kind

# 工作人员态度还行: named beside a matter, and nothing is held against them.
_FINE = re.compile(
    r"(?:态度|服务)(?:倒是?|都|也|还算?|挺|蛮|很|是|比较|总体){0,3}"
    r"(?:还?(?:行|可以|好(?!好))|不错|没得说|没话说|到位)|"
    r"(?:速度|效率|动作)(?:很|真|挺|蛮|特别)?(?:快|高)|确实(?:清|修|解决|处理|弄)[^，。]{0,3}[了好净]"
)
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


def finds_conduct_fine(folded: str) -> bool:
    """Whether a folded text says that staff were all right, and no word against them."""
    return bool(_FINE.search(folded)) and all(cue.kind == "hint" for cue in bad_conduct(folded).all)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return patterns_by_kind(_WORDS)
