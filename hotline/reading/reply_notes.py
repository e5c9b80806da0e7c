"""The machine's notes on replies that wait for review: help for the reviewer, never a gate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session, col, func, select

from analytics.reply_quality import Finding, ReplyFacts, check_reply, copies_among
from classifiers.plain_text import whole_text
from hotline.domain.models import Assignment, Reply, Ticket
from hotline.domain.outcomes import AssignmentRole
from hotline.reading.masking import TicketMask

# A reply is compared with those among so many newest ones that its unit wrote: the cost does not
# grow with the years.
COMPARED = 2_000

Notes = Mapping[int, Sequence[Finding]]


def notes_on(session: Session, tickets: Sequence[Ticket], replies: Mapping[int, Reply]) -> Notes:
    """Findings by ticket, in three statements for all."""
    answered = [ticket for ticket in tickets if ticket.id in replies]
    if not answered:
        return {}
    spoken = _spoken(session, answered)
    copies = _copies(session, replies)
    return {
        ticket.row_id: check_reply(_facts(ticket, replies[ticket.row_id], spoken, copies))
        for ticket in answered
    }


def masked_notes(findings: Sequence[Finding], mask: TicketMask) -> Sequence[Finding]:
    """The findings, with what they quote as it is shown."""
    return [
        replace(finding, parts=tuple(mask.text(part) for part in finding.parts))
        for finding in findings
    ]


def _facts(
    ticket: Ticket, reply: Reply, spoken: Mapping[int, bool], copies: Mapping[int, Sequence[str]]
) -> ReplyFacts:
    return ReplyFacts(
        report=whole_text(ticket.title, ticket.content),
        answer=reply.public_answer,
        handling=reply.handling,
        basis=reply.basis,
        kind=ticket.request_type,
        contacted=spoken.get(ticket.row_id),
        anonymous=ticket.identity_mode == "anonymous",
        others=copies.get(ticket.row_id, ()),
    )


def _spoken(session: Session, tickets: Sequence[Ticket]) -> dict[int, bool]:
    """Whether the unit that leads spoke with the caller in any of its assignments."""
    query = select(Assignment.ticket_id, Assignment.contact_way).where(
        col(Assignment.ticket_id).in_([ticket.id for ticket in tickets]),
        Assignment.role == AssignmentRole.LEAD,
    )
    spoken: dict[int, bool] = {}
    for ticket_id, way in session.exec(query):
        spoken[ticket_id] = spoken.get(ticket_id, False) or way not in ("", "none")
    return spoken


def _copies(session: Session, replies: Mapping[int, Reply]) -> dict[int, list[str]]:
    """For each ticket the answers of its unit to other tickets that are much like its own."""
    newest = session.exec(select(func.max(Reply.id))).one() or 0
    query = select(Reply.ticket_id, Reply.public_answer).where(
        col(Reply.id) > newest - COMPARED,
        col(Reply.unit).in_({reply.unit for reply in replies.values()}),
    )
    rows = [
        (ticket_id, text) for ticket_id, text in session.exec(query) if ticket_id not in replies
    ]
    rows += [(ticket_id, reply.public_answer) for ticket_id, reply in replies.items()]
    alike: dict[int, list[str]] = {}
    for members in copies_among([text for _, text in rows]):
        for number in members:
            alike[rows[number][0]] = [
                rows[other][1] for other in members if rows[other][0] != rows[number][0]
            ]
    return alike
