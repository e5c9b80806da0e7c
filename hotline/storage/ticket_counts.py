"""How many tickets wait where: counts for the lists of work, each in one statement."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import case, func, literal_column, text, union_all
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket
from hotline.domain.permissions import scope_of
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN
from hotline.storage.scopes import Conditions, parts_of

SUPPORTED = "support"


def count_by_status(session: Session, actor: Actor) -> dict[str, int]:
    """Open tickets by status, from indexes alone: all of them, less the confidential ones that
    the actor may not see.
    """
    scope = scope_of(actor)
    in_full = scope.confidential or not scope.every_unit or bool(scope.units or scope.barred)
    counted = [_by_status(part, 1) for part in (parts_of(actor) if in_full else [[]])]
    if not in_full:
        counted.append(_by_status([literal_column("ticket.secrecy = 'confidential'")], -1))
    totals: Counter[str] = Counter()
    for status, number in session.execute(union_all(*counted)):
        totals[status] += number
    return {status: number for status, number in totals.items() if number}


def _by_status(conditions: Conditions, sign: int) -> Any:
    return (
        select(Ticket.status, func.count() * sign)
        .where(*conditions, col(Ticket.status).in_(sorted(OPEN)))
        .group_by(col(Ticket.status))
    )


def count_clocks(
    session: Session, actor: Actor, statuses: Collection[str], *, led: Collection[str] = ()
) -> Counter[str]:
    """How many tickets of these statuses each clock runs of, in one statement; "" where none.

    led  of tickets that none of these units leads, where some are named: SUPPORTED instead
    """
    whose: Any = col(Ticket.clock)
    if led:
        whose = case((col(Ticket.unit).in_(sorted(led)), whose), else_=SUPPORTED)
    counted: list[Any] = [
        select(whose.label("whose"), func.count())
        .where(*part, col(Ticket.status).in_(sorted(statuses)))
        .group_by(text("whose"))
        for part in parts_of(actor)
    ]
    waiting = Counter[str]()
    for clock, number in session.execute(union_all(*counted)):
        waiting[clock or ""] += number
    return waiting
