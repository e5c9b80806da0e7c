"""Words about the conduct of whoever serves citizens: how callers say that it was bad."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("conduct.txt")


@dataclass(frozen=True, slots=True)
class Conduct:
    """text[start:end] tells of bad conduct.

    kind  state | office | favour | manner | force | neglect | hint, as in conduct.txt
    """

    start: int
    end: int
    kind: str


def bad_conduct(folded: str) -> list[Conduct]:
    """All words about bad conduct in a folded text, in its order."""
    cues = [
        Conduct(match.start(), match.end(), kind)
        for kind, pattern in _patterns().items()
        for match in pattern.finditer(folded)
    ]
    return sorted(cues, key=lambda cue: (cue.start, cue.end))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds: dict[str, list[str]] = {}
    for line in _WORDS.read_text(encoding="utf-8").splitlines():
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
