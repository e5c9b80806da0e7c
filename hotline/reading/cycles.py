"""What follows from a cycle stays with its unit, wherever its ticket is by then: ratings,
rectification, exclusions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from hotline.desk.steps import find_for_step
from hotline.domain.errors import NotFound
from hotline.domain.models import CycleFigures, Exclusion, Rating, Rectification, Reply, Ticket
from hotline.domain.permissions import can_see, can_see_cycle
from hotline.domain.roles import Actor
from hotline.reading.masking import mask_of
from hotline.storage.vault import Vault

Table = TypeVar("Table", bound=SQLModel)


@dataclass(frozen=True)
class CycleDetails:
    """One cycle as its reader may see it: rows of other units are there only for who sees the
    ticket itself.
    """

    ticket: Ticket
    cycle: int
    ratings: Sequence[Rating]
    rectifications: Sequence[Rectification]
    exclusions: Sequence[Exclusion]
    replies: Sequence[Reply]
    figures: CycleFigures | None


def find_cycle(
    session: Session, actor: Actor, no: str, cycle: int, *, vault: Vault
) -> CycleDetails:
    """A cycle that is not there for the actor is answered like one that does not exist."""
    ticket = session.exec(select(Ticket).where(Ticket.no == no)).first()
    details = _details(session, actor, ticket, cycle, vault) if ticket is not None else None
    if details is None:
        raise NotFound(f"没有工单 {no[:20]} 的第 {cycle} 次办理", remedy="请核对工单编号")
    return details


def _details(
    session: Session, actor: Actor, ticket: Ticket, cycle: int, vault: Vault
) -> CycleDetails | None:
    """None where the actor sees no row of it."""
    mask = mask_of(session, actor, ticket, vault)
    ratings = _visible_rows(session, actor, ticket, Rating, cycle)
    details = CycleDetails(
        mask.ticket,
        cycle,
        ratings=mask.rows(ratings),
        rectifications=mask.rows(_visible_rows(session, actor, ticket, Rectification, cycle)),
        exclusions=mask.rows(_visible_rows(session, actor, ticket, Exclusion, cycle)),
        replies=mask.rows(_visible_rows(session, actor, ticket, Reply, cycle)),
        figures=next(iter(_visible_rows(session, actor, ticket, CycleFigures, cycle)), None),
    )
    rows = (
        details.ratings,
        details.rectifications,
        details.exclusions,
        details.replies,
        details.figures,
    )
    return details if any(rows) else None


def find_afterwards(
    session: Session, actor: Actor, no: str, *, version: int | None = None
) -> Ticket:
    """Like find_for_step, and also for a unit that was rated or has figures on this ticket."""

    def sees(actor: Actor, ticket: Ticket) -> bool:
        return can_see(actor, ticket) or _had_a_cycle(session, actor, ticket)

    return find_for_step(session, actor, no, version=version, sees=sees)


def _had_a_cycle(session: Session, actor: Actor, ticket: Ticket) -> bool:
    units: set[str] = set()
    for table in (CycleFigures, Rectification):
        fields: Any = table
        units |= set(session.exec(select(fields.unit).where(fields.ticket_id == ticket.id)))
    return any(unit and can_see_cycle(actor, unit, ticket) for unit in units)


def _visible_rows(
    session: Session, actor: Actor, ticket: Ticket, table: type[Table], cycle: int
) -> list[Table]:
    fields: Any = table
    rows = session.exec(
        select(table)
        .where(fields.ticket_id == ticket.id, fields.cycle == cycle)
        .order_by(col(fields.id))
    )
    readable: Any = rows
    return [row for row in readable if can_see_cycle(actor, row.unit, ticket)]
