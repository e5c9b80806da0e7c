"""Which issue a ticket belongs to and what an issue is called, read without writing anything: the
comparing takes longer than anybody else may wait to write.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from analytics.hotspots.joining import Traits, joining_of, middle_of, traits_of
from analytics.hotspots.naming import names
from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.models import HotIssue, IssueMark
from hotline.reading.issues import report_of
from hotline.storage.issue_candidates import (
    Candidate,
    candidates_of,
    first_ticket_since,
    members_of,
    unread_tickets,
)
from hotline.storage.issue_reports import IssueTicket

# At the beginning the tickets of the last months are read.
_FIRST_SPAN = timedelta(days=120)
# A ticket may commit a little after a later one.
_SETTLES = timedelta(seconds=10)
_REMEMBERED = 20_000
_READ_FOR_NAME = 24


@dataclass(frozen=True)
class IssueFit:
    """What a ticket is like enough to.

    issue   an issue's number; None where `alone` is a ticket that stands alone, or nothing fits
    also    other issues that are as like that one as reports of one matter are
    """

    ticket: IssueTicket
    issue: int | None = None
    alone: IssueTicket | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class IssueName:
    """The columns of an issue that name it, after its ticket `title_from`."""

    title: str
    place: str
    subject: str
    title_from: int
    category: str
    district: str
    street: str

    def give(self, issue: HotIssue) -> None:
        for name, value in vars(self).items():
            setattr(issue, name, value)


class IssueFitter:
    """Remembers of the tickets that it met what is compared; no text."""

    def __init__(self) -> None:
        self._traits: OrderedDict[int, Traits] = OrderedDict()

    def next_fit(self, session: Session, desk: Desk) -> IssueFit | None:
        """Of the next ticket that nobody has read; None when all are read."""
        now = desk.now()
        mark = _read_up_to(session) or first_ticket_since(session, now - _FIRST_SPAN) - 1
        settled = now - _SETTLES
        for ticket in unread_tickets(session, max(0, mark), created_before=settled, limit=1):
            return self._fit(ticket, candidates_of(session, ticket), desk.city)
        return None

    def name_of(self, session: Session, issue_id: int, city: CityPack) -> IssueName | None:
        """After the ticket that is most like the others; None for an issue without tickets."""
        tickets = members_of(session, issue_id, limit=_READ_FOR_NAME)
        if not tickets:
            return None
        traits = self.traits(tickets, city)
        middle = tickets[middle_of([traits[ticket.id] for ticket in tickets])]
        reports = {ticket.id: report_of(ticket, city) for ticket in tickets}
        name, after = names(list(reports.values()), reports[middle.id]), middle
        area = (after.category, after.district, after.street)
        return IssueName(name.title, name.place, name.subject, after.id, *area)

    def traits(self, tickets: Iterable[IssueTicket], city: CityPack) -> Mapping[int, Traits]:
        """By id."""
        by_id = {ticket.id: ticket for ticket in tickets}
        unknown = [ticket for ticket in by_id.values() if ticket.id not in self._traits]
        if unknown:
            fresh = traits_of([report_of(ticket, city) for ticket in unknown])
            self._traits.update(zip((ticket.id for ticket in unknown), fresh, strict=True))
        for number in by_id:
            self._traits.move_to_end(number)
        traits = {number: self._traits[number] for number in by_id}
        while len(self._traits) > _REMEMBERED:
            self._traits.popitem(last=False)
        return traits

    def _fit(self, ticket: IssueTicket, near: list[Candidate], city: CityPack) -> IssueFit:
        traits = self.traits([ticket, *(candidate.ticket for candidate in near)], city)
        groups = [(_group(candidate), traits[candidate.ticket.id]) for candidate in near]
        joining = joining_of(traits[ticket.id], groups)
        if joining.group is None:
            return IssueFit(ticket)
        also = tuple(group for group in joining.also if group > 0)
        if joining.group > 0:
            return IssueFit(ticket, issue=joining.group, also=also)
        alone = next(other.ticket for other in near if _group(other) == joining.group)
        return IssueFit(ticket, alone=alone, also=also)


def _group(candidate: Candidate) -> int:
    """The issue's number; below zero that of a ticket that stands alone."""
    return candidate.issue_id or -candidate.ticket.id


def _read_up_to(session: Session) -> int:
    mark = session.get(IssueMark, 1)
    return mark.read_up_to if mark else 0
