"""Who holds a ticket on one of its clocks, and who else has to be told."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hotline.desk.desk import Desk
from hotline.domain.holders import WORKED_ON, role_at_centre
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.roles import SEES_CONFIDENTIAL, Role


class Holder(NamedTuple):
    """A unit; of the hotline's own unit also the role."""

    unit: str
    role: str = ""

    @property
    def receiver(self) -> str:
        return f"role:{self.role}" if self.role else f"unit:{self.unit}"


def holder_of(ticket: Ticket, desk: Desk, clock: str = "") -> Holder:
    """Who has to act before this clock ends; without `clock` who has the ticket now."""
    role = role_at_centre(ticket.status, clock)
    if role == Role.REVIEWER and ticket.secrecy == "confidential":
        role = Role.SUPERVISOR
    if role is None and not ticket.unit:
        role = Role.DISPATCHER
    return Holder(desk.city.centre, str(role)) if role else Holder(ticket.unit)


def worker_of(ticket: Ticket, desk: Desk) -> Holder:
    """Who works on the matter: its unit also while the centre decides on more time; else the
    holder.
    """
    return Holder(ticket.unit) if ticket.status in WORKED_ON else holder_of(ticket, desk)


def order_holder(order: SupervisionOrder) -> Holder:
    return Holder(order.unit, order.role)


def receivers(ticket: Ticket, holder: Holder, tell: Iterable[str], desk: Desk) -> Iterator[str]:
    """Nobody is told of a case about themselves, and of a confidential one only who may see it."""
    for name in tell:
        if name == "holder":
            yield holder.receiver
        elif name == "superior":
            unit = desk.city.units.get(holder.unit)
            if unit and unit.parent and not holder.role and unit.parent not in ticket.accused:
                yield f"unit:{unit.parent}"
        elif name in ("unit", "support"):
            units = [holder.unit if not holder.role else ""] if name == "unit" else ticket.co_units
            yield from (f"unit:{code}" for code in units if code and code not in ticket.accused)
        elif ticket.secrecy != "confidential" or Role(name) in SEES_CONFIDENTIAL:
            yield f"role:{name}"
