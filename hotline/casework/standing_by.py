"""Which units must know of a danger, and as what: theirs to deal with, to be ready for, or not
theirs any more. Each hears at once when that changes, and nothing twice.
"""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.outcomes import NoticeKind
from hotline.domain.statuses import OPEN, WITH_DISPATCHER
from hotline.storage.notices import heard_last
from hotline.storage.rows import Rows
from hotline.supervision.telling import tell, tell_centre_of_danger, tell_units_of_danger

_OF_DANGER = (NoticeKind.DANGER, NoticeKind.DANGER_AHEAD, NoticeKind.DANGER_ELSEWHERE)


def units_ahead(ticket: Ticket, desk: Desk, *, kind: str) -> list[str]:
    """The units of the pack that are to be ready for a danger while the dispatcher decides; of a
    confidential matter none is.
    """
    waits = not ticket.unit and ticket.status in WITH_DISPATCHER
    if not waits or ticket.secrecy == "confidential":
        return []
    plan = desk.city.danger_plans.get(kind)
    return [unit for unit in plan.units if unit not in ticket.accused] if plan else []


def tell_of_danger(session: Rows, ticket: Ticket, desk: Desk, *, units: Sequence[str]) -> None:
    """Everybody at the centre who must know, and the units that are to be ready."""
    tell_centre_of_danger(session, ticket, desk)
    for unit in dict.fromkeys(units):
        if unit != ticket.unit:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)


def tell_units_again(
    session: Session, ticket: Ticket, desk: Desk, *, but: Collection[str] = ()
) -> set[str]:
    """After a step each unit hears what the danger is to it now, if it heard otherwise last: it has
    the ticket, is to be ready, or neither any more. Whom this concerns, told or not.

    but   who knows already, of the step itself or of the leading ticket
    """
    heard = heard_last(session, ticket.no, _OF_DANGER)
    if not heard and not ticket.danger:
        return set()
    have = [unit for unit in (ticket.unit, *ticket.co_units) if unit]
    ahead = units_ahead(ticket, desk, kind=ticket.danger)
    knowing = {unit for unit, kind in heard.items() if kind == NoticeKind.DANGER} | set(but)
    is_open = ticket.danger and ticket.status in OPEN
    if is_open:
        tell_units_of_danger(session, ticket, desk, but=knowing)
    for unit in ahead:
        if unit not in but and heard.get(unit) != NoticeKind.DANGER_AHEAD:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_AHEAD, unit=unit)
    for unit, kind in heard.items():
        if unit not in (*have, *ahead, *but) and kind != NoticeKind.DANGER_ELSEWHERE:
            tell(session, ticket, desk, kind=NoticeKind.DANGER_ELSEWHERE, unit=unit)
    return {*heard, *(have if is_open else ()), *ahead}
