"""One form for the characters of a text, one for one, so that positions stay."""

import re
from functools import cache, lru_cache

from classifiers.simplify import simplified

_FULL_WIDTH = {code: chr(code - 0xFEE0).lower() for code in range(0xFF10, 0xFF5B)} | {0x3000: " "}
# Two simplified signs are written with this one: 躺著, 著名.
_AS_PARTICLE = re.compile("(?<![显卓昭名原巨专论编土遗所])著(?![名作者述称书])")
_CAPITALS = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=128)  # whoever looks for something else in the same text asks again
def fold(text: str) -> str:
    """`text` with half-width, lower-case and simplified characters.

    Most texts are in this form already.
    """
    folded = text.translate(_table()) if _unfolded().search(text) else text
    return _AS_PARTICLE.sub("着", folded) if "著" in folded else folded


def as_written(word: str, text: str) -> str:
    """A word of the text's folded form as the text itself has it."""
    place = fold(text).find(word)
    return text[place : place + len(word)] if place >= 0 else word


@cache
def _table() -> dict[int, str]:
    return {**simplified(), **_FULL_WIDTH, **_CAPITALS}


@cache
def _unfolded() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table())))}]")
