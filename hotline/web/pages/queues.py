"""The desks of the day: what waits for a dispatcher, a unit, a reviewer, a call-back.

Most urgent first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from litestar import Response, get
from sqlmodel import Session

from analytics.reply_quality import Finding
from hotline.desk.desk import Desk
from hotline.domain.holders import HELD_BY_UNIT
from hotline.domain.models import Reply, ReturnRequest, SuggestionRecord, Ticket
from hotline.domain.roles import REVIEWS, Actor, Role
from hotline.domain.statuses import WITH_DISPATCHER, WITH_UNIT, Status
from hotline.domain.time.deadlines import Clock
from hotline.domain.workflow import EVENTS, Action
from hotline.people.attendance import unattended
from hotline.reading.masking import masks_of, shown_tickets
from hotline.reading.reply_notes import masked_notes, notes_on
from hotline.storage.news import newest_step
from hotline.storage.notices import to_be_ready
from hotline.storage.ticket_counts import SUPPORTED, count_clocks
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.ticket_rows import newest_replies, newest_returns, suggestions_of
from hotline.storage.tickets import Page, count_tickets, most_urgent
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import only
from hotline.web.pages.candidates import UnitCandidate, candidates
from hotline.web.pages.countdown import Countdown, countdown
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.named_units import CardLine, card_lines
from hotline.web.pages.rows import rows_of, signed_rows

PAGE = 20
AT_LIMIT = 50
MOST = 1000


@dataclass(frozen=True)
class TriageCase:
    """A ticket that waits for a decision, with what helps to decide it.

    card_lines  what has to be seen before a key decides
    """

    ticket: Ticket
    countdown: Countdown | None
    suggestion: SuggestionRecord | None = None
    candidates: Sequence[UnitCandidate] = ()
    returned: ReturnRequest | None = None
    reply: Reply | None = None
    notes: Sequence[Finding] = ()
    card_lines: Sequence[CardLine] = ()


@get("/triage", guards=[only(Role.DISPATCHER)])
@reading
def show_triage(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """What the router was not sure of, and what units want to give back."""
    filters = TicketFilter(status=tuple(WITH_DISPATCHER))
    listed, total = _waiting(session, request, actor, filters)
    cases = _cases(session, actor, listed.tickets, desk)
    return page(
        request,
        "triage.html",
        desk,
        cases=cases,
        empty_units=unattended(
            session, {c.unit for case in cases for c in case.candidates}, desk.city
        ),
        next=listed.next,
        total=total,
        cursor=newest_step(session, desk.now()),
    )


@get("/inbox", guards=[only(Role.CLERK)])
@reading
def show_inbox(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """One unit's day; `view` in the address is one of VIEWS."""
    view = request.query_params.get("view", "")
    view = view if view in VIEWS else "all"
    listed = most_urgent(
        session,
        actor,
        VIEWS[view](actor, desk),
        after=request.query_params.get("after", ""),
        limit=100,
    )
    return page(
        request,
        "inbox.html",
        desk,
        rows=signed_rows(session, actor, shown_tickets(session, listed.tickets, desk.vault), desk),
        next=listed.next,
        counts=_counts(session, actor, desk),
        view=view,
        ahead=to_be_ready(session, actor),
        cursor=newest_step(session, desk.now()),
    )


@get("/review", guards=[only(*REVIEWS)])
@reading
def show_review(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    filters = TicketFilter(status=(Status.REPLIED,), secrecy=_secrecy(actor))
    listed, total = _waiting(session, request, actor, filters)
    cases = _with_replies(session, actor, listed.tickets, desk)
    return page(request, "review.html", desk, cases=cases, next=listed.next, total=total)


@get("/callbacks", guards=[only(*REVIEWS)])
@reading
def show_callbacks(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """Those whom the draw chose; and those whose limit ended without an answer."""
    secrecy = _secrecy(actor)
    filters = TicketFilter(status=(Status.CALLBACK,), to_call="sample", secrecy=secrecy)
    listed, total = _waiting(session, request, actor, filters, limit=100)
    late: Page | None = None
    if desk.city.settings.callback.at_limit:
        states = tuple(sorted(EVENTS[Action.CALL_AT_LIMIT]))
        overdue = TicketFilter(
            status=states,
            clock=Clock.HANDLE,
            overdue_at=desk.now(),
            to_call="limit",
            secrecy=secrecy,
        )
        late = most_urgent(session, actor, overdue, limit=AT_LIMIT)
    rows, late_rows = (
        rows_of(shown_tickets(session, tickets, desk.vault), desk)
        for tickets in (listed.tickets, late.tickets if late else ())
    )
    script = desk.city.settings.callback.script
    return page(
        request,
        "callbacks.html",
        desk,
        rows=rows,
        next=listed.next,
        total=total,
        late=late_rows,
        script=script,
    )


def _secrecy(actor: Actor) -> str:
    """Supervisors stand in where reviewers see nothing."""
    return "confidential" if actor.role == Role.SUPERVISOR else ""


def _overdue(actor: Actor, desk: Desk) -> TicketFilter:
    """What is late by the fault of the reader's own units: they lead, and the clock is theirs."""
    return TicketFilter(status=tuple(HELD_BY_UNIT), held=actor.units, overdue_at=desk.now())


def _led(actor: Actor, clock: Clock) -> TicketFilter:
    """The clocks of a ticket are those of who leads."""
    return TicketFilter(status=tuple(WITH_UNIT), clock=clock, led=actor.units)


VIEWS: Mapping[str, Callable[[Actor, Desk], TicketFilter]] = {
    "all": lambda _actor, _desk: TicketFilter(status=tuple(WITH_UNIT)),
    "sign": lambda actor, _desk: _led(actor, Clock.SIGN),
    "contact": lambda actor, _desk: _led(actor, Clock.CONTACT),
    "handle": lambda actor, _desk: _led(actor, Clock.HANDLE),
    "support": lambda actor, _desk: TicketFilter(status=tuple(WITH_UNIT), not_led=actor.units),
    "overdue": _overdue,
}


def _counts(session: Session, actor: Actor, desk: Desk) -> dict[str, int]:
    """How many tickets each view has, by the clock that runs, as its rows show it."""
    waiting = count_clocks(session, actor, WITH_UNIT, led=actor.units)
    views = (Clock.SIGN, Clock.CONTACT, Clock.HANDLE, SUPPORTED)
    counts = {str(view): waiting[view] for view in views}
    overdue = count_tickets(session, actor, _overdue(actor, desk), most=None)
    return counts | {"all": waiting.total(), "overdue": overdue}


def _waiting(
    session: Session,
    request: PageRequest,
    actor: Actor,
    filters: TicketFilter,
    *,
    limit: int = PAGE,
) -> tuple[Page, int]:
    after = request.query_params.get("after", "")
    listed = most_urgent(session, actor, filters, after=after, limit=limit)
    return listed, count_tickets(session, actor, filters, most=MOST)


def _cases(
    session: Session, actor: Actor, tickets: Sequence[Ticket], desk: Desk
) -> list[TriageCase]:
    now = desk.now()
    suggestions, returns = suggestions_of(session, tickets), newest_returns(session, tickets)
    cases = []
    for ticket_id, mask in masks_of(session, actor, tickets, desk.vault).items():
        ticket = mask.ticket
        record = mask.row(suggestions[ticket_id]) if ticket_id in suggestions else None
        returned = mask.row(returns[ticket_id]) if ticket_id in returns else None
        proposals = candidates(ticket, record, desk, returned=returned)
        left = countdown(ticket, desk, now)
        lines = card_lines(ticket, record, desk)
        cases.append(TriageCase(ticket, left, record, proposals, returned, card_lines=lines))
    return cases


def _with_replies(
    session: Session, actor: Actor, tickets: Sequence[Ticket], desk: Desk
) -> list[TriageCase]:
    replies = newest_replies(session, tickets)
    notes = notes_on(session, tickets, replies)
    return [
        TriageCase(
            mask.ticket,
            countdown(mask.original, desk, desk.now()),
            reply=mask.row(replies[ticket_id]) if ticket_id in replies else None,
            notes=masked_notes(notes.get(ticket_id, ()), mask),
        )
        for ticket_id, mask in masks_of(session, actor, tickets, desk.vault).items()
    ]
