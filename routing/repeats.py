"""Which earlier reports speak of the same matter: the same place, the same thing, not long ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import sqrt

from classifiers.folding import fold
from classifiers.rarity import pairs, rarest, rarity

WINDOW = timedelta(days=60)
_LONGEST = 300
_EVEN = 0.055  # where as many pairs of reports are repeats as are not
_LEAST_SHARED = 2  # one pair alone, such as 老人, makes no matter
_SAME_CATEGORY = 0.1
_SAME_CALLER = 0.05
_SHOWN = 4


@dataclass(frozen=True)
class Matter:
    """One report as it is compared: `caller` is any key of the person, "" for unknown.

    Codes as in the city pack.
    """

    id: str
    text: str
    at: datetime
    category: str = ""
    place: str = ""
    caller: str = ""

    @cached_property
    def pairs(self) -> frozenset[str]:
        """What the text speaks of; the name of the place says where, not what."""
        text, place = fold(self.text[:_LONGEST]), fold(self.place)
        return pairs(text.replace(place, " ") if place else text) - pairs(place)

    @cached_property
    def weight(self) -> float:
        return _weight(self.pairs)


def likely_repeats(
    report: Matter, candidates: Iterable[Matter], window: timedelta = WINDOW, *, least: float = 0.5
) -> list[tuple[str, float, str]]:
    """(id, score 0 to 1, why) of earlier reports that are probably about the same, most alike
    first.

    Only reports of one place are compared, and those of one caller where a place is not known.
    """
    repeats = []
    for other in candidates:
        if (
            other.id == report.id
            or not timedelta(0) <= report.at - other.at <= window
            or not _may_meet(report, other)
        ):
            continue
        score = _score(report, other)
        if score >= least:
            repeats.append((other.id, round(score, 3), _why(report, other)))
    return sorted(repeats, key=lambda repeat: (-repeat[1], repeat[0]))


def _may_meet(report: Matter, other: Matter) -> bool:
    if report.place and other.place:
        return report.place == other.place
    return _same_caller(report, other)


def _same_caller(report: Matter, other: Matter) -> bool:
    return bool(report.caller) and report.caller == other.caller


def _score(report: Matter, other: Matter) -> float:
    """Cosine of the rarity of what both speak of, raised by the same category and caller.

    X / (x + 0.055).
    """
    shared = report.pairs & other.pairs
    if len(shared) < _LEAST_SHARED:
        return 0.0
    alike = _weight(shared) / sqrt(report.weight * other.weight)
    alike += _SAME_CATEGORY * (bool(report.category) and report.category == other.category)
    alike += _SAME_CALLER * _same_caller(report, other)
    return alike / (alike + _EVEN)


def _weight(shared: Iterable[str]) -> float:
    return sum(rarity().get(pair, rarest()) for pair in shared)


def _why(report: Matter, other: Matter) -> str:
    same = report.place and report.place == other.place
    where = f"同一地点“{report.place}”" if same else "同一诉求人"
    shared = sorted(
        report.pairs & other.pairs & rarity().keys(), key=lambda pair: (-rarity()[pair], pair)
    )[:_SHOWN]
    mentioned = f"，都提到{'、'.join(shared)}" if shared else ""
    return f"{where}，{(report.at - other.at).days} 天前{mentioned}"
