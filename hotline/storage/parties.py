"""Who stands beside the caller of a ticket, encrypted as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

import msgspec
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket, TicketParty
from hotline.domain.parties import Parties, parties_of
from hotline.domain.reports import IncomingReport
from hotline.storage.rows import Rows, new_row
from hotline.storage.vault import Vault

_decode = msgspec.json.Decoder(Parties).decode


def keep_parties(rows: Rows, vault: Vault, ticket: Ticket, report: IncomingReport) -> None:
    """Of an anonymous report nobody is kept."""
    parties = parties_of(report)
    if parties and report.identity != "anonymous":
        content = vault.seal(msgspec.json.encode(asdict(parties)))
        rows.add(new_row(TicketParty, ticket_id=ticket.id, content=content))


def parties_of_tickets(
    session: Session, vault: Vault, ids: Collection[int]
) -> Mapping[int, Parties]:
    """By id of the ticket, of those that have any; in one statement."""
    if not ids:
        return {}
    rows = session.exec(select(TicketParty).where(col(TicketParty.ticket_id).in_(ids)))
    return {row.ticket_id: _decode(vault.unseal(row.content)) for row in rows}
