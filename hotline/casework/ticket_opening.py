"""Open tickets for reports that were read: rows, clocks, first history entries, automatic
dispatch where it is sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from classifiers.personal import mask
from classifiers.predict import Classification
from hotline.casework.dispatch import assign
from hotline.casework.repeats import hint_repeats
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step, write_history
from hotline.domain.models import Caller, SuggestionRecord, Ticket
from hotline.domain.permissions import SYSTEM, Actor
from hotline.domain.reports import IncomingReport
from hotline.domain.time.clocks import show_running_clock
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import Action, Status
from hotline.storage.bulk import Bulk, make, take_ids
from hotline.storage.callers import find_or_add_callers
from hotline.storage.numbers import take_numbers
from routing.decision import Decision

TITLE_LENGTH = 40
# A larger group is a burst or an import: nobody waits there for a hint, and everybody for the
# answer.
HINTED_AT_ONCE = 8


@dataclass
class OpenCase:
    """A report on its way to a ticket; `origin` is the caller's own object, to find its ticket
    again.

    at, by  when and by whom it was taken down, where that is not now and the one who stores it
    """

    origin: object
    report: IncomingReport
    classification: Classification
    decision: Decision
    at: datetime | None = None
    by: Actor | None = None
    ticket: Ticket = field(init=False)

    @property
    def is_sure(self) -> bool:
        """Whether the ticket goes to its unit without a person."""
        return bool(self.decision.unit) and not (
            self.decision.needs_review or self.classification.abstained
        )


def open_tickets(
    session: Session, actor: Actor, cases: Sequence[OpenCase], desk: Desk, *, hinted: bool = True
) -> Sequence[OpenCase]:
    """Give each case its ticket, a draft that is written already.

    A handful of statements however many there are.
    """
    if not cases:
        return cases
    present, bulk = desk.now(), Bulk(session)
    moments = [case.at or present for case in cases]
    callers = find_or_add_callers(bulk, desk.vault, [case.report for case in cases], moments[0])
    numbers, ids = _numbers(bulk.connection, moments), take_ids(bulk.connection, Ticket, len(cases))
    for case, caller, no, ticket_id, now in zip(cases, callers, numbers, ids, moments, strict=True):
        case.ticket = _ticket(bulk, case, caller, no, ticket_id, now, desk)
        _register(bulk, case.by or actor, case, now)
        _send(bulk, case, now, desk)
    if hinted and len(cases) <= HINTED_AT_ONCE:
        hint_repeats(session, [case.ticket for case in cases], desk)
    bulk.flush()
    return cases


def _numbers(connection: Connection, moments: Sequence[datetime]) -> list[str]:
    days = groupby(moment.date() for moment in moments)
    return [
        number
        for day, of_day in days
        for number in take_numbers(connection, day, len(list(of_day)))
    ]


def _ticket(
    bulk: Bulk,
    case: OpenCase,
    caller: Caller | None,
    no: str,
    ticket_id: int,
    now: datetime,
    desk: Desk,
) -> Ticket:
    report, read, decision = case.report, case.classification, case.decision
    ticket: Ticket = make(
        bulk,
        Ticket,
        id=ticket_id,
        no=no,
        status=Status.REGISTERED,
        channel=report.channel,
        channel_ref=report.ref or None,
        title=report.title or _first_words(report.text),
        content=report.text,
        request_type=report.request_type or read.request_type.code,
        urgency=report.urgency or read.urgency.code,
        category=report.category or decision.category,
        secrecy="confidential" if decision.secrecy else report.secrecy,
        identity_mode=report.identity,
        caller_id=caller.id if caller else None,
        district=decision.location.district,
        street=decision.location.street,
        place=decision.location.place,
        address=report.address,
        accused=list(decision.accused),
        needs_review=decision.needs_review,
        occurred_at=report.occurred,
        reported_at=report.time or now,
        created_at=now,
    )
    ticket.due_dispatch, ticket.due_provisional = desk.due(Clock.DISPATCH, ticket, now)
    show_running_clock(ticket)
    bulk.add(ticket)
    return ticket


def _register(bulk: Bulk, actor: Actor, case: OpenCase, now: datetime) -> None:
    read, decision, ticket = case.classification, case.decision, case.ticket
    details = {"no": ticket.no, "channel": ticket.channel}
    write_history(bulk, actor, ticket, Action.REGISTER, at=now, details=details)
    record: SuggestionRecord = make(
        bulk,
        SuggestionRecord,
        ticket_id=ticket.id,
        model=read.model,
        category=read.category.code if read.category else "",
        category_confidence=round(read.category.confidence, 4) if read.category else 0.0,
        unit=decision.unit,
        confidence=round(decision.confidence, 4),
        layer=decision.layer,
        basis=decision.basis,
        alternatives=[[unit, round(confidence, 4)] for unit, confidence in decision.alternatives],
        categories=[[s.code, s.name, round(s.confidence, 4)] for s in read.alternatives],
        reasons=[*decision.reasons, *read.reasons, *_sensitive(read)],
        at=now,
        automatic=case.is_sure,
    )
    bulk.add(record)


def _send(bulk: Bulk, case: OpenCase, now: datetime, desk: Desk) -> None:
    """To the unit where the router is sure, else to the dispatcher with the suggestions."""
    ticket, decision = case.ticket, case.decision
    if not case.is_sure:
        why: dict[str, Any] = {
            "suggested": decision.unit,
            "confidence": round(decision.confidence, 4),
        }
        take_step(
            bulk, SYSTEM, ticket, Action.TRIAGE, at=now, details=why, changes={"needs_review": True}
        )
        return
    reason = "；".join(decision.reasons)[:500]
    words = {"reason": reason, "basis": decision.basis}
    assign(
        bulk, SYSTEM, ticket, desk.at(now), unit=decision.unit, co_units=decision.co_units, **words
    )


def _sensitive(read: Classification) -> list[str]:
    """What a person must see, by class."""
    words = dict.fromkeys((hit.kind, hit.word) for hit in read.sensitive)
    return [f"敏感词：{'、'.join(f'{word}（{kind}）' for kind, word in words)}"] if words else []


def _first_words(text: str) -> str:
    """The first line, masked before it is cut: half a phone number would not be recognised as
    one.
    """
    line = text.strip().split("\n", 1)[0]
    title = mask(line[: 2 * TITLE_LENGTH])
    return title if len(line) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"
