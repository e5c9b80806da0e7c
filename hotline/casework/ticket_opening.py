"""Open tickets for reports that were read: rows, clocks, first history entries, automatic
dispatch where it is sure.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from classifiers.personal import mask
from classifiers.predict import Classification
from classifiers.segment import cut_between_words
from hotline.casework.assign import assign
from hotline.casework.danger import alarm_of, alarm_with_wish, red_words
from hotline.casework.doubts import doubts_of
from hotline.casework.prepared import Prepared
from hotline.casework.repeats import hint_repeats
from hotline.casework.standing_by import tell_of_danger
from hotline.desk.desk import Desk
from hotline.desk.steps import take_step, write_history
from hotline.domain.models import Caller, Comment, SuggestionRecord, Ticket
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import Status
from hotline.domain.ticket_changes import TicketChanges
from hotline.domain.time.clocks import show_running_clock
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import priority_of
from hotline.domain.workflow import Action
from hotline.storage.bulk import Bulk, take_ids
from hotline.storage.callers import find_or_add_callers
from hotline.storage.numbers import take_numbers
from hotline.storage.openids import openid_row
from hotline.storage.parties import keep_parties
from hotline.storage.rows import Rows, new_row

TITLE_LENGTH = 40
# A larger group is a burst or an import: nobody waits there for a hint, and everybody for the
# answer.
HINTED_AT_ONCE = 8


def open_tickets(
    session: Session, group: Sequence[Prepared], desk: Desk, *, hinted: bool = True
) -> list[Ticket]:
    """The tickets of these reports, in their order: drafts that are written already.

    A handful of statements however many there are.
    """
    if not group:
        return []
    present, rows = desk.now(), Bulk(session)
    connection, tickets = rows.connection, list[Ticket]()
    moments = [prepared.submission.at or present for prepared in group]
    reports = [prepared.report for prepared in group]
    callers = find_or_add_callers(rows, desk.vault, reports, moments[0])
    numbers, ids = _numbers(connection, moments), take_ids(connection, Ticket, len(group))
    for prepared, caller, no, ticket_id, now in zip(
        group, callers, numbers, ids, moments, strict=True
    ):
        ticket = _ticket(prepared, caller, no, ticket_id, now, desk)
        rows.add(ticket)
        keep_parties(rows, desk.vault, ticket, prepared.report)
        _register(rows, prepared, ticket, now)
        if prepared.report.openid and prepared.report.identity != "anonymous":
            rows.add(openid_row(desk.vault, prepared.report.openid, ticket_id, now))
        _remark(rows, prepared, ticket, now)
        _send(rows, prepared, ticket, desk.at(now))
        if ticket.danger:
            tell_of_danger(rows, ticket, desk.at(now), units=_plan_units(prepared, ticket))
        tickets.append(ticket)
    if hinted and len(group) <= HINTED_AT_ONCE:
        hint_repeats(session, tickets, desk)
    rows.flush()
    return tickets


def _alarm(read: Classification, text: str, desk: Desk) -> str:
    alarm = alarm_of(read, desk.city)
    return alarm_with_wish(alarm, text) if read.danger.is_danger else alarm


def _numbers(connection: Connection, moments: Sequence[datetime]) -> list[str]:
    days = groupby(moment.date() for moment in moments)
    return [
        number
        for day, of_day in days
        for number in take_numbers(connection, day, len(list(of_day)))
    ]


def _ticket(
    prepared: Prepared, caller: Caller | None, no: str, ticket_id: int, now: datetime, desk: Desk
) -> Ticket:
    report, decision, read = prepared.report, prepared.decision, prepared.classification
    ticket = new_row(
        Ticket,
        id=ticket_id,
        no=no,
        status=Status.REGISTERED,
        channel=report.channel,
        channel_ref=report.ref or None,
        title=report.title or title_of(report.text),
        content=report.text,
        request_type=report.request_type or read.request_type.code,
        urgency="critical" if read.danger.is_danger else report.urgency or read.urgency.code,
        category=report.category or decision.category,
        secrecy="confidential" if decision.secrecy else report.secrecy,
        identity_mode=report.identity,
        caller_id=caller.id if caller else None,
        district=decision.location.district,
        street=decision.location.street,
        place=decision.location.place,
        address=report.address,
        accused=list(decision.accused),
        doubts=doubts_of(decision, desk),
        danger=next(iter(read.danger.kinds), ""),
        more_dangers=list(read.danger.kinds[1:]),
        alarm=_alarm(read, report.text, desk),
        is_red=bool(red_words(read, desk.city)),
        needs_review=decision.needs_review,
        occurred_at=report.occurred,
        reported_at=report.time or now,
        created_at=now,
    )
    ticket.priority = priority_of(ticket.urgency, is_red=ticket.is_red)
    ticket.due_dispatch, ticket.due_provisional = desk.due(Clock.DISPATCH, ticket, now)
    if ticket.danger:
        ticket.due_contact, _ = desk.due(Clock.CONTACT, ticket, now)
    show_running_clock(ticket)
    return ticket


def _register(rows: Rows, prepared: Prepared, ticket: Ticket, now: datetime) -> None:
    """The first history entry, and what the machine suggested."""
    actor, read, decision = prepared.submission.actor, prepared.classification, prepared.decision
    details = {"no": ticket.no, "channel": ticket.channel}
    write_history(rows, actor, ticket, Action.REGISTER, at=now, details=details)
    suggestion = new_row(
        SuggestionRecord,
        ticket_id=ticket.id,
        model=read.model,
        **suggested(prepared),
        alternatives=[[unit, round(confidence, 4)] for unit, confidence in decision.alternatives],
        reasons=[*decision.reasons, *read.reasons, *_sensitive(read)],
        brief=list(prepared.brief),
        at=now,
        automatic=prepared.is_sure,
    )
    rows.add(suggestion)


def suggested(prepared: Prepared) -> dict[str, Any]:
    """The columns of a suggestion that hold what the machine read and decided."""
    read, decision = prepared.classification, prepared.decision
    return {
        "category": read.category.code if read.category else "",
        "category_confidence": round(read.category.confidence, 4) if read.category else 0.0,
        "categories": [[s.code, s.name, round(s.confidence, 4)] for s in read.alternatives],
        "unit": decision.unit,
        "confidence": round(decision.confidence, 4),
        "layer": decision.layer,
        "basis": decision.basis,
    }


def _remark(rows: Rows, prepared: Prepared, ticket: Ticket, now: datetime) -> None:
    """What an import could not read of the row, for staff: nobody takes it for the caller's."""
    if remark := prepared.report.remark:
        text = f"导入备注：{remark}"
        rows.add(new_row(Comment, ticket_id=ticket.id, by=SYSTEM.login, at=now, text=text))


def _send(rows: Rows, prepared: Prepared, ticket: Ticket, desk: Desk) -> None:
    """To the unit where the router is sure, else to the dispatcher with the suggestions."""
    decision = prepared.decision
    if prepared.is_sure:
        assign(
            rows,
            SYSTEM,
            ticket,
            desk,
            unit=decision.unit,
            co_units=decision.co_units,
            reason="；".join(decision.reasons)[:500],
            basis=decision.basis,
        )
        return
    details: dict[str, Any] = {
        "suggested": decision.unit,
        "confidence": round(decision.confidence, 4),
    }
    changes: TicketChanges = {"needs_review": True}
    take_step(rows, SYSTEM, ticket, Action.TRIAGE, at=desk.now(), details=details, changes=changes)


def _plan_units(prepared: Prepared, ticket: Ticket) -> Sequence[str]:
    """The units that the plan of the danger names; of a confidential matter none is told."""
    decision = prepared.decision
    is_told = decision.layer == "danger" and ticket.secrecy != "confidential"
    units = (decision.unit, *decision.co_units) if is_told else ()
    return [unit for unit in units if unit != prepared.straight_to]


def _sensitive(classification: Classification) -> list[str]:
    """What a person must see, by class."""
    hits = dict.fromkeys((hit.kind, hit.word) for hit in classification.sensitive)
    return [f"敏感词：{'、'.join(f'{word}（{kind}）' for kind, word in hits)}"] if hits else []


def title_of(text: str) -> str:
    """The first line, masked before it is cut: half a phone number would not be recognised as
    such.
    """
    line = text.strip().split("\n", 1)[0]
    title = mask(line[: 2 * TITLE_LENGTH])
    return title if len(line) <= TITLE_LENGTH else cut_between_words(title, TITLE_LENGTH - 1) + "…"
