"""Due times of open tickets anew, after the calendar or the deadlines of the city changed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlmodel import Session, col, func, select

from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.models import WATCH_NOW, Ticket
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import CALL_ANEW, RUN_IN
from hotline.domain.time.deadlines import Clock, column_of
from hotline.domain.time.working_time import due
from hotline.domain.workflow import EVENTS, Action
from hotline.operation.clock_starts import ASKS, BEGAN, LOOKS, Starts, clock_starts
from hotline.operation.computed_moments import recompute_rows
from hotline.reading.handling_clock import due_of_rows, hurried, open_pause, unit_due
from hotline.storage.database import Database
from hotline.storage.ratings import closes_by_itself

PAGE = 500
EXAMPLES = 10

# In `own` of a ticket: a clock that ends by what others reported.
OF_OTHERS = {Clock.CONTACT: {column_of(Clock.CONTACT), CALL_ANEW}}


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock of one ticket, before and after."""

    ticket_no: str
    clock: str
    old: datetime | None
    new: datetime | None


@dataclass
class Recomputed:
    """What a run found: `seen` open tickets, `changed` ones, overdue ones before and after, the
    first examples; `rows` beside tickets that changed, by table.
    """

    seen: int = 0
    changed: int = 0
    overdue_before: int = 0
    overdue_after: int = 0
    clocks: Counter[str] = field(default_factory=Counter)
    rows: dict[str, int] = field(default_factory=dict)
    examples: list[Moved] = field(default_factory=list)


def count_open(database: Database) -> int:
    """How many tickets a run looks at."""
    with database.reading() as session:
        return session.exec(
            select(func.count()).select_from(Ticket).where(col(Ticket.status).in_(_STATUSES))
        ).one()


def recompute(
    database: Database,
    desk: Desk,
    *,
    dry_run: bool = False,
    progress: Callable[[int], Any] = lambda tickets: None,
    page: int = PAGE,
) -> Recomputed:
    """Page by page, each in a transaction of its own.

    Run again after a break it changes only what is left.
    """
    done, after = Recomputed(), 0
    while True:
        with database.reading() if dry_run else database.writing() as session:
            tickets = _page(session, after, page)
            if not tickets:
                done.rows = recompute_rows(session, desk, dry_run=dry_run)
                return done
            starts = clock_starts(session, tickets)
            for ticket in tickets:
                _one(session, ticket, starts, desk, done)
            after = tickets[-1].row_id
            if dry_run:
                session.rollback()
        progress(len(tickets))


_STATUSES = sorted(EVENTS[Action.RECOMPUTE])


def _page(session: Session, after: int, page: int) -> Sequence[Ticket]:
    query = select(Ticket).where(col(Ticket.status).in_(_STATUSES), col(Ticket.id) > after)
    return session.exec(query.order_by(col(Ticket.id)).limit(page).with_for_update()).all()


def _one(session: Session, ticket: Ticket, starts: Starts, desk: Desk, done: Recomputed) -> None:
    now, before = desk.now(), ticket.due_at
    due_times, provisional = _due_times(session, ticket, starts, desk)
    moved = [
        Moved(ticket.no, name.removeprefix("due_"), getattr(ticket, name), end)
        for name, end in due_times.items()
    ]
    if moved:
        changes = cast(TicketChanges, {**due_times, "due_provisional": provisional})
        details = {move.clock: [_text(move.old), _text(move.new)] for move in moved}
        take_step(
            session,
            SYSTEM,
            ticket,
            Action.RECOMPUTE,
            at=now,
            reason="工作日历或时限规则变更",
            details=details,
            changes=changes,
        )
    elif ticket.due_at:
        # Amber and the rungs of the ladder may stand elsewhere even where the limit does not.
        ticket.watch_at = WATCH_NOW
    done.seen += 1
    done.changed += bool(moved)
    done.overdue_before += bool(before and before < now)
    done.overdue_after += bool(ticket.due_at and ticket.due_at < now)
    done.clocks.update(move.clock for move in moved)
    done.examples += moved[: EXAMPLES - len(done.examples)]


def _due_times(
    session: Session, ticket: Ticket, starts: Starts, desk: Desk
) -> tuple[dict[str, datetime | None], bool]:
    """The due times that come out differently, and whether one of the running clocks is
    provisional.
    """
    computed: dict[str, tuple[datetime | None, bool]] = {}
    for clock in RUN_IN[Status(ticket.status)]:
        if clock == Clock.HANDLE:
            end = due_of_rows(session, ticket, desk) if ticket.due_handle else None
            if end:
                computed["due_handle"] = end.due, end.provisional
            continue
        if clock == Clock.CALLBACK and closes_by_itself(session, ticket):
            wait = desk.city.settings.callback.unsampled_wait
            began = [at for action in BEGAN[clock] if (at := starts.get((ticket.row_id, action)))]
            if began:
                end = due(max(began), wait, desk.calendar)
                computed["due_callback"] = end.due, end.provisional
            continue
        if OF_OTHERS.get(clock, {column_of(clock)}) & ticket.own.keys():
            continue
        actions = BEGAN[clock]
        if clock == Clock.CONTACT and ticket.danger and ticket.cycle == 1:
            actions = (Action.REGISTER,)
        began = [at for action in actions if (at := starts.get((ticket.row_id, action)))]
        if began:
            computed[column_of(clock)] = _of_stage(session, ticket, clock, max(began), desk)
    computed |= _beside_the_way(session, ticket, computed, starts, desk)
    changes = {name: end for name, (end, _) in computed.items() if end != getattr(ticket, name)}
    return changes, any(provisional for _, provisional in computed.values())


def _of_stage(
    session: Session, ticket: Ticket, clock: Clock, began: datetime, desk: Desk
) -> tuple[datetime | None, bool]:
    """What is critical since its caller told so is no sooner due than if that had begun it."""
    danger_at = hurried(session, ticket)
    if danger_at is None or danger_at[0] <= began:
        return desk.due(clock, ticket, began)
    at, before = danger_at
    usual = desk.deadlines.limit(
        clock, request_type=ticket.request_type, urgency=before, category=ticket.category
    )
    ends = [desk.due(clock, ticket, at)]
    if usual and clock != Clock.CONTACT:
        end = due(began, usual, desk.calendar)
        ends.append((end.due, end.provisional))
    return min((end for end in ends if end[0]), key=lambda end: str(end[0]), default=ends[0])


def _beside_the_way(
    session: Session,
    ticket: Ticket,
    computed: Mapping[str, tuple[datetime | None, bool]],
    starts: Starts,
    desk: Desk,
) -> dict[str, tuple[datetime | None, bool]]:
    """The limit of the unit below, the look at what is paused, the decision that is awaited."""
    settings, moments = desk.city.settings, dict[str, tuple[datetime | None, bool]]()
    if ticket.due_unit:
        handle, _ = computed.get("due_handle", (ticket.due_handle, False))
        moments["due_unit"] = unit_due(session, ticket, desk, handle=handle), False
    waits = {"due_look": LOOKS, "due_decide": ASKS}
    for name, actions in waits.items():
        began = [at for action in actions if (at := starts.get((ticket.row_id, action)))]
        if getattr(ticket, name) is None or not began:
            continue
        limit = settings.decide_within
        if name == "due_look":
            is_suspended = ticket.status == Status.SUSPENDED
            limit = settings.look_every if is_suspended else settings.material_wait
        end = due(max(began), limit, desk.calendar)
        latest = _suspended_until(session, ticket) if name == "due_look" else None
        moments[name] = min(end.due, latest or end.due), end.provisional
    return moments


def _suspended_until(session: Session, ticket: Ticket) -> datetime | None:
    row = open_pause(session, ticket)
    return row.until if row else None


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
