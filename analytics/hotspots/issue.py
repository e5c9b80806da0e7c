"""An issue as people read it, and what its heat is made of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10

from analytics.callers import different_callers
from analytics.hotspots.naming import names
from analytics.hotspots.report import Report

TREND = timedelta(days=30)
# So many people make an issue; one of them, however loud, does not.
LEAST_PEOPLE = 3.0
_MOST_BY_VOTES = 4.0


@dataclass(frozen=True, slots=True)
class Issue:
    """Reports of one matter at one place.

    score    people who speak of it, and the logarithm of the votes, of which no number makes up
             for five people: to press a button costs less than to write
    recent, before   tickets of the last thirty days and of the thirty before
    ids      rising by time
    """

    title: str
    place: str
    subject: str
    score: float
    first: datetime
    last: datetime
    tickets: int
    callers: int
    votes: int
    recent: int
    before: int
    ids: tuple[str, ...]
    units: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    why: tuple[str, ...]

    @property
    def trend(self) -> str:
        return _trend(self.recent, self.before)


def describe(reports: Sequence[Report], middle: Report, now: datetime) -> Issue:
    """The reports of one issue, in any order; `middle` is most like all of them."""
    rows = sorted(reports, key=lambda report: (report.at, report.id))
    callers, votes = people(rows), sum(max(0, report.votes) for report in rows)
    name = names(rows, middle)
    recent = sum(now - TREND < report.at <= now for report in rows)
    before = sum(now - 2 * TREND < report.at <= now - TREND for report in rows)
    first, last = rows[0].at, rows[-1].at
    return Issue(
        title=name.title,
        place=name.place,
        subject=name.subject,
        score=round(warmth(callers, votes), 2),
        first=first,
        last=last,
        tickets=len(rows),
        callers=callers,
        votes=votes,
        recent=recent,
        before=before,
        ids=tuple(report.id for report in rows),
        units=_counted(report.unit for report in rows),
        states=_counted(report.state for report in rows),
        why=_why(len(rows), callers, votes, first, last, recent, before),
    )


def people(reports: Sequence[Report]) -> int:
    """Different callers."""
    return different_callers(report.caller for report in reports)


def warmth(callers: int, votes: int) -> float:
    return callers + backing(votes)


def backing(votes: int) -> float:
    """Ten thousand votes, and any number above, are as much as four people."""
    return min(_MOST_BY_VOTES, log10(1 + max(0, votes)))


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _why(
    tickets: int,
    callers: int,
    votes: int,
    first: datetime,
    last: datetime,
    recent: int,
    before: int,
) -> tuple[str, ...]:
    lines = [f"{callers} 人反映，共 {tickets} 件，计 {callers} 分"]
    if votes:
        lines.append(f"获得 {votes} 次支持，按对数计 {backing(votes):.1f} 分")
    days = (last.date() - first.date()).days + 1
    lines.append(f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}，历时 {days} 天")
    lines.append(f"近 30 天 {recent} 件，此前 30 天 {before} 件，{_trend(recent, before)}")
    return tuple(lines)


def _trend(recent: int, before: int) -> str:
    if recent > before:
        return "上升"
    return "下降" if recent < before else "持平"
