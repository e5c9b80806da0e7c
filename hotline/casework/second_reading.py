"""A report of whose category the machine was unsure is read once more, by sentence and n-grams
together; where both are sure it goes to its unit, else it waits for the dispatcher as before.
"""

from sqlmodel import Session

from classifiers.sentences import SentenceReader
from hotline.casework.assign import assign
from hotline.casework.correction import Correction, correct
from hotline.casework.prepared import Prepared, Submission, prepare_all
from hotline.casework.ticket_opening import suggested, title_of
from hotline.desk.desk import Desk
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import SYSTEM, Actor

READ_TWICE = "首次把握不足，经整句复读后确认"


def read_again(
    ticket: Ticket, suggestion: SuggestionRecord, desk: Desk, *, reader: SentenceReader
) -> Prepared:
    """What both readers make of the report; costs tens of milliseconds and writes nothing."""
    report = _as_it_came(ticket, suggestion)
    [prepared] = prepare_all([Submission(SYSTEM, report)], desk.with_sentences(reader))
    return prepared


def send_read_again(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    desk: Desk,
    *,
    suggestion: SuggestionRecord,
    prepared: Prepared,
) -> None:
    """Like the automatic dispatch at intake; `prepared` is sure."""
    read, decision = prepared.classification, prepared.decision
    for name, value in suggested(prepared).items():
        setattr(suggestion, name, value)
    suggestion.brief = list(prepared.brief)
    suggestion.reasons = [READ_TWICE, *decision.reasons, *read.reasons]
    suggestion.automatic = True
    changed = correct(session, ticket, desk, correction=Correction(decision.category))
    assign(
        session,
        actor,
        ticket,
        desk,
        unit=decision.unit,
        co_units=decision.co_units,
        reason="；".join([READ_TWICE, *decision.reasons])[:500],
        basis=decision.basis,
        corrected=changed,
        before={"needs_review": False},
    )


def _as_it_came(ticket: Ticket, suggestion: SuggestionRecord) -> IncomingReport:
    """A category that the machine did not suggest was given with the report."""
    guesses = {code for code, _, _ in suggestion.categories}
    return IncomingReport(
        text=ticket.content,
        channel=ticket.channel,
        title="" if ticket.title == title_of(ticket.content) else ticket.title,
        time=ticket.reported_at,
        address=ticket.address,
        district=ticket.district,
        request_type=ticket.request_type,
        category="" if ticket.category in guesses else ticket.category,
    )
