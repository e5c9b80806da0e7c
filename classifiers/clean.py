"""Bring text into one form: width, case, invisible characters.

And drop what teaches a model nothing.
"""

import re
import unicodedata
from functools import lru_cache

# Control characters, lone surrogates, zero-width marks and private-use characters: never part of a
# word.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
# An address begins where its run of signs does: so each run is read once, not from each sign anew.
_MAIL = r"(?:[\w.+-]++@[\w-]++\.[\w.]++)"
_MARKUP = re.compile(
    rf"<[^<>]{{1,200}}>|&(?:nbsp|lt|gt|amp|quot);|https?://[^\s\u4e00-\u9fff]++{_MAIL}*"
    rf"|(?<![\w.+-]){_MAIL}+"
)
_LONG_NUMBER = re.compile(r"\d{5,}")
_GREETING = re.compile(
    r"尊敬的[\u4e00-\u9fff]{0,8}?(?:领导|书记|市长|县长|区长|局长|厅长|主任|同志)们?|(?:您好|你们好|你好)|此致\s*敬礼|谢谢您?|盼复|望回复"
)
_BLANKS = re.compile(r"\s+")


@lru_cache(
    maxsize=128
)  # the same text is asked for again by whoever looks for something else in it
def normalise(text: str) -> str:
    """Fold width (NFKC) and case and drop invisible characters, so that equal words are equal
    strings.
    """
    visible = _INVISIBLE.sub("", text) if not text.isascii() else text
    return unicodedata.normalize("NFKC", visible).lower()


def clean(text: str) -> str:
    """Text for training: normalised, without markup, addresses of pages and mail, long numbers
    and greetings.
    """
    plain = _MARKUP.sub(" ", normalise(text))
    return _BLANKS.sub(" ", _GREETING.sub(" ", _LONG_NUMBER.sub(" ", plain))).strip()
