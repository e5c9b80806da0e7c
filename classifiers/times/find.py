"""Times said in words (上周三晚上8点, 每天晚上10点到凌晨2点), read against the time of the
report.
"""

from collections.abc import Sequence
from datetime import datetime

from classifiers.folding import fold
from classifiers.times.atoms import ABOUT, ATOM
from classifiers.times.borders import border, opened
from classifiers.times.choose import tense
from classifiers.times.expression import SpokenTime
from classifiers.times.join import joined
from classifiers.times.parts import Parts
from classifiers.times.phrases import Atom, Phrase, is_ordinary, phrases
from classifiers.times.readers import READERS
from classifiers.times.resolve import resolve

# How many days after the one that was told last; the others are the day before it.
OTHER_DAYS = {"次日": 1, "翌日": 1, "第二天": 1, "转天": 1}
READ = 3000  # characters of a text that are looked at


def find_times(text: str, at: datetime, last_day: datetime | None = None) -> list[SpokenTime]:
    """In the order of the text, without overlaps; `at` is when the report was made, naive local
    time; `last_day` the one beside which 次日 stands before the text tells one.
    """
    folded = fold(text[:READ])
    atoms = [Atom(str(hit.lastgroup), *hit.span(), hit.group()) for hit in ATOM.finditer(folded)]
    times: list[SpokenTime] = []
    for phrase in phrases(folded, atoms):
        if not is_ordinary(phrase, folded):
            day = next((time.begin for time in reversed(times) if time.begin), last_day)
            times.extend(filter(None, [_read(phrase, folded, text, at, day)]))
    return times


def _read(
    phrase: Phrase, folded: str, text: str, at: datetime, day: datetime | None
) -> SpokenTime | None:
    """None where the calendar ends; `day` is the one that was told last."""
    about = ABOUT.match(folded, phrase.stop)
    is_over = about is not None and about.group().startswith("那")
    side, stop = border(folded, phrase, about.end() if about else phrase.stop)
    try:
        sides = [_parts(atoms, at, day) for atoms in phrase.sides]
        direction = "past" if is_over else tense(folded, phrase.start, stop)
        meaning = opened(
            joined(sides, at, direction) if len(sides) > 1 else resolve(sides[0], at, direction),
            side,
            at,
        )
    except (ValueError, OverflowError):
        return None
    reading = meaning.reading
    return SpokenTime(
        phrase.start,
        stop,
        text[phrase.start : stop],
        reading.begin if reading else None,
        reading.end if reading else None,
        reading.precision if reading else "part" if meaning.recurring else "vague",
        bool(about)
        or any(side_parts.approx for side_parts in sides)
        or (reading is not None and reading.approx),
        meaning.recurring,
        meaning.doubt,
    )


def _parts(atoms: Sequence[Atom], at: datetime, day: datetime | None) -> Parts:
    parts = Parts()
    for atom in atoms:
        READERS[atom.kind](atom.text, parts, at)
        shift = OTHER_DAYS.get(atom.text, -1)
        # 头天 alone is the day before the report; what 次日 follows has to be told.
        beside = day or (at if shift < 0 else None)
        if atom.kind == "other_day" and beside:
            parts.kind = ""
            parts.days_from_now = (beside.date() - at.date()).days + shift
    return parts
