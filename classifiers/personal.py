"""Personal data in text: where it stands, of what kind, and the text with it masked.

Own patterns instead of a library: the good extractors bring a second segmenter of over a hundred
megabytes.
"""

import re
from dataclasses import dataclass

from classifiers.exchange import Exchange
from classifiers.names import find_names

# Full-width signs, letters and digits to half width, one to one, so that positions stay those of
# the text.
_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x2014: "-",
    0x2013: "-",
}
_narrow = Exchange(_WIDTH)
_WIDE = re.compile(f"[{re.escape(''.join(map(chr, _WIDTH)))}]")

_GAP = r"[ .·*-]{0,2}"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
_SPOKEN = "零〇一幺二两三四五六七八九"
_REFERENCE = re.compile(
    r"(?:工单|订单|快递|运单|流水|受理|合同|文件|编|单|票|案|文)号(?:码|是|为)?[:： ]{0,2}$"
)

# What a text must hold for a pattern to be worth a search; most texts hold none of it. `None`:
# search always.
_SIGNS = {
    "four digits": re.compile(r"\d{4}").search,
    "letter": re.compile(r"[A-Z]", re.IGNORECASE).search,
    "at": re.compile("@").search,
}


def _alone(first: str) -> str:
    """The sign `first` not behind a digit.

    The look back stands behind it: so the search jumps from one to the next.
    """
    return rf"{first}(?<!\d.)"


_MOBILE = (
    rf"(?:{_alone('1')}|{_alone('8')}6{_GAP}1|{_alone('0')}086{_GAP}1|{_alone('[+]')}86{_GAP}1)"
)

_PATTERNS = tuple(
    (kind, sign, re.compile(pattern, re.IGNORECASE))
    for kind, sign, pattern in (
        (
            "id_number",
            "four digits",
            rf"{_alone('[1-9]')}\d{{5}}{_GAP}(?:19|20)\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12]\d|3[01]){_GAP}\d{{3}}{_GAP}[\dX](?![\dA-Z])",
        ),
        (
            "id_number",
            "four digits",
            r"(?:身份证|证件)[^\d\n]{0,8}([1-9]\d{13,16}[\dX])(?![\dA-Z])",
        ),
        (
            "id_number",
            "four digits",
            r"(?:护照|通行证|证件号?码?)[^\dA-Z\n]{0,6}([A-Z]{1,2}\d{7,10})(?![\dA-Z])",
        ),
        (
            "bank_card",
            "four digits",
            (
                rf"{_alone('[3-6]')}\d{{3}}[ -]?\d{{4}}[ -]?\d{{4}}[ -]?\d{{4}}(?:[ -]?\d{{1,"
                rf"3}})?(?!\d)"
            ),
        ),
        ("bank_card", None, r"(?:卡号|账号|帐号|账户|帐户)[^\d\n]{0,6}(\d[\d -]{10,28}\d)(?!\d)"),
        ("phone", "four digits", rf"{_MOBILE}[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"),
        ("phone", "four digits", rf"{_MOBILE}[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)"),
        (
            "phone",
            "four digits",
            (
                rf"(?:[(](?<!\d.)0|{_alone('0')})(?:10|2\d|[3-9]\d{{2}})[)]?[ -]?[2-9]\d{{6,"
                rf"7}}(?:[-转 ]{{1,2}}\d{{1,5}})?(?!\d)"
            ),
        ),
        (
            "phone",
            "four digits",
            r"(?:电话|座机|手机|联系方式|号码|致电|拨打)[^\d\n]{0,5}([2-9]\d{6,7})(?!\d)",
        ),
        (
            "phone",
            None,
            rf"[一幺](?<![{_SPOKEN}].)[三四五六七八九][{_SPOKEN}]{{9}}(?![{_SPOKEN}]{{2}})",
        ),
        (
            "plate",
            "letter",
            rf"[{_PROVINCES}][A-Z][·•. -]?(?=[A-Z]*\d)[A-HJ-NP-Z0-9]{{5,6}}(?![A-Z0-9])",
        ),
        (
            "plate",
            "letter",
            rf"[{_PROVINCES}][A-Z][·•. -]?[A-HJ-NP-Z0-9]{{4}}[挂学警港澳领使](?![A-Z0-9])",
        ),
        (
            "account",
            None,
            r"(?:微信号?|QQ号?|扣扣)[是为:： ]{0,3}([A-Z0-9][A-Z0-9_-]{4,19})(?![A-Z0-9_])",
        ),
        ("account", "at", r"[A-Z0-9][A-Z0-9._%+-]{0,63}@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"),
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data of `kind` at `start`:`end` of the text.

    kind    phone | id_number | bank_card | plate | account (mail, WeChat, QQ) | name
    """

    start: int
    end: int
    kind: str


def find_personal(text: str) -> list[Span]:
    """All spans in rising order; none overlaps another; the first kind of the list above wins."""
    folded = _narrow(text) if _WIDE.search(text) else text
    found: list[Span] = []
    signs = {name for name, search in _SIGNS.items() if search(folded)} | {None}
    for kind, sign, pattern in _PATTERNS:
        for match in pattern.finditer(folded) if sign in signs else ():
            start, end = match.span(match.lastindex or 0)
            if _is_free(found, start, end) and not (
                kind == "bank_card" and _REFERENCE.search(folded[:start][-12:])
            ):
                found.append(Span(start, end, kind))
    found += [
        Span(start, end, "name") for start, end in find_names(folded) if _is_free(found, start, end)
    ]
    return sorted(found, key=lambda span: span.start)


def mask(text: str) -> str:
    """The text with every span replaced by stars, of the same length."""
    parts, done = [], 0
    for span in find_personal(text):
        parts += [text[done : span.start], "*" * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


def _is_free(found: list[Span], start: int, end: int) -> bool:
    return all(end <= span.start or start >= span.end for span in found)
