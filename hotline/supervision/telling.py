"""Everybody who has to know of an event is told, as notices.csv of the city says: once, nobody of a
case about themselves, and of a confidential one only who may see it.
"""

from collections.abc import Collection, Iterable, Iterator

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.notices import end_notices, notify_of_ticket
from hotline.domain.models import Ticket
from hotline.domain.notice_rules import OF_CENTRE, OF_DANGER
from hotline.domain.outcomes import NoticeKind
from hotline.domain.roles import SEES_CONFIDENTIAL, Role
from hotline.storage.notices import unread_on_ticket
from hotline.storage.rows import Rows
from hotline.supervision.receivers import holder_of, worker_of


def tell(
    session: Rows,
    ticket: Ticket,
    desk: Desk,
    *,
    kind: NoticeKind,
    unit: str = "",
) -> None:
    """`unit` is whom the event is about, without one whoever leads."""
    _tell(session, ticket, desk, kind=kind, names=receivers_of(desk, kind), unit=unit)


def receivers_of(desk: Desk, kind: NoticeKind) -> tuple[str, ...]:
    """By which names of notices.csv an event is told; none where it has no row."""
    rule = desk.city.notice_rules.get(kind)
    return rule.receivers if rule else ()


def tell_units_of_danger(
    session: Rows, ticket: Ticket, desk: Desk, *, but: Collection[str] = ()
) -> None:
    """The units that have a dangerous matter now, `but` these; the centre was told when it came
    in.
    """
    names = [name for name in receivers_of(desk, NoticeKind.DANGER) if name not in OF_CENTRE]
    knowing = {f"unit:{unit}" for unit in but}
    _tell(session, ticket, desk, kind=NoticeKind.DANGER, names=names, but=knowing)


def tell_centre_of_danger(session: Rows, ticket: Ticket, desk: Desk) -> None:
    _tell(session, ticket, desk, kind=NoticeKind.DANGER, names=_alarmed_at_centre(desk))


def tell_alarmed_centre(session: Rows, ticket: Ticket, desk: Desk, *, kind: NoticeKind) -> None:
    """Whose alarm of a danger still stands hears of something quieter, if they do not anyway."""
    names, lead = receivers_of(desk, kind), ticket.unit
    hearing = {receiver for name in names for receiver in _receivers(name, ticket, desk, lead)}
    _tell(session, ticket, desk, kind=kind, names=_alarmed_at_centre(desk), but=hearing)


def _alarmed_at_centre(desk: Desk) -> list[str]:
    return [name for name in receivers_of(desk, NoticeKind.DANGER) if name in OF_CENTRE]


def _tell(
    session: Rows,
    ticket: Ticket,
    desk: Desk,
    *,
    kind: NoticeKind,
    names: Iterable[str],
    unit: str = "",
    but: Collection[str] = (),
) -> None:
    receivers = (
        receiver
        for name in names
        for receiver in _receivers(name, ticket, desk, unit or ticket.unit)
    )
    hearing = [receiver for receiver in dict.fromkeys(receivers) if receiver not in but]
    if kind in OF_DANGER and isinstance(session, Session):
        earlier = unread_on_ticket(session, ticket.no, OF_DANGER)
        replaced = (notice for notice in earlier if notice.receiver in hearing)
        end_notices(replaced, desk.now(), taken_back=True)
    for receiver in hearing:
        notify_of_ticket(session, receiver, kind, ticket, desk.now())


def _receivers(name: str, ticket: Ticket, desk: Desk, unit: str) -> Iterator[str]:
    if name in OF_CENTRE:
        if ticket.secrecy != "confidential" or Role(name) in SEES_CONFIDENTIAL:
            yield f"role:{name}"
        return
    if name == "holder":
        yield holder_of(ticket, desk).receiver
        worker = worker_of(ticket, desk)
        if worker.unit not in ticket.accused:
            yield worker.receiver
        return
    units = {"unit": [unit], "support": ticket.co_units, "superior": [_above(unit, desk)]}[name]
    yield from (f"unit:{code}" for code in units if code and code not in ticket.accused)


def _above(unit: str, desk: Desk) -> str:
    known = desk.city.units.get(unit)
    return known.parent if known else ""
