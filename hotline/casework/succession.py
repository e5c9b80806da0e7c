"""A unit, a category or an area has been reorganised: what is open goes to its successor."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select, update

from hotline.casework.asked_units import is_asked
from hotline.casework.protection import drop_support, take_back, take_from_accused
from hotline.city.former_codes import Codes
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step
from hotline.domain.doubts import DOUBTED_UNITS, withheld
from hotline.domain.models import (
    Application,
    Assignment,
    Exclusion,
    Notice,
    Rectification,
    ReturnRequest,
    Staff,
    SupervisionOrder,
    Ticket,
)
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import OPEN
from hotline.domain.workflow import Action
from hotline.supervision.telling import tell, tell_units_of_danger

MAY_BE_MEANT = "正文提到承继单位，请看是否在反映它，再派单"
REASON = "机构或目录调整，转由承继单位、类别或区域办理"


def succeed(session: Session, desk: Desk) -> int:
    """Move everything that is open of codes with a successor, and their accounts; how many tickets
    changed. The caller's clock and what the unit has done so far stay.
    """
    codes = desk.city.successors
    before = {
        ticket.row_id: (ticket, ticket.unit, set(ticket.co_units))
        for ticket in _tickets(session, codes)
    }
    tickets = [ticket for ticket, *_ in before.values() if _change(session, ticket, desk)]
    _rename_rows(session, codes["unit"])
    for ticket in tickets:
        if {ticket.unit, *ticket.co_units} & set(ticket.accused):
            take_from_accused(session, SYSTEM, ticket, desk)
            continue
        _, led, supported = before[ticket.row_id]
        _drop_named(session, ticket, desk, new=set(ticket.co_units) - supported)
        if ticket.unit != led and _may_be_meant(session, ticket, desk, ticket.unit):
            take_back(session, SYSTEM, ticket, desk, reason=MAY_BE_MEANT)
        elif ticket.unit != led:
            _tell_successor(session, ticket, desk)
    return len(tickets)


def _may_be_meant(session: Session, ticket: Ticket, desk: Desk, unit: str) -> bool:
    return unit in withheld(ticket) or is_asked(session, ticket, desk, units=[unit])


def _drop_named(session: Session, ticket: Ticket, desk: Desk, *, new: set[str]) -> None:
    """A machine makes no unit support of which the ticket may complain."""
    if named := [unit for unit in new if _may_be_meant(session, ticket, desk, unit)]:
        drop_support(session, ticket, desk, units=named)


def _tell_successor(session: Session, ticket: Ticket, desk: Desk) -> None:
    """It may be a unit that there was before, with people who know nothing of the matter."""
    tell(session, ticket, desk, kind=NoticeKind.MOVED_HERE)
    if ticket.danger:
        tell_units_of_danger(session, ticket, desk, but=ticket.co_units)


def _tickets(session: Session, codes: Codes) -> Sequence[Ticket]:
    """Open tickets with such a code; who supports and who is accused stand in lists, so that all
    open ones are looked at.
    """
    if not any(codes.values()):
        return ()
    query = select(Ticket).where(col(Ticket.status).in_(sorted(OPEN)))
    return session.exec(query.order_by(col(Ticket.id)).with_for_update()).all()


def _change(session: Session, ticket: Ticket, desk: Desk) -> bool:
    """Whether the ticket had such a code; the step says from what to what."""
    units = desk.city.successors["unit"]
    details = {name: [old, new] for name, old, new in _fields(ticket, desk.city.successors)}
    lead = units.get(ticket.unit, ticket.unit)
    co_units = [code for code in _renamed(ticket.co_units, units) if code != lead]
    accused = sorted({*ticket.accused, *(units[code] for code in ticket.accused if code in units)})
    doubts = _doubts_with_successors(ticket, units)
    old = (ticket.unit, ticket.co_units, sorted(ticket.accused), ticket.doubts)
    if not details and (lead, co_units, accused, doubts) == old:
        return False
    for name, (_, new) in details.items():
        setattr(ticket, name, new)
    take_step(
        session,
        SYSTEM,
        ticket,
        Action.SUCCEED,
        at=desk.now(),
        reason=REASON,
        to_unit=lead,
        details=details,
        changes={"co_units": co_units, "accused": accused, "doubts": doubts},
    )
    return True


def _fields(ticket: Ticket, codes: Codes) -> Iterable[tuple[str, str, str]]:
    for name, kind in (("category", "category"), ("district", "area"), ("street", "area")):
        old = getattr(ticket, name)
        if new := codes[kind].get(old):
            yield name, old, new


def _doubts_with_successors(ticket: Ticket, units: Mapping[str, str]) -> dict[str, Any]:
    doubts = dict(ticket.doubts)
    for kind in DOUBTED_UNITS & doubts.keys():
        codes = doubts[kind]
        new = [units[code] for code in codes if code in units]
        doubts[kind] = list(dict.fromkeys((*codes, *new)))
    return doubts


def _renamed(units: Iterable[str], successors: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(successors.get(code, code) for code in units))


def _rename_rows(session: Session, units: Mapping[str, str]) -> None:
    """What runs or waits belongs to the successor; what has ended stays as it was."""
    waits: tuple[tuple[Any, Any], ...] = (
        (Assignment, col(Assignment.ended_at).is_(None)),
        (ReturnRequest, col(ReturnRequest.decision) == ""),
        (Application, col(Application.decision) == ""),
        (Exclusion, col(Exclusion.decision) == ""),
        (Rectification, col(Rectification.decision) != "passed"),
        (SupervisionOrder, col(SupervisionOrder.closed_at).is_(None)),
        (Staff, col(Staff.id).is_not(None)),
    )
    for old, new in units.items():
        for table, is_open in waits:
            session.exec(update(table).where(table.unit == old, is_open).values(unit=new))
        moving = update(Staff).where(col(Staff.moving_to) == old)
        session.exec(moving.values(moving_to=new))
        unread = update(Notice).where(
            col(Notice.receiver) == f"unit:{old}", col(Notice.read_at).is_(None)
        )
        session.exec(unread.values(receiver=f"unit:{new}"))
    _end_doubles(session, units)


def _end_doubles(session: Session, units: Mapping[str, str]) -> None:
    """A successor that leads does not support beside, nor twice: its other rows end."""
    query = select(Assignment).where(
        col(Assignment.unit).in_(sorted(set(units.values()))), col(Assignment.ended_at).is_(None)
    )
    kept: set[tuple[int, str]] = set()
    for row in session.exec(query.order_by(col(Assignment.role), col(Assignment.id))):
        if (row.ticket_id, row.unit) in kept:
            session.delete(row)
        kept.add((row.ticket_id, row.unit))
