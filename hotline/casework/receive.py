"""The one door: every channel's report becomes a ticket here, all or nothing.

A report that comes again from the same sender under the same key or reference gets its first
ticket; keys and references of different senders never meet. High-rate channels hand over many
reports, which share one commit.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlmodel import Session

from hotline.casework.prepared import Prepared, prepare
from hotline.casework.ticket_opening import open_tickets
from hotline.desk.desk import Desk
from hotline.domain.dangers import dangers_of
from hotline.domain.errors import Conflict
from hotline.domain.models import IntakeKey, Ticket
from hotline.domain.parties import PARTY_FIELDS
from hotline.domain.permissions import require
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import CALLER, Actor
from hotline.domain.workflow import Action
from hotline.storage.bulk import Bulk
from hotline.storage.intake_keys import (
    KnownReport,
    Name,
    key_source,
    known_reports,
    reference_source,
)
from hotline.storage.rows import new_row

_AS_JSON = TypeAdapter(IncomingReport)
# Fields that came later: where they are empty, the digest of a report is what it was before.
LATER_FIELDS = ("occurred", "openid", *PARTY_FIELDS)
# A key of so many signs is known to nobody but its sender.
SECRET_KEY = 16
CALLERS_NAME_USED = "同一 ref 或 Idempotency-Key 已用于另一份诉求"
CALLERS_REMEDY = (
    f"新的诉求请换一个或不填；可能重发的诉求请带 {SECRET_KEY} 位以上的随机 Idempotency-Key"
)


class Receipt(NamedTuple):
    """What the sender gets, of the ticket what the answer needs.

    The same again for the same report; `created` is False then.
    """

    no: str
    query_code: str
    created: bool
    status: str
    unit: str
    category: str
    request_type: str
    urgency: str
    created_at: datetime
    due_at: datetime | None
    due_handle: datetime | None
    dangers: tuple[str, ...] = ()


def receive(
    session: Session, actor: Actor, report: IncomingReport, desk: Desk, *, key: str = ""
) -> Receipt:
    """Turn one report into a ticket with its clocks, route and history.

    Raises InvalidInput or Conflict.
    """
    return store_one(session, prepare(report, desk, actor=actor, key=key), desk)


def store_one(session: Session, prepared: Prepared, desk: Desk) -> Receipt:
    """The same for a report that was read; raises Conflict."""
    receipt = store(session, [prepared], desk)[0]
    if isinstance(receipt, Conflict):
        raise receipt
    return receipt


def store(
    session: Session, group: Sequence[Prepared], desk: Desk, *, hinted: bool = True
) -> list[Receipt | Conflict]:
    """Write the tickets of these reports; the receipt of each, in their order.

    The same key or reference of one sender with another report is a Conflict, which stands in the
    place of its receipt.
    `hinted` tickets name the open one that they probably repeat.
    """
    for actor in {prepared.submission.actor for prepared in group}:
        require(actor, Action.REGISTER)
    names = [_names(prepared) for prepared in group]
    known = known_reports(session, {name for each in names for name in each})
    new = _new_places(names, known)
    opened = open_tickets(session, [group[place] for place in new], desk, hinted=hinted)
    tickets = dict(zip(new, opened, strict=True))
    first = {
        name: KnownReport(_digest_under(name, group[place], desk), ticket)
        for place, ticket in tickets.items()
        for name in names[place]
    }
    _remember(session, first, desk)
    known |= first
    return [
        receipt_of(tickets[place], desk, created=True)
        if place in tickets
        else _repeated(prepared, names[place], known, desk)
        for place, prepared in enumerate(group)
    ]


def _names(prepared: Prepared) -> list[Name]:
    """Under which (source, key) this report is known: the sender's key, the sender's reference."""
    actor, report, key = prepared.submission.actor, prepared.report, prepared.submission.key
    names = [(key_source(actor), key)] if key else []
    return names + ([(reference_source(actor, report.channel), report.ref)] if report.ref else [])


def _new_places(names: Sequence[Sequence[Name]], known: Collection[Name]) -> list[int]:
    """Where in the group the reports stand that have no ticket and repeat none before them."""
    earlier, places = set(known), list[int]()
    for place, own in enumerate(names):
        if earlier.isdisjoint(own):
            places.append(place)
            earlier.update(own)
    return places


def _digest_under(name: Name, prepared: Prepared, desk: Desk) -> str:
    """What has to be the same for the receipt to be given again.

    Strangers share one space, where anybody may send another's few words under the reference "1":
    there the report counts together with the network that it came from, kept as a keyed hash.
    """
    submission = prepared.submission
    digest = _digest(submission.report)
    if submission.actor != CALLER or not submission.address or _is_secret(name):
        return digest
    sender = desk.vault.key_of(submission.address)
    return hashlib.sha256(f"{digest} {sender}".encode()).hexdigest()


def _is_secret(name: Name) -> bool:
    source, key = name
    return source == key_source(CALLER) and len(key) >= SECRET_KEY


def _digest(report: IncomingReport) -> str:
    unset = {name for name in LATER_FIELDS if not getattr(report, name)}
    unset.add("remark")
    if report.remark:  # it stood in the text once, and the same row must stay the same
        report = replace(report, text=f"{report.text}\n（导入备注：{report.remark}）")
    return hashlib.sha256(_AS_JSON.dump_json(report, exclude=unset)).hexdigest()


def _remember(session: Session, first: Mapping[Name, KnownReport], desk: Desk) -> None:
    if not first:
        return
    bulk, now = Bulk(session), desk.now()
    bulk.add_all(
        new_row(
            IntakeKey,
            source=source,
            key=key,
            digest=known.digest,
            ticket_id=known.ticket.id,
            created_at=now,
        )
        for (source, key), known in first.items()
    )
    bulk.flush()


def _repeated(
    prepared: Prepared, names: Iterable[Name], known: Mapping[Name, KnownReport], desk: Desk
) -> Receipt | Conflict:
    """The receipt of the report's first ticket.

    A key or reference stands for one report: who changes the report, or guesses the reference of
    somebody else who has no login either, gets a Conflict, which tells nothing of the first ticket.
    """
    name = next(name for name in names if name in known)
    digest, ticket = known[name]
    if digest == _digest_under(name, prepared, desk):
        return receipt_of(ticket, desk, created=False)
    if prepared.submission.actor == CALLER:
        return Conflict(CALLERS_NAME_USED, remedy=CALLERS_REMEDY)
    if name[0] == key_source(prepared.submission.actor):
        return Conflict(
            "同一 Idempotency-Key 已用于另一份内容不同的诉求",
            remedy="新的诉求请换一个 Idempotency-Key",
        )
    return Conflict("同一 ref 已用于另一份内容不同的诉求", remedy="新的诉求请换一个 ref 或不填")


def receipt_of(ticket: Ticket, desk: Desk, *, created: bool) -> Receipt:
    return Receipt(
        ticket.no,
        desk.vault.query_code(ticket.no),
        created,
        str(ticket.status),
        ticket.unit,
        ticket.category,
        ticket.request_type,
        ticket.urgency,
        ticket.created_at,
        ticket.due_at,
        ticket.due_handle,
        dangers_of(ticket),
    )
