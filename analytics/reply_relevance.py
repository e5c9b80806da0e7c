"""How much of what the caller spoke of comes up in the answer: shared pairs of characters, the
rare ones more.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from classifiers.clean import clean
from classifiers.rarity import pairs, rarest, rarity
from classifiers.segment import segment

# What a report is about stands in its title and its first sentences; a long story must not make
# every answer look poor.
HEAD = 400
LEAST_PAIRS, TITLE = 4, 3.0
_MARKS = re.compile(r"[a-z]?\d+[a-z]?(?:区|县|市|号|栋|路|期)|\d{2,}路")


def relevance(report: str, answer: str) -> float | None:
    """0 to 1, or None for a report that says too little.

    The weight of what both say, over what the shorter one says.

    The first line of the report is its title and counts three times.
    """
    title, _, _ = report.partition("\n")
    report_weights, answer_weights = dict(_weights(report[:HEAD])), _weights(answer)
    if len(report_weights) < LEAST_PAIRS or not answer_weights:
        return None
    report_weights |= {pair: TITLE * weight for pair, weight in _weights(title[:HEAD]).items()}
    shared = sum(weight for pair, weight in report_weights.items() if pair in answer_weights)
    return min(1.0, shared / min(sum(report_weights.values()), sum(answer_weights.values())))


def missing_subjects(report: str, answer: str, most: int = 4) -> tuple[str, ...]:
    """Words of the report, rarest first, of which the answer has nothing."""
    answer_pairs = pairs(clean(answer))
    report_words = dict.fromkeys(
        word for word in segment(clean(report[:HEAD])) if len(pairs(word)) > 0
    )
    absent = [word for word in report_words if not pairs(word) & answer_pairs]
    return tuple(sorted(absent, key=lambda word: -max(_weigh(pair) for pair in pairs(word)))[:most])


@lru_cache(maxsize=4096)
def _weights(text: str) -> Mapping[str, float]:
    plain = clean(text)
    marks = dict.fromkeys(_MARKS.findall(plain), rarest())
    return {pair: _weigh(pair) for pair in pairs(plain)} | marks


def _weigh(pair: str) -> float:
    """Squared: what stands in every second report carries next to nothing."""
    return rarity().get(pair, rarest()) ** 2
