"""The worker gives each new ticket its issue, so that issues keep their identity from day to day.

A ticket is compared with a few others that indexes name, never with all. A ticket alone is no
issue: one is opened when a second report joins it. What a person merged or split stays so, for new
reports follow the tickets that they are like. Compared is before the transaction that writes, so
that nobody waits for it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from hotline.city.pack import CityPack
from hotline.desk.desk import Desk
from hotline.domain.models import HotIssue, IssueMember, IssueStep
from hotline.domain.models.issues import IssueAction
from hotline.operation.chores import Shift
from hotline.operation.issue_fitting import IssueFit, IssueFitter
from hotline.storage.database import Database
from hotline.storage.issue_candidates import (
    count_members,
    drop_confidential,
    issue_mark,
    move_members,
    touched_by_people,
    unnamed_issues,
    untitle_confidential,
)
from hotline.storage.issue_reports import IssueTicket

# So many tickets make a run: the worker has other things to do.
RUN = 300
NAMED_IN_A_RUN = 20
# An issue is named anew while it is young; later its name is known.
_NAMED_AT = frozenset({2, 3, 4, 5, 8, 13, 21, 34, 55})


class IssueKeeper:
    """What is lost with the power is done again, so no commit waits for the disk."""

    def __init__(self) -> None:
        self._fitter = IssueFitter()

    def __call__(self, shift: Shift) -> int:
        """How many tickets were read."""
        database, desk = shift.database, shift.desk()
        with database.writing(waits=False) as session:
            _forget_confidential(session)
            unnamed = [issue.row_id for issue in unnamed_issues(session, limit=NAMED_IN_A_RUN)]
        for number in unnamed:
            self._name(database, number, desk.city)
        for done in range(RUN):
            with database.reading() as session:
                fit = self._fitter.next_fit(session, desk)
            if fit is None:
                return done
            with database.writing(waits=False) as session:
                number = give_issue(session, fit, desk.now())
            if number:
                self._name(database, number, desk.city)
        return RUN

    def keep(self, session: Session, desk: Desk) -> bool:
        """The next ticket within a transaction that nobody else waits for; whether there was
        one.
        """
        fit = self._fitter.next_fit(session, desk)
        number = give_issue(session, fit, desk.now()) if fit else 0
        if number and (name := self._fitter.name_of(session, number, desk.city)):
            name.give(session.get_one(HotIssue, number))
        return fit is not None

    def _name(self, database: Database, number: int, city: CityPack) -> None:
        with database.reading() as session:
            name = self._fitter.name_of(session, number, city)
        if name:
            with database.writing(waits=False) as session:
                name.give(session.get_one(HotIssue, number))


def give_issue(session: Session, fit: IssueFit, now: datetime) -> int:
    """The number of the issue that it joins, where that is to be named; else 0.

    Since the ticket was read another worker may have been faster, and people may have merged.
    """
    mark = issue_mark(session)
    if mark.read_up_to >= fit.ticket.id:
        return 0
    mark.read_up_to = fit.ticket.id
    if session.get(IssueMember, fit.ticket.id) is not None:
        return 0
    issue = _issue_of(session, fit, now)
    if issue is None:
        return 0
    _add(session, issue, fit.ticket, now)
    issue = _grown_together(session, issue, fit.also, now)
    is_young = not issue.title or count_members(session, issue.row_id) in _NAMED_AT
    return issue.row_id if is_young else 0


def _issue_of(session: Session, fit: IssueFit, now: datetime) -> HotIssue | None:
    """The one that goes on; a ticket that stands alone opens one, unless it has one by now."""
    number = fit.issue
    if fit.alone is not None:
        member = session.get(IssueMember, fit.alone.id)
        if member is None:
            issue = _opened(session, fit.alone, now)
            _add(session, issue, fit.alone, now)
            return issue
        number = member.issue_id
    return _living(session, number) if number else None


def _living(session: Session, number: int) -> HotIssue:
    """The issue, or what it has become part of."""
    issue = session.get_one(HotIssue, number)
    while issue.merged_into is not None:
        issue = session.get_one(HotIssue, issue.merged_into)
    return issue


def _add(session: Session, issue: HotIssue, ticket: IssueTicket, now: datetime) -> None:
    session.add(
        IssueMember(
            ticket_id=ticket.id,
            issue_id=issue.row_id,
            reported_at=ticket.reported_at,
            joined_at=now,
        )
    )
    session.flush()


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


def _forget_confidential(session: Session) -> None:
    """What became confidential is in no issue, and gives none its name."""
    drop_confidential(session)
    for issue in untitle_confidential(session):
        issue.title, issue.place, issue.subject, issue.title_from = "", "", "", None
