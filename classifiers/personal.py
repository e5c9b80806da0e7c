"""Personal data in text: where it stands, of what kind, and the text with it masked.

Own patterns instead of a library: the good extractors bring a second segmenter of over a hundred
megabytes. What is masked and what stays is told in `docs/decisions/masking.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.names import find_names
from classifiers.personal_data.accounts import ACCOUNTS
from classifiers.personal_data.digits import narrow as _narrow
from classifiers.personal_data.digits import spoken
from classifiers.personal_data.documents import DOCUMENTS
from classifiers.personal_data.doors import DOORS, is_public_room
from classifiers.personal_data.harmless import is_office_phone, is_reference
from classifiers.personal_data.pattern import Pattern, signs_in
from classifiers.personal_data.phones import DICTATED, PHONES
from classifiers.personal_data.plates import PLATES

_PATTERNS: tuple[Pattern, ...] = (
    DICTATED
    + DOCUMENTS
    + tuple(phone for phone in PHONES if phone not in DICTATED)
    + PLATES
    + ACCOUNTS
    + DOORS
)

_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data of `kind` at `start`:`end` of the text.

    kind    phone | id_number (any paper or file on a person) | bank_card | plate | birth
            | account (mail, WeChat, QQ) | address (unit and room of a home) | name
    """

    start: int
    end: int
    kind: str


def find_personal(text: str) -> list[Span]:
    """All spans in rising order; none overlaps another; the first kind of the list above wins."""
    plain = _narrow(text)
    in_digits = spoken(plain)
    taken = bytearray(len(text))
    spans = _take(_numbers(plain), taken)
    if in_digits != plain:
        spans += _take(_numbers(in_digits), taken)
    spans += _take((Span(*place, "name") for place in find_names(text)), taken)
    return sorted(spans, key=lambda span: span.start)


def mask(text: str) -> str:
    """The text with every span replaced by stars, of the same length."""
    return starred(text, find_personal(text))


def starred(text: str, spans: list[Span]) -> str:
    """The text with stars for the spans, which rise and do not overlap."""
    parts, done = [], 0
    for span in spans:
        parts += [text[done : span.start], "*" * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


def _numbers(text: str) -> Iterator[Span]:
    """What the patterns find, without what is harmless; spans may overlap."""
    signs = signs_in(text)
    for kind, sign, pattern in _PATTERNS:
        for match in pattern.finditer(text) if sign in signs else ():
            start, end = match.span(match.lastindex or 0)
            before = text[max(0, start - _BEFORE) : start]
            if not _is_harmless(kind, before, match):
                yield Span(start, end, kind)


def _is_harmless(kind: str, before: str, match: re.Match[str]) -> bool:
    if kind in ("id_number", "bank_card"):
        return not match.lastindex and is_reference(before)  # a group: its word stands before it
    if kind == "phone":
        return is_office_phone(before, match[match.lastindex or 0]) or is_reference(before)
    return kind == "address" and is_public_room(before)


def _take(spans: Iterator[Span], taken: bytearray) -> list[Span]:
    """Those that overlap no earlier span; `taken` marks their places."""
    kept = []
    for span in spans:
        if taken.find(1, span.start, span.end) < 0:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return kept
