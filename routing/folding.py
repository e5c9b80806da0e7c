"""One form for the characters of a text, one for one, so that positions stay."""

import re
from functools import cache

from opencc import OpenCC

_FULL_WIDTH = {code: chr(code - 0xFEE0).lower() for code in range(0xFF10, 0xFF5B)} | {0x3000: " "}
_CAPITALS = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_HANZI = (range(0x3400, 0xA000), range(0xF900, 0xFB00))


def fold(text: str) -> str:
    """`text` with half-width, lower-case and simplified characters; most texts are in this form already."""
    return text.translate(_table()) if _unfolded().search(text) else text


@cache
def _table() -> dict[int, str]:
    hanzi = [chr(code) for block in _HANZI for code in block]
    simple = OpenCC("t2s").convert("\n".join(hanzi)).split("\n")
    changed = {ord(old): new for old, new in zip(hanzi, simple, strict=True) if old != new and len(new) == 1}
    return changed | _FULL_WIDTH | _CAPITALS


@cache
def _unfolded() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table())))}]")
