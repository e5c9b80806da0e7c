"""Numbers as phone systems write them."""

import re
import unicodedata

from hotline.domain.errors import InvalidInput
from hotline.domain.report_fields import CONTROL, read_phone

_URI = re.compile(r"^(?:sips?|tel):([^@;>]*)")
_COUNTRY_WITHOUT_PLUS = re.compile(r"^86(1[3-9]\d{9}|0\d{9,11})$")
SHORT = re.compile(r"\d{3,6}")
LONGEST = 60


def number_of(value: object) -> str:
    """Digits of a number, "" for an anonymous caller or what is no number at all.

    A plus that a sender did not encode has become a blank.
    """
    text = text_of(value, 60).strip("<>\"'")
    if uri := _URI.match(text):
        text = uri[1]
    try:
        plain = read_phone(text)
    except (ValueError, InvalidInput):
        return text if SHORT.fullmatch(text) else ""
    return _COUNTRY_WITHOUT_PLUS.sub(r"\1", plain)


def text_of(value: object, longest: int = LONGEST) -> str:
    """A field as text without what no database stores; "" for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = CONTROL.sub("", unicodedata.normalize("NFC", str(value)))
    return plain.strip()[:longest]
