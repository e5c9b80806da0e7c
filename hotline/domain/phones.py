"""Telephone numbers as people and programs write them: one number is one text."""

import re
import unicodedata

_BETWEEN_DIGITS, _COUNTRY = re.compile(r"[\s\-()－—·]"), re.compile(r"^(?:\+|00)86")
# Behind a country code an area code loses its 0; 400 and 800 numbers have no area.
AREA_WITHOUT_0 = re.compile(r"(?![48]00\d{7}$)(?:10\d{8}|[2-9]\d{8,10})")
_ABROAD, _0_BEFORE_MOBILE = re.compile(r"^00(?=[1-9])"), re.compile(r"^0(?=1[3-9]\d{9}$)")
_NUMBER = re.compile(r"\+?\d{5,15}")


def read_phone(value: str) -> str:
    """Digits of a mainland number, +CC of one abroad: full-width digits, spaces, dashes, +86, a 0
    before a mobile number are understood.

    Raises ValueError.
    """
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", value))
    plain = _COUNTRY.sub("", digits)
    if plain != digits and AREA_WITHOUT_0.fullmatch(plain):
        plain = f"0{plain}"
    plain = _0_BEFORE_MOBILE.sub("", _ABROAD.sub("+", plain))
    if not _NUMBER.fullmatch(plain):
        raise ValueError("电话号码应为 5 至 15 位数字，如 13800000000 或 0123-4567890")
    return plain
