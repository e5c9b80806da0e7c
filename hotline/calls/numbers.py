"""Numbers as phone systems write them."""

import re
import unicodedata

from hotline.domain.errors import InvalidInput
from hotline.domain.phones import AREA_WITHOUT_0, read_phone
from hotline.domain.report_fields import CONTROL

# "name" <sip:number@host;user=phone>, as SIP phones write who calls.
_IN_BRACKETS, _SCHEME = re.compile(r"<([^<>]*)>$"), re.compile(r"^(?:sips?|tel):")
_COUNTRY_WITHOUT_PLUS = re.compile(r"^86(1[3-9]\d{9}|0\d{9,11})$")
SHORT = re.compile(r"\d{3,6}")
LONGEST, LONGEST_ADDRESS = 60, 200


def number_of(value: object) -> str:
    """Digits of a number, "" for an anonymous caller or what is no number at all.

    A plus that a sender did not encode has become a blank.
    """
    text = unicodedata.normalize("NFKC", text_of(value, LONGEST_ADDRESS))
    if address := _IN_BRACKETS.search(text):
        text = address[1]
    text = re.split(r"[@;]", _SCHEME.sub("", text.strip("\"'“” ")))[0]
    try:
        plain = read_phone(text)
    except (ValueError, InvalidInput):
        return text if SHORT.fullmatch(text) else ""
    return _without_country(plain)


def _without_country(plain: str) -> str:
    """Some gateways drop the plus of +86 and nothing else."""
    if len(plain) in (12, 13) and AREA_WITHOUT_0.fullmatch(plain.removeprefix("86")):
        return f"0{plain.removeprefix('86')}"
    return _COUNTRY_WITHOUT_PLUS.sub(r"\1", plain)


def text_of(value: object, longest: int = LONGEST) -> str:
    """A field as text without what no database stores; "" for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = CONTROL.sub("", unicodedata.normalize("NFC", str(value)))
    return plain.strip()[:longest]
