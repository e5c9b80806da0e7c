"""Personal data in text: phones, ID numbers, bank cards, plates, names behind markers; where, of what kind, and masked."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data of `kind` at `start`:`end` of the text.

    kind    phone | id_number | bank_card | plate | name
    """

    start: int
    end: int
    kind: str


_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")
_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
_BANK_CARD = re.compile(r"(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2,3}[ -]?\d{1,7}(?!\d)")


def find_personal(text: str) -> list[Span]:
    """All spans in rising order; none overlaps another."""
    found: list[Span] = []
    for kind, pattern in (("id_number", _ID_NUMBER), ("bank_card", _BANK_CARD), ("phone", _PHONE)):
        for match in pattern.finditer(text):
            if all(match.end() <= span.start or match.start() >= span.end for span in found):
                found.append(Span(match.start(), match.end(), kind))
    return sorted(found, key=lambda span: span.start)


def mask(text: str) -> str:
    """The text with every span replaced by stars of the same length."""
    for span in find_personal(text):
        text = text[: span.start] + "*" * (span.end - span.start) + text[span.end :]
    return text
