"""Bring characters into one form without moving any: width, case, traditional into simplified.

`fold` keeps the length, so what is found in the folded text is marked at the same place in the
original.
"""

import unicodedata
from functools import cache

from classifiers.exchange import Exchange
from classifiers.simplify import HANZI, simplified

_PLANES = (range(0x00A0, 0x3000), range(0x3000, 0x3400), range(0xFE30, 0xFFF0))


def fold(text: str) -> str:
    """`text` in simplified, half-width, lower-case characters, one for one.

    What is no character becomes a blank.
    """
    return _exchange()(text)


@cache
def _exchange() -> Exchange:
    return Exchange(_table())


def _table() -> dict[int, str]:
    table = {code: _single(chr(code)) for plane in _PLANES for code in plane}
    table |= {code: _single(simplified().get(code, chr(code))) for block in HANZI for code in block}
    table |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    table |= dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF], " ")
    return {code: char for code, char in table.items() if char != chr(code)}


def _single(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char
