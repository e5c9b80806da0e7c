"""Whether a longer report is borne out by its parts: lively words of many clauses add up to an
alarm that none of them would raise, and who tells of a danger has a clause that says so.
"""

import re
from itertools import pairwise

from classifiers.danger.reader import LONG, Danger
from classifiers.danger.rounds import Reading
from classifiers.urgency import urgency

# Few reports are so alarming as a whole, and nearly all of them are true.
_SURE = 0.995
_BY_ITSELF = 0.95
_LONGER = 30
_CRIED = re.compile(r"[喊叫呼]救命")
BETWEEN = re.compile(r"[，。！？；,.!?;\s]+")


def is_borne_out(text: str, danger: Danger) -> Reading[bool]:
    """Of letters (over LONG) each sentence is read by itself anyway."""
    if not _LONGER < len(text) <= LONG:
        return True
    if danger.chance >= _SURE or _CRIED.search(text):
        return True
    clauses = [clause for clause in BETWEEN.split(text) if clause]
    parts = [*clauses, *("，".join(pair) for pair in pairwise(clauses))]
    read = yield [(part, urgency(part)[0]) for part in parts]
    return any(each.chance >= _BY_ITSELF for each in read)
