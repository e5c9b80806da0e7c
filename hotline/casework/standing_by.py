"""Which units must know of a danger, and as what: theirs to deal with, to be ready for, or not
theirs any more. Each hears at once when that changes, and nothing twice.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session

from hotline.casework.stood_down import stood_down
from hotline.desk.desk import Desk
from hotline.desk.notices import end_notices
from hotline.domain.dangers import dangers_of
from hotline.domain.doubts import withheld
from hotline.domain.models import Ticket
from hotline.domain.notice_rules import ALARMS, OF_DANGER
from hotline.domain.outcomes import NoticeKind
from hotline.domain.statuses import OPEN, WITH_DISPATCHER
from hotline.storage.notices import heard_last, unread_on_ticket
from hotline.storage.rows import Rows
from hotline.supervision.telling import (
    tell,
    tell_alarmed_centre,
    tell_centre_of_danger,
    tell_units_of_danger,
)


def units_ahead(session: Session, ticket: Ticket, desk: Desk) -> list[str]:
    """The units of the pack that are to be ready for a danger while the dispatcher decides, but for
    those that stood down; of a confidential matter none is.
    """
    waits = not ticket.unit and ticket.status in WITH_DISPATCHER
    units = units_of_plan(ticket, desk) if waits else []
    down = stood_down(session, ticket) if units else set()
    return [unit for unit in units if unit not in down]


def units_of_plan(ticket: Ticket, desk: Desk) -> list[str]:
    """Those that may know of its dangers, in the order of the pack."""
    plan = desk.city.plan_of(dangers_of(ticket))
    return [unit for unit in plan.units if _may_know(ticket, unit)] if plan else []


def _may_know(ticket: Ticket, unit: str) -> bool:
    """Nobody of whom it complains, or may complain until a person has said that it does not."""
    closed = withheld(ticket).union(ticket.accused)
    return ticket.secrecy != "confidential" and unit not in closed


def standing_by(session: Session, ticket: Ticket) -> set[str]:
    """The units that a danger keeps on their feet: who has it, and who is to be ready for it."""
    heard = heard_last(session, ticket.no, OF_DANGER)
    ready = {unit for unit, kind in heard.items() if kind in ALARMS}
    return ready | ({ticket.unit, *ticket.co_units} - {""}) if ticket.danger else set()


def tell_of_danger(session: Rows, ticket: Ticket, desk: Desk, *, units: Sequence[str]) -> None:
    """Everybody at the centre who must know, and the units that are to be ready."""
    tell_centre_of_danger(session, ticket, desk)
    for unit in dict.fromkeys(units):
        if unit != ticket.unit:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def alarm_stands(session: Session, ticket: Ticket, *, kind: str) -> bool:
    """Whether this kind of danger was told already, nobody has been reached since, and nobody has
    said that it is over.
    """
    is_known = bool(kind) and ticket.danger == kind and ticket.contacted_at is None
    return is_known and not stood_down(session, ticket)


def tell_of_danger_said(
    session: Session, ticket: Ticket, desk: Desk, *, kind: str, quiet: NoticeKind, stands: bool
) -> None:
    """A danger that is told later: who handles the matter, the other units of the pack, the centre.

    stands  as `alarm_stands` said before: whoever has heard gets no second alarm, the centre the
            quiet line
    """
    heard = heard_last(session, ticket.no, OF_DANGER) if stands else {}
    knowing = [unit for unit, last in heard.items() if last == NoticeKind.DANGER]
    if stands:
        tell_alarmed_centre(session, ticket, desk, kind=quiet)
    else:
        tell_centre_of_danger(session, ticket, desk)
    have = (ticket.unit, *ticket.co_units)
    beside = units_of_plan(ticket, desk) if ticket.status in OPEN else []
    for unit in beside:
        if unit not in have and heard.get(unit) not in ALARMS:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)
    tell_units_of_danger(session, ticket, desk, but=knowing)


def tell_ready(session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str]) -> None:
    """Units that stood by for a danger stand by for the ticket that it went to."""
    heard = heard_last(session, ticket.no, OF_DANGER)
    for unit in sorted(units):
        knows = heard.get(unit) in ALARMS or unit in (ticket.unit, *ticket.co_units)
        if not knows and _may_know(ticket, unit):
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def end_loud_notices(
    session: Session, ticket: Ticket, desk: Desk, *, units: Collection[str] | None = None
) -> None:
    """Of units that a danger is not for any more no alarm stays unread; None for all units."""
    _take_back(session, ticket, desk, kinds=ALARMS, units=units)


def _take_back(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    kinds: Collection[NoticeKind],
    units: Collection[str] | None,
) -> None:
    receivers = None if units is None else {f"unit:{unit}" for unit in units}
    over = (
        notice
        for notice in unread_on_ticket(session, ticket.no, kinds)
        if notice.receiver.startswith("unit:")
        and (receivers is None or notice.receiver in receivers)
    )
    end_notices(over, desk.now(), taken_back=True)


def tell_units_again(
    session: Session,
    ticket: Ticket,
    desk: Desk,
    *,
    but: Collection[str] = (),
    sent: Collection[str] = (),
    is_decided: bool = False,
) -> set[str]:
    """After a step each unit hears what the danger is to it now, if it heard otherwise last: it has
    the ticket, is to be ready, or neither any more. Whom this concerns, told or not.

    but         who knows already, of the step itself or of the leading ticket
    sent        to whom the step has sent it: they hear so, whatever they heard before
    is_decided  somebody has just said which units have it: nobody else stands by any more
    """
    heard = heard_last(session, ticket.no, OF_DANGER)
    if not heard and not ticket.danger:
        return set()
    have = [unit for unit in (ticket.unit, *ticket.co_units) if unit]
    ahead = units_ahead(session, ticket, desk) if ticket.danger else []
    knowing = {unit for unit, kind in heard.items() if kind == NoticeKind.DANGER}
    knowing = knowing - set(sent) | set(but)
    is_open = bool(ticket.danger) and ticket.status in OPEN
    if is_open:
        tell_units_of_danger(session, ticket, desk, but=knowing)
        if not is_decided:
            ahead += _ready_on(ticket, heard, but=[*have, *ahead])
    for unit in ahead:
        if unit not in but and heard.get(unit) != NoticeKind.DANGER_AHEAD:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)
    _tell_away(session, ticket, desk, heard, staying=[*have, *ahead, *but])
    elsewhere = (NoticeKind.DANGER_ELSEWHERE,)
    _take_back(session, ticket, desk, kinds=elsewhere, units=[*have, *ahead])
    return {*heard, *(have if is_open else ()), *ahead}


def stand_down(session: Session, ticket: Ticket, desk: Desk) -> list[str]:
    """The matter is dealt with: nobody has to be ready for it any more. Who need not be."""
    if not ticket.danger:
        return []
    heard, have = heard_last(session, ticket.no, OF_DANGER), [ticket.unit, *ticket.co_units]
    _tell_away(session, ticket, desk, heard, staying=have)
    return sorted({*heard, *units_of_plan(ticket, desk)} - set(have))


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
