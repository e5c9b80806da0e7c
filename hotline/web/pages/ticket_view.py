"""Everything that the page of one ticket shows, read in one snapshot."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session

from analytics.reply_quality import Finding
from classifiers.times.expression import SpokenTime
from classifiers.times.find import find_times
from hotline.calls.log import CallLine, lines_of
from hotline.casework.answers import answers_to, question_of_ticket
from hotline.casework.merged_reports import MergedReport, merged_reports
from hotline.casework.personal_data import CallerShown, may_open, show_caller
from hotline.casework.several_matters import calls_of_contact, matters_of_contact
from hotline.chats.viewing import ChatLine, chat_lines
from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.calls.permissions import READS_CALLS
from hotline.domain.chats.permissions import READS_CHATS
from hotline.domain.models import (
    Assignment,
    HistoryEntry,
    KnowledgeEntry,
    KnowledgeVersion,
    SuggestionRecord,
    Ticket,
)
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.domain.statuses import Status
from hotline.domain.workflow import Action
from hotline.knowledge.citing import citations_of
from hotline.people.attendance import unattended
from hotline.reading.masking import TicketMask, mask_of, shown_tickets
from hotline.reading.reply_notes import masked_notes, notes_on
from hotline.storage.chats import chats_of_ticket
from hotline.storage.ticket_rows import (
    names_of_staff,
    newest_replies,
    suggestion_of,
    tasks_of_support,
)
from hotline.web.labels import actor_name
from hotline.web.names import Names
from hotline.web.pages.candidates import UnitCandidate, candidates
from hotline.web.pages.clocks import ClockLine, clock_lines
from hotline.web.pages.countdown import Countdown, countdown
from hotline.web.pages.named_units import CardLine, card_lines
from hotline.web.pages.rated import Rated, rated_of
from hotline.web.pages.shown_rows import ShownRows, shown_rows
from hotline.web.pages.steps_line import LineStep, line_of
from hotline.web.pages.waits import waits_of
from hotline.web.steps import open_steps
from hotline.web.steps.step import Step, may

TIMES_SHOWN = 6


@dataclass(frozen=True)
class TicketView(ShownRows):
    """`may_open`: the actor may read the caller's name and phone when they give a reason.

    `people`: names by login.

    merged    what the callers of tickets said that are answered with this one
    notes     what the machine noticed in the reply that waits for review
    known     what may answer it, while it may be answered at once; cited: what its direct answer
              rests on
    times     those said in the text, by the time of the report
    empty_units  those in charge or proposed in which nobody can sign it
    calls     of a phone system, from which the ticket came; chats: those that became it
    task      what the reader's unit supports, with the countdown of it; None for any other reader
    below     units to which the actor may pass it down, name by code
    """

    ticket: Ticket
    steps: Sequence[LineStep]
    clocks: Sequence[ClockLine]
    task: Assignment | None
    own_count: Countdown | None
    merged: Sequence[MergedReport]
    matters: Sequence[Ticket]
    below: Mapping[str, str]
    rated: Rated
    may_attach: bool
    may_tell_code: bool
    suggestion: SuggestionRecord | None
    candidates: Sequence[UnitCandidate]
    caller: CallerShown
    may_open: bool
    open_steps: Sequence[Step]
    notes: Sequence[Finding]
    known: Sequence[KnowledgeHit]
    cited: Sequence[tuple[KnowledgeEntry, KnowledgeVersion]]
    people: Mapping[str, str]
    times: Sequence[SpokenTime]
    card_lines: Sequence[CardLine]
    empty_units: Collection[str]
    calls: Sequence[CallLine]
    chats: Sequence[ChatLine]


def ticket_view(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    caller: CallerShown | None = None,
    opened: Mapping[str, CallerShown] = MappingProxyType({}),
) -> TicketView:
    """`caller` stands in full when it was opened just now, and so does everything else; `opened`
    are those of merged tickets, by number.
    """
    mask = mask_of(session, actor, ticket, desk.vault, is_open=bool(caller and caller.is_open))
    rows = shown_rows(session, mask)
    rated = rated_of(session, actor, mask, desk)
    suggestion = _suggestion(session, mask)
    proposals = candidates(
        ticket, suggestion, desk, returned=rows.returns[-1] if rows.returns else None
    )
    waits = waits_of(session, actor, ticket, desk, applications=rows.waiting.keys())
    steps = open_steps(actor, ticket, waits | rated.waiting)
    nouns = {step.noun for step in steps}
    task = tasks_of_support(session, [ticket.row_id], actor.units).get(ticket.row_id)
    return TicketView(
        **vars(rows),
        ticket=mask.ticket,
        steps=line_of(ticket, rows.history),
        clocks=clock_lines(ticket, rows.history, desk),
        task=task,
        own_count=countdown(ticket, desk, desk.now(), task) if task else None,
        merged=merged_reports(session, actor, ticket, desk, opened=opened),
        matters=_matters(session, actor, ticket, desk),
        below=_units_below(actor, ticket, desk),
        rated=rated,
        may_attach=may(actor, ticket, Action.ATTACH),
        may_tell_code=may(actor, ticket, Action.TELL_CODE),
        suggestion=suggestion,
        card_lines=card_lines(ticket, suggestion, desk),
        candidates=proposals,
        empty_units=unattended(session, {*(c.unit for c in proposals), ticket.unit}, desk.city),
        caller=caller or show_caller(session, actor, ticket, desk),
        may_open=may_open(actor, ticket),
        open_steps=steps,
        notes=_notes(session, mask) if "reviews" in nouns else (),
        known=_known(session, ticket, desk) if "answers" in nouns else (),
        cited=_cited(session, ticket),
        people=_people(session, rows.history),
        times=_times(mask.ticket),
        calls=_calls(session, actor, ticket, desk),
        chats=_chats(session, actor, ticket, desk),
    )


def _matters(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> Sequence[Ticket]:
    others = [row for row in matters_of_contact(session, ticket) if can_see(actor, row)]
    return shown_tickets(session, others, desk.vault)


def _chats(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> Sequence[ChatLine]:
    chats = chats_of_ticket(session, ticket) if actor.role in READS_CHATS else ()
    return chat_lines(session, actor, chats, desk)


def _calls(session: Session, actor: Actor, ticket: Ticket, desk: Desk) -> Sequence[CallLine]:
    calls = calls_of_contact(session, ticket) if actor.role in READS_CALLS else ()
    return lines_of(session, actor, calls, desk)


def _units_below(actor: Actor, ticket: Ticket, desk: Desk) -> dict[str, str]:
    """Where the reader may pass the ticket down to, by code."""
    codes = sorted(actor.units - {ticket.unit, actor.unit})
    return {code: Names(desk.city).unit(code) for code in codes}


def _cited(session: Session, ticket: Ticket) -> Sequence[tuple[KnowledgeEntry, KnowledgeVersion]]:
    """What a direct answer rests on."""
    is_direct = ticket.status == Status.ANSWERED or not ticket.unit
    return citations_of(session, ticket) if is_direct else ()


def _times(ticket: Ticket) -> list[SpokenTime]:
    """The times that the text tells, so far as they can be placed."""
    times = find_times(ticket.content, ticket.reported_at)
    return [time for time in times if time.known or time.end][:TIMES_SHOWN]


def _suggestion(session: Session, mask: TicketMask) -> SuggestionRecord | None:
    record = suggestion_of(session, mask.original)
    return mask.row(record) if record else None


def _notes(session: Session, mask: TicketMask) -> Sequence[Finding]:
    ticket = mask.original
    notes = notes_on(session, [ticket], newest_replies(session, [ticket]))
    return masked_notes(notes.get(ticket.row_id, ()), mask)


def _known(session: Session, ticket: Ticket, desk: Desk) -> Sequence[KnowledgeHit]:
    return answers_to(session, question_of_ticket(ticket), desk)


def _people(session: Session, history: Sequence[HistoryEntry]) -> Mapping[str, str]:
    logins = {entry.actor for entry in history}
    return {login: actor_name(login) for login in logins} | names_of_staff(session, logins)
