"""Which earlier reports speak of the same matter: the same place, the same thing, not long ago; by
the likeness that issues and pairs of a file go by.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from analytics.hotspots.likeness import Likeness
from analytics.hotspots.pairs import ALIKE
from analytics.hotspots.plain_text import without_place
from analytics.hotspots.report import Report
from classifiers.folding import fold
from classifiers.rarity import pairs, rarest, rarity

WINDOW = timedelta(days=60)
_READ = 300
_SHOWN = 4
_HERE = "同一"  # what stands for the one place, or the one caller, of all that are compared


def likely_repeats(
    report: Report,
    candidates: Iterable[Report],
    window: timedelta = WINDOW,
    *,
    least: float = ALIKE,
) -> list[tuple[str, float, str]]:
    """(id, score 0 to 1, why) of earlier reports that are probably about the same, most alike
    first.

    Only reports of one place are compared, and those of one caller where a place is not known.
    """
    near = [other for other in candidates if _may_repeat(report, other, window)]
    if not near or not _words(report):
        return []
    scores = _scores(report, near)
    repeats = [
        (other.id, round(score, 3), _why(report, other))
        for other, score in zip(near, scores, strict=True)
        if score >= least
    ]
    return sorted(repeats, key=lambda repeat: (-repeat[1], repeat[0]))


@cache
def read_ahead() -> None:
    """Reads the files that the first comparison needs, once in a process: seconds, which nobody
    should wait then.
    """
    earlier, now = (datetime(2026, 1, day) for day in (1, 2))
    text, here = "路灯坏了三天没有人修理", "甲"
    likely_repeats(
        Report("2", now, "", text, place=here), [Report("1", earlier, "", text, place=here)]
    )


def _may_repeat(report: Report, other: Report, window: timedelta) -> bool:
    is_before = timedelta(0) <= report.at - other.at <= window
    if other.id == report.id or not is_before:
        return False
    if report.place and other.place:
        return report.place == other.place
    return bool(report.caller) and report.caller == other.caller


def _scores(report: Report, others: Sequence[Report]) -> list[float]:
    """Where all stand is known, so no name in a text has to say it."""
    likeness = Likeness([at_one_place(each) for each in (report, *others)])
    return [float(score) for score in likeness.among(range(1 + len(others)))[0, 1:]]


def at_one_place(report: Report) -> Report:
    """The report as those of one place are compared: without its name."""
    text = without_place(fold(report.text), report) if report.place else report.text
    return replace(report, text=text, place=_HERE)


def _why(report: Report, other: Report) -> str:
    same = report.place and report.place == other.place
    where = f"同一地点“{report.place}”" if same else "同一诉求人"
    shared = sorted(
        _words(report) & _words(other) & rarity().keys(),
        key=lambda pair: (-rarity().get(pair, rarest()), pair),
    )[:_SHOWN]
    mentioned = f"，都提到{'、'.join(shared)}" if shared else ""
    return f"{where}，{(report.at - other.at).days} 天前{mentioned}"


def _words(report: Report) -> frozenset[str]:
    """What the text speaks of; the name of the place says where, not what."""
    text, place = fold(report.text[:_READ]), fold(report.place)
    return pairs(text.replace(place, " ") if place else text) - pairs(place)
