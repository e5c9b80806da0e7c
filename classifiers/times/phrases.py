"""Which atoms belong together, and which are no time by themselves."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from classifiers.times.atoms import ABOUT, BEFORE, FROM, GAP, JOIN, POINTS, SINCE

_RANKS: dict[str, float] = {
    "every": 0,
    "year": 1,
    "relyear": 1,
    "relmonth": 2,
    "month": 2,
    "half": 2,
    "season": 2,
    "festival": 2,
    "lunar": 2,
    "third": 2.5,  # 这月初五号
    "day": 3,
    "iso": 3,
    "relday": 3,
    "other_day": 3,
    "month_day": 3,
    "week": 3,
    "weekend": 4,
    "weekday": 4,
    "workday": 4,
    "part": 5,
    "colon": 6,
    "clock": 6,
}
_LIST = re.compile(r"[、和及与]?\Z")
_BEFORE_NOW = re.compile(r"\s?(?:左右|份)?(?:就|便)?(?:开始|起|以来)?[，,]?(?:就|一直)*\Z")
_WEEKDAYS = {"weekday", "weekend", "every"}


class Atom(NamedTuple):
    kind: str
    start: int
    stop: int
    text: str


class Phrase(NamedTuple):
    """Atoms of one expression: one side, or the sides of a stretch."""

    sides: list[list[Atom]]

    @property
    def start(self) -> int:
        return self.sides[0][0].start

    @property
    def stop(self) -> int:
        return self.sides[-1][-1].stop


def phrases(folded: str, atoms: Sequence[Atom]) -> list[Phrase]:
    expressions: list[Phrase] = []
    for atom in atoms:
        if not expressions or not _joins(
            expressions[-1], atom, folded[expressions[-1].stop : atom.start]
        ):
            expressions.append(Phrase([[atom]]))
    return expressions


def _joins(phrase: Phrase, atom: Atom, gap: str) -> bool:
    """Add the atom to the phrase if it belongs there."""
    side = phrase.sides[-1]
    last = side[-1]
    if len(gap) > 8:
        return False
    if atom.kind == "now":
        if len(phrase.sides) == 1 and _BEFORE_NOW.match(gap) and atom.text != "现在":
            phrase.sides.append([atom])
            return True
        return False
    if last.kind in _WEEKDAYS and atom.kind in _WEEKDAYS - {"every"} and _LIST.match(gap):
        side.append(atom)
        return True
    if (
        atom.kind in _RANKS
        and last.kind in _RANKS
        and GAP.match(gap)
        and _RANKS[last.kind] < _RANKS[atom.kind]
    ):
        side.append(atom)
        return True
    of_weekdays = len(phrase.sides) == 2 and phrase.sides[0][-1].kind in _WEEKDAYS
    if (
        atom.kind in _RANKS
        and last.kind in _RANKS
        and JOIN.match(gap)
        and (len(phrase.sides) == 1 or of_weekdays)
    ):
        phrase.sides.append([atom])
        return True
    return False


def is_ordinary(phrase: Phrase, folded: str) -> bool:
    """Words that tell a time only beside others: 一点, 3号, 现在."""
    kinds = [atom.kind for side in phrase.sides for atom in side]
    if len(kinds) > 1:
        return kinds[0] == "now"
    beside = any(sign.match(folded, phrase.stop) for sign in (SINCE, BEFORE))
    if kinds == ["day"]:
        counted = phrase.sides[0][0].text.endswith("日") and re.match(
            "之?[前后内]", folded[phrase.stop : phrase.stop + 2]
        )
        return bool(counted) or not (beside or FROM.search(folded[: phrase.start]))
    if kinds == ["clock"]:
        return bool(POINTS.fullmatch(phrase.sides[0][0].text)) and not (
            beside or ABOUT.match(folded, phrase.stop)
        )
    return kinds[0] == "now" or (
        kinds[0] == "every" and phrase.sides[0][0].text in ("每到", "每逢")
    )
