"""What the dispatcher knows better than the machine or the front desk: category, request type,
urgency; clocks follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.steps import choose_key
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import REQUEST_TYPES, URGENCIES
from hotline.reading.handling_clock import due_of_rows


@dataclass(frozen=True)
class Correction:
    """Keys or Chinese names; "" leaves a field as it is."""

    category: str = ""
    request_type: str = ""
    urgency: str = ""


def check_correction(correction: Correction, desk: Desk) -> Correction:
    """The same in keys; raises InvalidInput for what the city or the vocabulary does not have."""
    if correction.category and correction.category not in desk.city.categories:
        raise InvalidInput(
            f"没有分类代码“{correction.category}”", field="category", remedy="请从分类目录中选择"
        )
    kind, urgency = correction.request_type, correction.urgency
    return Correction(
        category=correction.category,
        request_type=choose_key(REQUEST_TYPES, kind, "request_type", "诉求类型") if kind else "",
        urgency=choose_key(URGENCIES, urgency, "urgency", "紧急程度") if urgency else "",
    )


def correct(
    session: Session, ticket: Ticket, desk: Desk, *, correction: Correction
) -> dict[str, list[str]]:
    """What changed, each field as [old, new]; puts a checked correction on the ticket.

    The caller's clock keeps its start, but a matter of another kind has another limit.
    """
    changed: dict[str, list[str]] = {}
    for name in ("category", "request_type", "urgency"):
        old, new = getattr(ticket, name), getattr(correction, name)
        if new and new != old:
            changed[name] = [old, new]
    _put(session, ticket, desk, {name: new for name, (_, new) in changed.items()})
    return changed


def revert(
    session: Session, ticket: Ticket, desk: Desk, *, corrected: Mapping[str, list[str]]
) -> None:
    """Take back what `correct` answered."""
    _put(session, ticket, desk, {name: old for name, (old, _) in corrected.items()})


def _put(session: Session, ticket: Ticket, desk: Desk, values: Mapping[str, str]) -> None:
    before = desk.limit(Clock.HANDLE, ticket)
    for name, value in values.items():
        setattr(ticket, name, value)
    if ticket.due_handle and desk.limit(Clock.HANDLE, ticket) != before:
        end = due_of_rows(session, ticket, desk)
        ticket.due_handle = end.due if end else None
