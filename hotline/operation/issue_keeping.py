"""The worker gives each new ticket its issue, so that issues keep their identity from day to day.

A ticket is compared with a few others that indexes name, never with all. A ticket alone is no
issue: one is opened when a second report joins it. What a person merged or split stays so, for new
reports follow the tickets that they are like.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from analytics.hotspots.joining import Traits, joining_of, middle_of, traits_of
from analytics.hotspots.naming import names
from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.models import HotIssue, IssueMark, IssueMember, IssueStep
from hotline.domain.models.issues import IssueAction
from hotline.operation.chores import Shift
from hotline.reading.issues import report_of
from hotline.storage.issue_candidates import (
    Candidate,
    candidates_of,
    count_members,
    drop_confidential,
    first_ticket_since,
    issue_mark,
    members_of,
    move_members,
    touched_by_people,
    unnamed_issues,
    unread_tickets,
    untitle_confidential,
)
from hotline.storage.issue_reports import IssueTicket

# So many tickets have their issue given in one transaction, and so many transactions make a run:
# the worker has other things to do.
BATCH, RUNS = 3, 100
# At the beginning the tickets of the last months are read.
_FIRST_SPAN = timedelta(days=120)
# A ticket may commit a little after a later one.
_SETTLES = timedelta(seconds=10)
_REMEMBERED = 20_000
# An issue is named anew while it is young; later its name is known.
_NAMED_AT = frozenset({2, 3, 4, 5, 8, 13, 21, 34, 55})
_READ_FOR_NAME = 24


class IssueKeeper:
    """Remembers of the tickets that it met what is compared; no text."""

    def __init__(self) -> None:
        self._traits: OrderedDict[int, Traits] = OrderedDict()

    def __call__(self, shift: Shift) -> int:
        """How many tickets were read."""
        desk, total = shift.desk(), 0
        with shift.database.writing() as session:
            _forget_confidential(session, desk.city)
            for issue in unnamed_issues(session, limit=BATCH):
                self._name(session, issue, desk.city)
        for _ in range(RUNS):
            with shift.database.reading() as session:
                self._warm(session, desk)
            with shift.database.writing() as session:
                done = self.keep(session, desk)
            total += done
            if not done:
                break
        return total

    def keep(self, session: Session, desk: Desk) -> int:
        """The next batch; how many tickets it had."""
        mark, now = issue_mark(session), desk.now()
        if not mark.read_up_to:
            mark.read_up_to = max(0, first_ticket_since(session, now - _FIRST_SPAN) - 1)
        tickets = unread_tickets(
            session, mark.read_up_to, created_before=now - _SETTLES, limit=BATCH
        )
        touched = [self._join(session, ticket, desk.city, now) for ticket in tickets]
        for issue in {issue.row_id: issue for issue in touched if issue}.values():
            if issue.merged_into is None and (
                not issue.title or count_members(session, issue.row_id) in _NAMED_AT
            ):
                self._name(session, issue, desk.city)
        if tickets:
            mark.read_up_to = tickets[-1].id
        return len(tickets)

    def _warm(self, session: Session, desk: Desk) -> None:
        """What is slow is read before the transaction that writes."""
        now = desk.now()
        mark = first_ticket_since(session, now - _FIRST_SPAN) - 1
        mark = max(mark, _read_up_to(session))
        tickets = unread_tickets(session, mark, created_before=now - _SETTLES, limit=BATCH)
        near = [
            candidate.ticket for ticket in tickets for candidate in candidates_of(session, ticket)
        ]
        self.traits([*tickets, *near], desk.city)

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

    def _join(
        self, session: Session, ticket: IssueTicket, city: CityPack, now: datetime
    ) -> HotIssue | None:
        """The issue that it joins; with a ticket that stands alone it opens one."""
        if session.get(IssueMember, ticket.id) is not None:
            return None
        near = candidates_of(session, ticket)
        traits = self.traits([ticket, *(candidate.ticket for candidate in near)], city)
        groups = [(_group(candidate), traits[candidate.ticket.id]) for candidate in near]
        joining = joining_of(traits[ticket.id], groups)
        group = joining.group
        if group is None:
            return None
        if group > 0:
            issue = session.get_one(HotIssue, group)
            members = [ticket]
        else:
            alone = next(other.ticket for other in near if _group(other) == group)
            issue = _opened(session, alone, now)
            members = [alone, ticket]
        session.add_all(
            IssueMember(
                ticket_id=member.id,
                issue_id=issue.row_id,
                reported_at=member.reported_at,
                joined_at=now,
            )
            for member in members
        )
        session.flush()
        return _grown_together(session, issue, [also for also in joining.also if also > 0], now)

    def _name(self, session: Session, issue: HotIssue, city: CityPack) -> None:
        tickets = members_of(session, issue.row_id, limit=_READ_FOR_NAME)
        if tickets:
            traits = self.traits(tickets, city)
            middle = tickets[middle_of([traits[ticket.id] for ticket in tickets])]
            name_issue(issue, tickets, middle, city)


def name_issue(
    issue: HotIssue, tickets: Sequence[IssueTicket], middle: IssueTicket, city: CityPack
) -> None:
    """After the ticket that is most like the others."""
    reports = {ticket.id: report_of(ticket, city) for ticket in tickets}
    name = names(list(reports.values()), reports[middle.id])
    issue.title, issue.place, issue.subject = name.title, name.place, name.subject
    issue.title_from, issue.category = middle.id, middle.category
    issue.district, issue.street = middle.district, middle.street


def _opened(session: Session, first: IssueTicket, now: datetime) -> HotIssue:
    """Under its first ticket, until it is named."""
    issue = HotIssue(
        title_from=first.id,
        place=first.place,
        category=first.category,
        district=first.district,
        street=first.street,
        opened_at=now,
    )
    session.add(issue)
    session.flush()
    return issue


def _grown_together(
    session: Session, issue: HotIssue, others: Sequence[int], now: datetime
) -> HotIssue:
    """Issues that have become one, under the name of the oldest; what a person has merged or split
    stays as it is.
    """
    if not others:
        return issue
    numbers = [issue.row_id, *others]
    free = sorted(set(numbers) - touched_by_people(session, numbers))
    if issue.row_id not in free or len(free) < 2:
        return issue
    oldest, *later = [session.get_one(HotIssue, number) for number in free]
    for other in later:
        moved = move_members(session, other, oldest)
        step = IssueStep(
            issue_id=other.row_id,
            other_id=oldest.row_id,
            at=now,
            by="",
            action=IssueAction.MERGE,
            tickets=moved,
        )
        session.add(step)
    session.flush()
    return oldest


def _group(candidate: Candidate) -> int:
    """The issue's number; below zero that of a ticket that stands alone."""
    return candidate.issue_id or -candidate.ticket.id


def _read_up_to(session: Session) -> int:
    mark = session.get(IssueMark, 1)
    return mark.read_up_to if mark else 0


def _forget_confidential(session: Session, city: CityPack) -> None:
    """What became confidential is in no issue, and gives none its name."""
    drop_confidential(session)
    for issue in untitle_confidential(session):
        tickets = members_of(session, issue.row_id, limit=_READ_FOR_NAME)
        issue.title, issue.place, issue.subject, issue.title_from = "", "", "", None
        if tickets:
            name_issue(issue, tickets, tickets[0], city)
