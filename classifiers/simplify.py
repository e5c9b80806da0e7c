"""Traditional characters and their simplified forms, one character for one, so that positions in
a text stay.
"""

from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

HANZI = (range(0x3400, 0xA000), range(0xF900, 0xFB00))


@cache
def simplified() -> Mapping[int, str]:
    """Code of each character that has another, simplified form: as `str.translate` takes it."""
    hanzi = [chr(code) for block in HANZI for code in block]
    simple = OpenCC("t2s").convert("\n".join(hanzi)).split("\n")
    return {
        ord(old): new
        for old, new in zip(hanzi, simple, strict=True)
        if old != new and len(new) == 1
    }
