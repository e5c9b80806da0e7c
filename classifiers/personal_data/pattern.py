"""What all patterns of personal data share."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

# What may part the digits of a number.
GAP = r"[ ._·•*~-]{0,3}"
# Between the word for a number and the number: 身份证号码是：…
LINK = r"(?:编?号码?|账号|卡号|number|no|id|[是为叫:：.=# ]|就是|我的|的){0,5}"

# What a text must hold for a pattern to be worth a search; most texts hold none of it.
SIGNS: dict[str, Callable[[str], Any]] = {
    name: re.compile(regex, re.ASCII).search
    for name, regex in {
        "number": r"\d(?:[ ._·•*~()x/-]{0,3}(?:\r?\n {0,2})?\d){5}",
        "tail": r"尾[号数]|[前后末尾][三四五六七八]位",
        "halves": r"1[3-9]\d[\d -]{0,6}[，,、 ]{0,2}[后然再接尾]",
        "dictated": r"1[3-9]\d[^\d\n]{1,16}\d{2}",
        "area": r"0\d{2,3}[^\d\n]{1,10}\d{3}",
        "unit": r"单元|\d ?门",
        "parted": r"\d{3} ?[,、/\n\r]{1,2} ?\d{4} ?[,、/\n\r]",
        "letter": r"[a-z][·•.・ -]{0,3}[a-z临试超挂学使领警港澳]?[·•.・-]?\d|\d应急|wj",
        "code": r"[a-z0-9][a-z0-9_.-]{3}",
        "letters": r"[a-z][a-z0-9_-]{4}",
        "spelt": r"[a-z0-9](?: [a-z0-9_]){4}",
        "at": r"@",
        "host": r"(?:com|cn|net|org|康姆)",
        "birth": r"生",
        "sex": r"[男女][,、 ]|族[,、 ]",
        "dated": r"年[^，。,\n]{2,10}的[,。 ]",
        "room": r"[室户元门栋幢弄#座楼层号苑园里村邻住家下上院-] ?-?[a-z]?\d{3}|\d{3}室",
        "side": r"[东西南北中左右]户",
        "group": r"[组社队排] ?\d{1,4}号",
        "home": r"[住家址门户][^，。；,;\n]{0,32}\d号",
    }.items()
}

_PLAIN = ("tail", "at", "birth", "dated", "side", "unit")
_LETTERS = (*_PLAIN, "letter", "code", "letters", "spelt", "host")
_HAS_DIGIT = re.compile(r"\d", re.ASCII).search
_HAS_LETTER = re.compile(r"[a-z]").search


def signs_in(text: str) -> set[str]:
    """The names of the signs that a text holds; most need a digit or a letter."""
    names = SIGNS if _HAS_DIGIT(text) else _LETTERS if _HAS_LETTER(text) else _PLAIN
    return {name for name in names if SIGNS[name](text)}


class Pattern(NamedTuple):
    """`regex` finds data of `kind` in the form that `digits.narrow` gives; a group is the data.

    sign    name of the sign in `SIGNS` without which the search would be in vain
    """

    kind: str
    sign: str
    regex: re.Pattern[str]


def pattern(kind: str, sign: str, regex: str) -> Pattern:
    return Pattern(kind, sign, re.compile(regex, re.ASCII))


def alone(first: str) -> str:
    """The sign `first` not behind a digit.

    The look back stands behind it: so the search jumps from one to the next.
    """
    return rf"{first}(?<!\d.)"
