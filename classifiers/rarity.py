"""Pairs of characters that carry a matter, and how rare each is in reports: learned from the
project's own material.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from classifiers.material import lesson_texts

_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_FUNCTION = re.compile(
    "[的了是在有我不和也就都而及与着或这那你他它们为以于之其被把从到对将会能要可请没很更还又让给向等个些么吗呢吧啊]"
)


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters of the text without those that only hold a sentence together."""
    runs = (run for part in _HANZI.findall(text) for run in _FUNCTION.split(part))
    return frozenset(run[place : place + 2] for run in runs for place in range(len(run) - 1))


@cache
def rarity() -> Mapping[str, float]:
    """log(texts / texts with the pair); a pair that the material lacks is as rare as `rarest()`."""
    texts, _ = lesson_texts()
    counts = Counter(pair for text in texts for pair in pairs(text))
    return {pair: math.log((len(texts) + 1) / (count + 1)) for pair, count in counts.items()}


@cache
def rarest() -> float:
    return math.log(len(lesson_texts()[0]) + 1)
