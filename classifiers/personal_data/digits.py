"""Digits in every writing as 0 to 9, one sign for one, so that positions stay those of the text.

①③⑧, １３８, 壹叁捌, 幺三八, 13o: what people write to get past a filter, and what is said on the
phone.
"""

import re
import unicodedata
from functools import cache, lru_cache

from classifiers.exchange import Exchange
from classifiers.simplify import simplified

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for code in range(0x80, 0x20000)
    if unicodedata.digit(chr(code), None) is not None
}
# ㈠ to ㈨ and ㊀ to ㊈, which Unicode takes for numbers and not for digits.
_DIGITS |= {first + step: str(step + 1) for first in (0x3220, 0x3280) for step in range(9)}
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63], "-")
_BLANKS = dict.fromkeys([0xA0, *range(0x2000, 0x2010), 0x3000, 0xFE0F, 0x20E3, 0xFEFF], " ")
_NO_SIGNS = dict.fromkeys(range(0xD800, 0xE000), " ")  # lone surrogates, which no cutter takes
_OTHERS = _DASHES | _BLANKS | _NO_SIGNS | {0x4E36: "-", 0x2169: "x", 0x2179: "x", 0xD7: "x"}

_SPOKEN = {
    ord(sign): digit
    for digit, signs in zip(
        "0123456789",
        (
            "零〇洞",
            "一壹幺",
            "二两贰",
            "三叁叄",
            "四肆",
            "五伍",
            "六陆",
            "七柒拐",
            "八捌",
            "九玖勾",
        ),
        strict=True,
    )
    for sign in signs
}
_WORD = "".join(map(chr, _SPOKEN))
_IN_WORDS = re.compile(rf"[{_WORD}]{{3}}")
# Twice: a whole number, in which signs may part the digits; and three digits in words or more.
_NUMBER = re.compile(rf"[{_WORD}\d](?:[ ，,、._-]{{0,2}}[{_WORD}\d]){{6,}}", re.ASCII)
_MIXED = re.compile(
    r"[1一壹幺][ _.-]{0,2}[3-9三四五六七八九叁肆伍陆柒捌玖拐勾]"
    rf"(?:[ ，,、._-]{{0,2}}[{_WORD}\d]){{9}}",
    re.ASCII,
)
_ROW = re.compile(rf"[{_WORD}]{{3,}}")
_NO_DIGIT = re.compile("一(?=[直个样下点次些定般起家位名共天年月块边辆条户])")
_LETTER_O = re.compile(r"o(?<=\d.)(?=[ -]?\d)", re.ASCII)
_LETTER_L = re.compile(r"(?<![a-z\d])[li](?=[3-9]\d{9}(?!\d))", re.ASCII)
_PARTING = {ord(sign): " " for sign in "，,、."}


@lru_cache(maxsize=128)  # whoever looks for something else in the same text asks again
def narrow(text: str) -> str:
    """`text` in half width, lower case and simplified characters, with 0 to 9 for all digits."""
    return _LETTER_L.sub("1", _LETTER_O.sub("0", _one_form()(text)))


def spoken(text: str) -> str:
    """`text` with numbers said in words in digits: 幺三九，五七幺八 is 139 5718; 一家 stays."""
    if not _IN_WORDS.search(text) and not _MIXED.search(text):
        return text
    plain = _NO_DIGIT.sub("\0", text)  # 一直 behind a number is no digit of it
    return _ROW.sub(_as_digits, _NUMBER.sub(_whole_number, plain))


def _whole_number(number: re.Match[str]) -> str:
    whole = number.group()
    is_said = _IN_WORDS.search(whole) or _MIXED.fullmatch(whole)
    return _as_digits(number).translate(_PARTING) if is_said else whole


def _as_digits(number: re.Match[str]) -> str:
    return number.group().translate(_SPOKEN)


@cache
def _one_form() -> Exchange:
    signs = {**simplified(), **_DIGITS, **_WIDTH, **_OTHERS}
    capitals = {ord(sign): sign.lower() for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return Exchange(capitals | {code: sign.lower() for code, sign in signs.items()})
