"""Which open ticket a new report probably repeats: a hint for people, nothing is joined by it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from sqlmodel import Session

from analytics.hotspots.earlier import likely_repeats
from analytics.hotspots.report import Report
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.storage.similar import SimilarTicket, similar_candidates

COMPARED = 10


def hint_repeats(
    session: Session, tickets: Sequence[Ticket], desk: Desk, *, apart: Collection[str] = ()
) -> None:
    """Fill `duplicate_of` of new tickets with the most alike of the newest open ones that came
    within the city's `repeat_days`.

    Two queries for all of them. Numbers in `apart` are repeated by none of them.
    """
    window = _window(desk)
    known = _matters(session, tickets, window)
    for ticket in tickets:
        near = _near(known, ticket.place, str(ticket.caller_id or ""))
        others = [matter for matter in near if matter.id not in apart]
        repeated = likely_repeats(_matter(ticket), others, window)
        ticket.duplicate_of = repeated[0][0] if repeated else ""


def repeats_of(
    session: Session, desk: Desk, *, text: str, category: str, place: str, limit: int = 3
) -> list[tuple[str, float, str]]:
    """(number, score, why) of open tickets that a draft would repeat now."""
    now, window = desk.now(), _window(desk)
    earlier = similar_candidates(session, places=[place], callers=(), since=now - window)
    draft = Report("", now, "", text, place=place, category=category)
    return likely_repeats(draft, [_matter(ticket) for ticket in earlier[:COMPARED]], window)[:limit]


def _window(desk: Desk) -> timedelta:
    return timedelta(days=desk.city.settings.repeat_days)


def _matters(
    session: Session, tickets: Sequence[Ticket], window: timedelta
) -> dict[tuple[str, str], list[Report]]:
    """Earlier open tickets by place and by caller, newest first."""
    since = min(ticket.reported_at for ticket in tickets) - window
    places = {ticket.place for ticket in tickets}
    callers = {ticket.caller_id for ticket in tickets if ticket.caller_id is not None}
    known: dict[tuple[str, str], list[Report]] = {}
    for matter in map(
        _matter, similar_candidates(session, places=places, callers=callers, since=since)
    ):
        for key in (("place", matter.place), ("caller", matter.caller)):
            known.setdefault(key, []).append(matter)
    return known


def _near(known: dict[tuple[str, str], list[Report]], place: str, caller: str) -> Iterable[Report]:
    here = known.get(("place", place), [])[:COMPARED] if place else []
    own = known.get(("caller", caller), [])[:COMPARED] if caller else []
    return {matter.id: matter for matter in (*here, *own)}.values()


def _matter(ticket: Ticket | SimilarTicket) -> Report:
    caller = str(ticket.caller_id or "")
    return Report(
        ticket.no,
        ticket.reported_at,
        "",
        ticket.content,
        caller=caller,
        place=ticket.place,
        category=ticket.category,
    )
