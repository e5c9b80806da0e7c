"""First letters of the pinyin, by which people at a keyboard name a unit."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).parent / "initials.txt"


def initials_of(name: str) -> str:
    """A letter for each character, 市教育局 "sjyj"; of two readings both in brackets, 银行 "y[hx]".

    What is no Chinese character stands for itself, in small letters.
    """
    letters = _letters()
    return "".join(_choice(letters.get(sign, sign.lower())) for sign in name if not sign.isspace())


def _choice(letters: str) -> str:
    return letters if len(letters) == 1 else f"[{letters}]"


@cache
def _letters() -> Mapping[str, str]:
    """Character -> the letters with which its readings begin; made with the first question."""
    letters: dict[str, str] = defaultdict(str)
    for line in LETTERS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            letter, _, signs = line.partition(" ")
            for sign in signs:
                letters[sign] += letter
    return dict(letters)
