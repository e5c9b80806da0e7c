"""Calls as a list shows them: numbers masked, tickets only of those who see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from classifiers.known_person import KnownPerson
from hotline.desk.desk import Desk
from hotline.domain.calls.events import Direction
from hotline.domain.hiding import hides_caller
from hotline.domain.models import PhoneCall, Ticket
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.storage.calls import tickets_of_calls
from hotline.storage.hiding import hidden_callers
from hotline.storage.vault import mask_phone


@dataclass(frozen=True)
class CallLine:
    """`number` is masked, "" for an anonymous caller; of a hidden one (`is_hidden`) nothing is
    shown. `note` and what `mask` is given tell nothing of them either.

    sees_ticket  False where the call belongs to a ticket that is not there for the reader
    """

    call: PhoneCall
    number: str
    ticket_no: str
    is_hidden: bool
    sees_ticket: bool = True
    person: KnownPerson | None = None

    @property
    def note(self) -> str:
        return self.mask(self.call.note)

    def mask(self, text: str) -> str:
        return self.person.mask(text) if self.person else text

    @property
    def caller(self) -> str:
        return self.call.line if self.call.direction == Direction.OUT else self.number

    @property
    def called(self) -> str:
        return self.number if self.call.direction == Direction.OUT else self.call.line


def lines_of(
    session: Session, actor: Actor, calls: Sequence[PhoneCall], desk: Desk
) -> list[CallLine]:
    """The calls as this reader may see them, in their order."""
    tickets = tickets_of_calls(session, calls)
    people = hidden_callers(session, desk.vault, tickets.values())
    return [_line(actor, call, tickets.get(call.ticket_id or 0), people, desk) for call in calls]


def _line(
    actor: Actor,
    call: PhoneCall,
    ticket: Ticket | None,
    people: Mapping[int, KnownPerson],
    desk: Desk,
) -> CallLine:
    if ticket is None:
        return CallLine(call, _masked(call, desk), "", is_hidden=False)
    sees, is_hidden = can_see(actor, ticket), hides_caller(ticket)
    return CallLine(
        call,
        "" if is_hidden else _masked(call, desk),
        ticket.no if sees else "",
        is_hidden,
        sees,
        people.get(ticket.row_id),
    )


def _masked(call: PhoneCall, desk: Desk) -> str:
    number = desk.vault.decrypt(call.number)
    return mask_phone(number) if number else ""
