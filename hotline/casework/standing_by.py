"""Which units must know of a danger, and as what: theirs to deal with, to be ready for, or not
theirs any more. Each hears at once when that changes, and nothing twice.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.notices import end_notices
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.statuses import OPEN, WITH_DISPATCHER
from hotline.storage.notices import heard_last, unread_on_ticket
from hotline.storage.rows import Rows
from hotline.supervision.telling import tell, tell_centre_of_danger, tell_units_of_danger

_LOUD = (NoticeKind.DANGER, NoticeKind.DANGER_AHEAD)
_OF_DANGER = (*_LOUD, NoticeKind.DANGER_ELSEWHERE)


def units_ahead(ticket: Ticket, desk: Desk, *, kind: str) -> list[str]:
    """The units of the pack that are to be ready for a danger while the dispatcher decides; of a
    confidential matter none is.
    """
    waits = not ticket.unit and ticket.status in WITH_DISPATCHER
    return _units_of_plan(ticket, desk, kind=kind) if waits else []


def units_beside(ticket: Ticket, desk: Desk, *, kind: str) -> list[str]:
    """The units of the pack that are to be ready for a danger that is told later, whoever has the
    matter already.
    """
    units = _units_of_plan(ticket, desk, kind=kind) if ticket.status in OPEN else []
    return [unit for unit in units if unit not in (ticket.unit, *ticket.co_units)]


def _units_of_plan(ticket: Ticket, desk: Desk, *, kind: str) -> list[str]:
    plan = desk.city.danger_plans.get(kind)
    return [unit for unit in plan.units if _may_know(ticket, unit)] if plan else []


def _may_know(ticket: Ticket, unit: str) -> bool:
    return ticket.secrecy != "confidential" and unit not in ticket.accused


def standing_by(session: Session, ticket: Ticket) -> set[str]:
    """The units that a danger keeps on their feet: who has it, and who is to be ready for it."""
    heard = heard_last(session, ticket.no, _OF_DANGER)
    ready = {unit for unit, kind in heard.items() if kind != NoticeKind.DANGER_ELSEWHERE}
    return ready | ({ticket.unit, *ticket.co_units} - {""}) if ticket.danger else set()


def tell_of_danger(session: Rows, ticket: Ticket, desk: Desk, *, units: Sequence[str]) -> None:
    """Everybody at the centre who must know, and the units that are to be ready."""
    tell_centre_of_danger(session, ticket, desk)
    for unit in dict.fromkeys(units):
        if unit != ticket.unit:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def tell_ready(session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str]) -> None:
    """Units that stood by for a danger stand by for the ticket that it went to."""
    heard = heard_last(session, ticket.no, _OF_DANGER)
    for unit in sorted(units):
        knows = heard.get(unit) in _LOUD or unit in (ticket.unit, *ticket.co_units)
        if not knows and _may_know(ticket, unit):
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def end_loud_notices(
    session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str] | None = None
) -> None:
    """Of units that a danger is not for any more no alarm stays unread; None for all units."""
    unread = unread_on_ticket(session, ticket.no, _LOUD)
    receivers = None if units is None else {f"unit:{unit}" for unit in units}
    over = (
        notice
        for notice in unread
        if notice.receiver.startswith("unit:")
        and (receivers is None or notice.receiver in receivers)
    )
    end_notices(over, desk.now())


def tell_units_again(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    but: Collection[str] = (),
    is_decided: bool = False,
) -> set[str]:
    """After a step each unit hears what the danger is to it now, if it heard otherwise last: it has
    the ticket, is to be ready, or neither any more. Whom this concerns, told or not.

    but         who knows already, of the step itself or of the leading ticket
    is_decided  somebody has just said which units have it: nobody else stands by any more
    """
    heard = heard_last(session, ticket.no, _OF_DANGER)
    if not heard and not ticket.danger:
        return set()
    have = [unit for unit in (ticket.unit, *ticket.co_units) if unit]
    ahead = units_ahead(ticket, desk, kind=ticket.danger)
    knowing = {unit for unit, kind in heard.items() if kind == NoticeKind.DANGER} | set(but)
    is_open = bool(ticket.danger) and ticket.status in OPEN
    if is_open:
        tell_units_of_danger(session, ticket, desk, but=knowing)
        if not is_decided:
            ahead += _ready_on(ticket, heard, but=[*have, *ahead])
    for unit in ahead:
        if unit not in but and heard.get(unit) != NoticeKind.DANGER_AHEAD:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)
    _tell_away(session, ticket, desk, heard, staying=[*have, *ahead, *but])
    return {*heard, *(have if is_open else ()), *ahead}


def stand_down(session: Session, ticket: Ticket, desk: Desk) -> None:
    """The matter is dealt with: nobody has to be ready for it any more."""
    heard = heard_last(session, ticket.no, _OF_DANGER)
    _tell_away(session, ticket, desk, heard, staying=[ticket.unit, *ticket.co_units])


def _tell_away(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    heard: Mapping[str, NoticeKind],
    *,
    staying: Collection[str],
) -> None:
    away = [unit for unit in heard if unit not in staying]
    if away:
        end_loud_notices(session, ticket, desk, units=away)
    for unit in away:
        if heard[unit] != NoticeKind.DANGER_ELSEWHERE:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_ELSEWHERE, unit=unit)


def _ready_on(
    ticket: Ticket, heard: Mapping[str, NoticeKind], *, but: Collection[str]
) -> list[str]:
    """The units that were told to be ready and have not been told otherwise."""
    return [
        unit
        for unit, kind in heard.items()
        if kind == NoticeKind.DANGER_AHEAD and unit not in but and _may_know(ticket, unit)
    ]
