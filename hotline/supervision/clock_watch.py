"""The watching of the clocks: the worker looks at the tickets whose next rung stands, and at no
other.

A batch is one transaction, so a crash leaves nothing half done; what it would have done is still to
be done. The unique key of an order is the last word where two workers meet.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.ladder.ladder import COUNTING, Level, Trigger, raised
from hotline.domain.ladder.plan import Firing, LadderPlan, plan
from hotline.domain.ladder.times import courses, is_working
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM
from hotline.domain.time.working_time import due
from hotline.storage.watching import fired_keys, times_handed_on, to_watch
from hotline.supervision.measures import Measure, announce, prepare
from hotline.supervision.receivers import Holder, holder_of

log = logging.getLogger("hotline.watch")

BATCH = 25
# What an urge of the ladder is called by the light that gave it.
LAMPS = {Trigger.AMBER: NoticeKind.AMBER, Trigger.RED: NoticeKind.RED}
AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Look:
    """One ticket as it was looked at: what it is to be given, when to look again, since when it is
    amber.
    """

    ticket: Ticket
    plan: LadderPlan
    amber_at: datetime | None


def watch_clocks(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Give what the ladder demands for one batch of tickets; how many were looked at."""
    now = desk.now()
    working = is_working(desk.calendar, now)
    tickets = to_watch(session, now, working=working, limit=limit)
    ids = [ticket.row_id for ticket in tickets]
    fired, handed = fired_keys(session, ids), times_handed_on(session, ids)
    looks = []
    for ticket in tickets:
        counts = {
            Trigger.CYCLES: ticket.cycle - 1,
            Trigger.TRANSFERS: handed.get(ticket.row_id, 0),
        }
        look = _look(ticket, counts, fired.get(ticket.row_id, set()), desk, working=working)
        looks += [look] if look else []
    for look in _given(session, looks, desk):
        look.ticket.watch_at, look.ticket.amber_at = look.plan.next_at, look.amber_at
    return len(tickets)


def _look(
    ticket: Ticket, counts: Mapping[Trigger, int], fired: set[str], desk: Desk, *, working: bool
) -> Look | None:
    """What one ticket is to be given; None after a fault, which is logged."""
    try:
        clocks = courses(ticket, desk.city.ladder, desk.deadlines, desk.calendar)
        runs = [(course, _name(holder_of(ticket, desk, course.clock))) for course in clocks]
        next_rungs = plan(
            ticket, desk.city.ladder, runs, counts, fired, desk.now(), working=working
        )
    except Exception as error:
        _put_off(ticket, error, desk)
        return None
    amber_at = next((course.amber_at for course in clocks if course.clock == ticket.clock), None)
    return Look(ticket, next_rungs, amber_at)


def _given(session: Session, looks: Sequence[Look], desk: Desk) -> Sequence[Look]:
    """Give all at once; where that fails one after the other, so that one fault does no harm to
    the others.
    """
    try:
        with session.begin_nested():
            _give(session, looks, desk)
    except Exception:
        return [look for look in looks if _given_alone(session, look, desk)]
    return looks


def _given_alone(session: Session, look: Look, desk: Desk) -> bool:
    try:
        with session.begin_nested():
            _give(session, [look], desk)
    except Exception as error:
        _put_off(look.ticket, error, desk)
        return False
    return True


def _give(session: Session, looks: Sequence[Look], desk: Desk) -> None:
    written = []
    for ticket, firing in ((look.ticket, firing) for look in looks for firing in look.plan.firings):
        measure = _measure(ticket, firing, desk)
        written.append((ticket, prepare(session, SYSTEM, ticket, desk, measure=measure), measure))
    session.flush()
    for ticket, order, measure in written:
        announce(session, ticket, desk, order=order, measure=measure)


def _measure(ticket: Ticket, firing: Firing, desk: Desk) -> Measure:
    rung = firing.rung
    level = raised(rung.level, ticket.supervision) if rung.trigger in COUNTING else rung.level
    due_at = due(desk.now(), rung.answer, desk.calendar).due if rung.answer else None
    return Measure(
        level,
        rung.demand,
        holder_of(ticket, desk, firing.clock),
        due_at,
        str(rung.answer or ""),
        rung.tell,
        rule=rung.code,
        key=firing.key,
        clock=firing.clock,
        clock_due=firing.due,
        passed=firing.passed,
        kind=LAMPS.get(rung.trigger) if level is Level.URGE else None,
    )


def _put_off(ticket: Ticket, error: Exception, desk: Desk) -> None:
    log.error("ticket %s was not watched: %s", ticket.id, type(error).__name__)
    ticket.watch_at = desk.now() + AGAIN


def _name(holder: Holder) -> str:
    return holder.role or holder.unit
