"""Which of several readings is meant: the words around tell, or one is much nearer.

Otherwise none is chosen.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from classifiers.times.days import Stretch

_CLAUSE = re.compile(r"[^，。！？；,!?;\n]{0,24}")
_FUTURE = re.compile(
    r"(?:即?将(?!近)|就?要(?!求)|(?<![不社])会(?![议员所])|计划|打算|定于|准备|拟|预计|通知|安排)"
)
_PAST = re.compile(r"(?<!不)了(?![解结不])|过(?![期户程道敏滤分来去路])|已|曾|至今|被|还没有?|刚")
_LONG_AGO, _SOON = timedelta(days=300), timedelta(days=31)
QUESTIONS = {"day": "是哪一天", "week": "是哪一周", "month": "是哪个月", "year": "是哪一年"}


def tense(folded: str, start: int, stop: int) -> str:
    """ "future" | "past" | "" by the words of the clause."""
    behind = _CLAUSE.match(folded, stop)
    clause = behind.group() if behind else ""
    before = re.split(r"[，。！？；,!?;\n]", folded[max(0, start - 10) : start])[-1]
    past, future = _PAST.search(clause), _FUTURE.search(clause) or _FUTURE.search(before)
    if past and future:
        return ""
    return "past" if past else "future" if future else ""


def choose(readings: Sequence[Stretch], at: datetime, tense: str, cycle: str) -> Stretch | None:
    """One of the readings of something that comes again every `cycle`.

    None where two are as likely.
    """
    if not cycle or len(readings) < 2:
        return readings[0] if readings else None
    past = [
        reading
        for reading in readings
        if reading.begin <= at and (reading.end <= at or cycle == "day")
    ]
    current = [reading for reading in readings if reading.begin <= at < reading.end]
    future = [reading for reading in readings if reading.begin > at]
    if tense == "future" and (current or future):
        return (current or future)[0]
    if current:
        return current[0]
    if not past or not future:
        return (past or future)[-1 if past else 0]
    ago, ahead = at - past[-1].end, future[0].begin - at
    if tense == "past":
        return past[-1]
    if cycle == "year" and ago > _LONG_AGO:
        return future[0] if ahead <= _SOON else None
    if cycle == "year":
        return past[-1]
    return past[-1] if ago <= ahead else None
