"""What stands behind a time opens it to one side: 以来, 之后, 之前."""

from dataclasses import replace
from datetime import datetime

from classifiers.times.atoms import BEFORE, FROM, SINCE
from classifiers.times.phrases import Phrase
from classifiers.times.resolve import Meaning, Reading

_CLOSED = {"last", "lasting", "vague"}


def border(folded: str, phrase: Phrase, stop: int) -> tuple[str, int]:
    """ "since", "after", "before" or "", and where the expression ends with these words."""
    if phrase.sides[-1][-1].kind in _CLOSED or phrase.sides[-1][-1].kind == "now":
        return "", stop
    since, before = SINCE.match(folded, stop), BEFORE.match(folded, stop)
    if since:
        return "after" if "后" in since.group() else "since", since.end()
    if before:
        return "before", before.end()
    is_start = len(phrase.sides) == 1 and FROM.search(
        folded[max(0, phrase.start - 1) : phrase.start]
    )
    return "since" if is_start else "", stop


def opened(meaning: Meaning, side: str, at: datetime) -> Meaning:
    """The meaning without its other border; what began in the past lasts until now."""
    reading, recurring = meaning.reading, meaning.recurring
    if not side:
        return meaning
    if recurring:
        first, last = (None, recurring.begin) if side == "before" else (recurring.begin, None)
        return Meaning(reading, meaning.doubt, replace(recurring, begin=first, end=last))
    if reading is None:
        return meaning
    if side == "before":
        return Meaning(
            Reading(None, reading.begin, reading.precision, reading.approx), meaning.doubt
        )
    begin = reading.end if side == "after" else reading.begin
    if begin is None:
        return meaning
    return Meaning(
        Reading(begin, at if begin <= at else None, reading.precision, reading.approx),
        meaning.doubt,
    )
