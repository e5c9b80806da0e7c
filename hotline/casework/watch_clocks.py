"""The watching of the clocks: the worker looks at the tickets whose next rung stands, and at no other.

A batch is one transaction, so a crash leaves nothing half done; what it would have done is still to be done. The unique key
of an order is the last word where two workers meet.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.casework.desk import Desk
from hotline.casework.receivers import Holder, holder_of
from hotline.casework.supervise import Measure, give
from hotline.domain.ladder import COUNTING, Trigger, raised
from hotline.domain.ladder_plan import Firing, Plan, plan
from hotline.domain.ladder_times import Course, courses, is_working
from hotline.domain.models import Ticket
from hotline.domain.permissions import SYSTEM
from hotline.domain.working_time import due
from hotline.storage.watching import fired_keys, times_handed_on, to_watch

log = logging.getLogger("hotline.watch")

BATCH = 200
AGAIN = timedelta(hours=1)


def watch_clocks(session: Session, desk: Desk, *, limit: int = BATCH) -> int:
    """Give what the ladder demands for one batch of tickets; how many were looked at."""
    now = desk.now()
    working = is_working(desk.calendar, now)
    tickets = to_watch(session, now, working=working, limit=limit)
    ids = [ticket.id or 0 for ticket in tickets]
    fired, handed = fired_keys(session, ids), times_handed_on(session, ids)
    for ticket in tickets:
        counts = {Trigger.CYCLES: ticket.cycle - 1, Trigger.TRANSFERS: handed.get(ticket.id or 0, 0)}
        _watch(session, ticket, counts, fired.get(ticket.id or 0, set()), desk, working=working)
    return len(tickets)


def _watch(
    session: Session, ticket: Ticket, counts: Mapping[Trigger, int], fired: set[str], desk: Desk, *, working: bool
) -> None:
    """One ticket; a fault with it is logged, and it is looked at again later, without harm to the others."""
    try:
        found = courses(ticket, desk.city.ladder, desk.deadlines, desk.calendar)
        runs = [(course, holder_of(ticket, desk, course.clock)) for course in found]
        keyed = [(course, _name(holder)) for course, holder in runs]
        plan_ = plan(ticket, desk.city.ladder, keyed, counts, fired, desk.now(), working=working)
        if plan_.firings:
            with session.begin_nested():
                _give(session, ticket, plan_, desk)
    except Exception as error:
        log.error("ticket %s was not watched: %s", ticket.id, type(error).__name__)
        ticket.watch_at = desk.now() + AGAIN
        return
    ticket.watch_at = plan_.next_at
    ticket.amber_at = _amber(ticket, found)


def _give(session: Session, ticket: Ticket, plan_: Plan, desk: Desk) -> None:
    for firing in plan_.firings:
        rung, holder = firing.rung, holder_of(ticket, desk, firing.clock)
        level = raised(rung.level, ticket.supervision) if rung.trigger in COUNTING else rung.level
        measure = Measure(
            level, rung.demand, holder, _answer_due(firing, desk), rung.tell, rule=rung.code, key=firing.key,
            clock=firing.clock, clock_due=firing.due, passed=firing.passed,
        )  # fmt: skip
        give(session, SYSTEM, ticket, measure, desk)


def _answer_due(firing: Firing, desk: Desk) -> datetime | None:
    return due(desk.now(), firing.rung.answer, desk.calendar).due if firing.rung.answer else None


def _name(holder: Holder) -> str:
    return holder.role or holder.unit


def _amber(ticket: Ticket, found: list[Course]) -> datetime | None:
    return next((course.amber_at for course in found if course.clock == ticket.clock), None)
