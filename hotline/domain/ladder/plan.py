"""Which rungs of the ladder a ticket is to be given now, and when to look at it again.

A rung is named by a key: the clock with its end and its holder, or what is counted. Each key is
used once; of several rungs that stand at once the highest is given, the lower ones are passed over
and not given later. So it does not matter how often, how late or in what order of time anybody
looks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.ladder.ladder import COUNTING, Rung, Trigger
from hotline.domain.ladder.times import Course
from hotline.domain.models import WATCH_NOW, Ticket

# Something stands already, and only working time is awaited.
PENDING = WATCH_NOW + timedelta(seconds=1)
HURRIED = ("urgent", "critical")


@dataclass(frozen=True, slots=True)
class Firing:
    """A rung to be given; `passed` are the lower rungs that it stands for."""

    rung: Rung
    key: str
    clock: str = ""
    due: datetime | None = None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LadderPlan:
    firings: tuple[Firing, ...]
    next_at: datetime | None


def plan(
    ticket: Ticket,
    ladder: Iterable[Rung],
    runs: Iterable[tuple[Course, str]],
    counts: Mapping[Trigger, int],
    fired: Collection[str],
    now: datetime,
    *,
    working: bool,
) -> LadderPlan:
    """`runs` are the courses of the ticket with who holds it on each; `fired` the keys that were
    used.
    """
    awake = working or ticket.urgency in HURRIED
    firings: list[Firing] = []
    moments: list[datetime] = []
    for course, holder in runs:
        standing, later = _on_course(ticket, course, holder, fired, now)
        firings += standing
        moments += later
    firings += _counted(ticket, ladder, counts, fired)
    if firings and not awake:
        return LadderPlan((), PENDING)
    return LadderPlan(tuple(firings), min(moments, default=None))


def _on_course(
    ticket: Ticket, course: Course, holder: str, fired: Collection[str], now: datetime
) -> tuple[list[Firing], list[datetime]]:
    """What stands now, and the moments of what will stand."""
    prefix = f"{ticket.id}/{ticket.cycle}/{course.clock}/{course.due:%Y%m%d%H%M%S}/{holder}"
    used = [at for at, rung in course.rungs if f"{prefix}/{rung.code}" in fired]
    floor = max(used, default=datetime.min)
    left = [
        (at, rung)
        for at, rung in course.rungs
        if at >= floor and f"{prefix}/{rung.code}" not in fired
    ]
    standing = [(at, rung) for at, rung in left if at <= now]
    passed = tuple(rung.code for at, rung in standing if at < standing[-1][0])
    firings = [
        Firing(rung, f"{prefix}/{rung.code}", course.clock, course.due, passed)
        for at, rung in standing
        if at == standing[-1][0]
    ]
    return firings, [at for at, _ in left if at > now]


def _counted(
    ticket: Ticket, ladder: Iterable[Rung], counts: Mapping[Trigger, int], fired: Collection[str]
) -> list[Firing]:
    firings = []
    for trigger in COUNTING:
        rungs = [rung for rung in ladder if rung.trigger is trigger and rung.holds(ticket.urgency)]
        reached = sorted(
            (rung for rung in rungs if rung.count <= counts[trigger]), key=lambda rung: rung.count
        )
        if reached and (key := f"{ticket.id}/{trigger}/{reached[-1].code}") not in fired:
            firings.append(
                Firing(reached[-1], key, passed=tuple(rung.code for rung in reached[:-1]))
            )
    return firings
