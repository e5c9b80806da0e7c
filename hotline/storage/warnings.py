"""Raised warnings: for their readers, for the worker that raises them, and how many were true."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from hotline.domain.models import RaisedWarning, Ticket, WarningStep, WarningTicket
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor
from hotline.domain.warnings import OPEN_WARNINGS, Grade
from hotline.storage.scopes import not_accusing, visible_to

MOST_TICKETS = 100


@dataclass(frozen=True)
class WarningFilter:
    """ "" leaves all; `open`: only those whose life goes on."""

    kind: str = ""
    grade: str = ""
    state: str = ""
    unit: str = ""
    open: bool = False
    since: datetime | None = None


@dataclass(frozen=True)
class Precision:
    """Of one kind: how many were raised, and how many people found true and false."""

    kind: str
    raised: int
    confirmed: int
    false: int

    @property
    def value(self) -> float | None:
        """Confirmed of all that were judged; None before the first was."""
        judged = self.confirmed + self.false
        return self.confirmed / judged if judged else None


def warnings_after(
    session: Session, actor: Actor, chosen: WarningFilter, *, after: int = 0, limit: int
) -> Sequence[RaisedWarning]:
    """What the actor may read, newest first; `after` is the id of the last one of the page
    before.
    """
    query = select(RaisedWarning).where(*readable_by(actor), *_conditions(chosen))
    if after:
        query = query.where(col(RaisedWarning.id) < after)
    return session.exec(query.order_by(col(RaisedWarning.id).desc()).limit(limit)).all()


def most_serious(session: Session, actor: Actor, *, limit: int) -> Sequence[RaisedWarning]:
    """Open ones: red before yellow before blue, then newest first."""
    rank = case({str(grade): at for at, grade in enumerate(Grade)}, value=RaisedWarning.grade)
    query = select(RaisedWarning).where(*readable_by(actor), *_conditions(WarningFilter(open=True)))
    newest = col(RaisedWarning.raised_at).desc(), col(RaisedWarning.id).desc()
    return session.exec(query.order_by(rank, *newest).limit(limit)).all()


def count_open(session: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(RaisedWarning)
    query = query.where(*readable_by(actor), *_conditions(WarningFilter(open=True)))
    return session.exec(query).one()


def readable_warning(
    session: Session, actor: Actor, number: int, *, locked: bool = False
) -> RaisedWarning | None:
    """None where there is none for these eyes."""
    query = select(RaisedWarning).where(col(RaisedWarning.id) == number, *readable_by(actor))
    return session.exec(query.with_for_update() if locked else query).first()


def readable_by(actor: Actor) -> list[ColumnElement[bool]]:
    """The centre reads a warning while it may see one of its tickets, so that nothing is told of
    what became confidential. A unit reads those that are assigned to it, unless one of their
    tickets accuses it.
    """
    scope = scope_of(actor)
    accusing: list[ColumnElement[bool]] = []
    if scope.barred:
        accusing = [~_tickets_of_it().where(*(~part for part in not_accusing(scope))).exists()]
    if not scope.every_unit:
        return [col(RaisedWarning.unit).in_(scope.units), col(RaisedWarning.unit) != "", *accusing]
    return [_tickets_of_it().where(*visible_to(actor)).exists(), *accusing]


def tickets_of_warning(session: Session, actor: Actor, warning_id: int) -> Sequence[Ticket]:
    """Those that the actor may see, the newest first."""
    query = (
        select(Ticket)
        .join(WarningTicket, col(WarningTicket.ticket_id) == Ticket.id)
        .where(col(WarningTicket.warning_id) == warning_id, *visible_to(actor))
        .order_by(col(Ticket.reported_at).desc(), col(Ticket.id).desc())
    )
    return session.exec(query.limit(MOST_TICKETS)).all()


def numbers_by_warning(
    session: Session, actor: Actor, ids: Collection[int]
) -> dict[int, list[str]]:
    """Numbers of the tickets of several warnings that the actor may see, the newest first."""
    query: Any = (
        select(WarningTicket.warning_id, Ticket.no)
        .join(Ticket, col(WarningTicket.ticket_id) == Ticket.id)
        .where(col(WarningTicket.warning_id).in_(ids), *visible_to(actor))
        .order_by(col(Ticket.reported_at).desc(), col(Ticket.id).desc())
    )
    numbers: dict[int, list[str]] = {number: [] for number in ids}
    for warning_id, no in session.execute(query) if ids else ():
        numbers[warning_id].append(no)
    return numbers


def warning_steps(session: Session, warning_id: int) -> Sequence[WarningStep]:
    """Its history, oldest first."""
    query = select(WarningStep).where(col(WarningStep.warning_id) == warning_id)
    return session.exec(query.order_by(col(WarningStep.id))).all()


def accused_units(session: Session, warning_id: int) -> set[str]:
    """Units that a ticket of the warning complains about."""
    query = (
        select(Ticket.accused)
        .join(WarningTicket, col(WarningTicket.ticket_id) == Ticket.id)
        .where(col(WarningTicket.warning_id) == warning_id)
    )
    return {unit for units in session.exec(query) for unit in units}


def precision_by_kind(
    session: Session, actor: Actor, since: datetime, until: datetime
) -> Sequence[Precision]:
    """Of the warnings raised from `since` to before `until`, by kind."""
    verdict: Any = col(RaisedWarning.verdict)
    confirmed, false = (
        func.sum(case((verdict == value, 1), else_=0)) for value in ("confirmed", "false")
    )
    query: Any = (
        select(RaisedWarning.kind, func.count(), confirmed, false)
        .where(*readable_by(actor))
        .where(col(RaisedWarning.raised_at) >= since, col(RaisedWarning.raised_at) < until)
        .group_by(col(RaisedWarning.kind))
        .order_by(col(RaisedWarning.kind))
    )
    return [Precision(str(kind), *map(int, counts)) for kind, *counts in session.execute(query)]


def _tickets_of_it() -> Any:
    return (
        select(WarningTicket.ticket_id)
        .join(Ticket, col(WarningTicket.ticket_id) == Ticket.id)
        .where(col(WarningTicket.warning_id) == col(RaisedWarning.id))
    )


def _conditions(chosen: WarningFilter) -> list[ColumnElement[bool]]:
    names = ("kind", "grade", "state", "unit")
    conditions: list[ColumnElement[bool]] = [
        getattr(RaisedWarning, name) == getattr(chosen, name)
        for name in names
        if getattr(chosen, name)
    ]
    if chosen.open:
        conditions.append(col(RaisedWarning.state).in_(OPEN_WARNINGS))
    if chosen.since is not None:
        conditions.append(col(RaisedWarning.raised_at) >= chosen.since)
    return conditions
