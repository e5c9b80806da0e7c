"""Calls as a list shows them: numbers masked, tickets only of those who see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.calls.events import Direction
from hotline.domain.hiding import hides_caller
from hotline.domain.models import PhoneCall, Ticket
from hotline.domain.permissions import Actor, can_see
from hotline.storage.calls import tickets_of_calls
from hotline.storage.vault import Vault, mask_phone


@dataclass(frozen=True)
class CallLine:
    """`number` is masked, "" for an anonymous caller; of a hidden one (`is_hidden`) nothing is
    shown.
    """

    call: PhoneCall
    number: str
    ticket_no: str
    is_hidden: bool

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
    return [_line(actor, call, tickets.get(call.ticket_id or 0), desk.vault) for call in calls]


def _line(actor: Actor, call: PhoneCall, ticket: Ticket | None, vault: Vault) -> CallLine:
    is_hidden = ticket is not None and hides_caller(ticket)
    number = "" if is_hidden else vault.decrypt(call.number)
    shown = ticket.no if ticket is not None and can_see(actor, ticket) else ""
    return CallLine(call, mask_phone(number) if number else "", shown, is_hidden)
