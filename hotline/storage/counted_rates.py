"""What each rate counts: its rows, of whom they are, its numerator and its denominator.

Dispatches, requests to return, endings and reports by their own time. What was withdrawn or merged
is nobody's work.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from hotline.domain.models import (
    Assignment,
    CycleFigures,
    ExcludedFigure,
    HistoryEntry,
    Rating,
    ReturnRequest,
    Ticket,
)
from hotline.domain.statuses import OPEN, Status
from hotline.domain.visibility import TicketScope
from hotline.domain.workflow import Action
from hotline.storage.counted_cycles import CountSpan
from hotline.storage.index.columns import beginning, condition
from hotline.storage.scopes import not_accusing, shown_by
from hotline.storage.score_counts import CONTENT
from hotline.storage.tallies import Counted, Tally

NOT_WORKED = ("merged", "withdrawn")
RECALLED = "recalled"
WRONG = ("returned", "rerouted", RECALLED)
DECIDED = ("granted", "refused")
STANDING = sorted(OPEN - {Status.MERGED})


@dataclass(frozen=True)
class Charge:
    """Whose figures are asked for: what the tickets are like that `scope` shows, and of a clerk the
    units that are charged.

    filters, prefixes  of a search, by field
    """

    scope: TicketScope
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    units: frozenset[str] | None = None

    @property
    def conditions(self) -> Sequence[ColumnElement[bool]]:
        """On tickets. A clerk is shown what is charged to their own units, wherever the tickets are
        by now.
        """
        scope = self.scope
        return [
            *(shown_by(scope) if scope.every_unit else not_accusing(scope)),
            *(condition(name, values) for name, values in self.filters),
            *(beginning(name, text) for name, text in self.prefixes),
        ]

    def of(self, unit: Any) -> ColumnElement[bool]:
        return true() if self.units is None else col(unit).in_(sorted(self.units))


def contacts(span: CountSpan, charge: Charge) -> Counted:
    """Of what was reported: what the front desk answered, and what had been reported before.

    A merged report is a repeated one.
    """
    f: Any = aliased(CycleFigures)
    ending, status = exists().where(f.ticket_id == col(Ticket.id)), col(Ticket.status)
    withdrawn = or_(status == Status.WITHDRAWN, ending.where(f.ending == "withdrawn"))
    merged = or_(col(Ticket.merged_into) != "", ending.where(f.ending == "merged"))
    worked = and_(~withdrawn, ~merged)
    repeated = or_(col(Ticket.duplicate_of) != "", col(Ticket.merged_into) != "")
    tallies = {
        "direct": Tally(ending.where(f.ending == "answered"), worked),
        "repeated": Tally(repeated, ~withdrawn),
    }
    reported = span.has(col(Ticket.reported_at))
    rows = select().select_from(Ticket).where(reported, *charge.conditions)
    return Counted(rows, col(Ticket.id), literal(""), tallies)


def _dispatched(span: CountSpan, charge: Charge) -> Counted:
    """退单率: tickets that a unit wanted to give back, of those that it was sent."""
    a: Any = Assignment
    # The ticket is what an index knows.
    request = exists().where(
        col(ReturnRequest.ticket_id) == a.ticket_id, col(ReturnRequest.assignment_id) == a.id
    )
    kept = a.outcome.not_in((*NOT_WORKED, RECALLED))
    led = (a.role == "lead", kept, span.has(a.dispatched_at))
    rows = _of_tickets(a, charge).where(*led, charge.of(a.unit))
    return Counted(rows, a.ticket_id, a.unit, {"returned": Tally(request, true(), a.ticket_id)})


def _asked_back(span: CountSpan, charge: Charge) -> Counted:
    """不当退单率: requests that were refused, of those that were decided."""
    r: Any = ReturnRequest
    rows = _of_tickets(r, charge).where(span.has(r.asked_at), charge.of(r.unit))
    tally = Tally(r.decision == "refused", r.decision.in_(DECIDED))
    return Counted(rows, r.ticket_id, r.unit, {"improper": tally})


def _ended(span: CountSpan, charge: Charge) -> Counted:
    """重办率: tickets closed after a further cycle, of those that were closed; and how long the
    units worked on each cycle.
    """
    f: Any = CycleFigures
    rows = _of_tickets(f, charge).where(span.has(f.ended_at), charge.of(f.unit))
    closed, timed = f.ending == "closed", f.worked_seconds.is_not(None)
    tallies = {
        "reworked": Tally(f.cycle > 1, closed, f.ticket_id),
        "duration": Tally(true(), timed, weight=f.worked_seconds),
    }
    return Counted(rows, f.ticket_id, f.unit, tallies)


def _first_sent(span: CountSpan, charge: Charge) -> Counted:
    """一次派准率: of tickets that were sent to a unit for the first time, those that stayed.

    A dispatch that was undone at once was none.
    """
    a: Any = Assignment
    before: Any = aliased(Assignment)
    earlier = exists().where(before.ticket_id == a.ticket_id, before.id < a.id, ~_undone(before))
    led = (a.role == "lead", a.outcome.not_in(NOT_WORKED), span.has(a.dispatched_at))
    is_first = (a.level == 1, ~_undone(a), ~earlier.where(before.role == "lead"))
    rows = _of_tickets(a, charge).where(*led, *is_first, charge.of(a.unit))
    stayed = a.outcome.not_in(WRONG)
    return Counted(rows, a.ticket_id, a.unit, {"first_time": Tally(stayed, true(), a.ticket_id)})


def _undone(a: Any) -> ColumnElement[bool]:
    """Whether who sent it took it back (撤销), rather than recalled it from the unit (收回)."""
    step: Any = aliased(HistoryEntry)
    undoing = and_(step.ticket_id == a.ticket_id, step.action == Action.UNDO)
    return and_(a.outcome == RECALLED, exists().where(undoing, step.at == a.ended_at))


def _rated(span: CountSpan, charge: Charge) -> Counted:
    """解决率 and 满意率: of what callers said in the span, 基本满意 and better."""
    r: Any = Rating

    def kept(metric: str) -> ColumnElement[bool]:
        out: Any = aliased(ExcludedFigure)
        of_cycle = and_(out.ticket_id == r.ticket_id, out.cycle == r.cycle)
        return ~exists().where(of_cycle, out.metric == metric)

    rows = _of_tickets(r, charge).where(span.has(r.at), r.counted.is_(True), charge.of(r.unit))
    tallies = {
        "solved": Tally(r.solved.is_(True), and_(r.solved.is_not(None), kept("resolution"))),
        "satisfied": Tally(r.rating >= CONTENT, and_(r.rating.is_not(None), kept("satisfaction"))),
    }
    return Counted(rows, r.ticket_id, r.unit, tallies)


def _standing(span: CountSpan, charge: Charge) -> Counted:
    """挂账率: of what stands open now, whenever it came."""
    t: Any = Ticket
    alone = (t.status.in_(STANDING), t.unit != "", t.merged_into == "")
    conditions = (*alone, charge.of(t.unit), *charge.conditions)
    rows = select().select_from(Ticket).where(*conditions)
    return Counted(rows, t.id, t.unit, {"suspended": Tally(t.status == Status.SUSPENDED, true())})


COUNTS: Sequence[Callable[[CountSpan, Charge], Counted]] = (
    _dispatched,
    _asked_back,
    _ended,
    _first_sent,
    _rated,
    _standing,
)


def _of_tickets(table: Any, charge: Charge) -> Select[Any]:
    """Rows of a table, and of the tickets behind them where something is asked of these."""
    rows = select().select_from(table)
    if charge.conditions:
        rows = rows.join(Ticket, col(Ticket.id) == table.ticket_id).where(*charge.conditions)
    return rows
