"""Stored issues for a page: the hottest of a window, or one of them.

How to read them: `hottest_issues(session, actor, since, until, limit=5)` gives the issues of which
the most different callers spoke within the window, as `IssueSummary`, the hottest first. One angry
caller with fifty messages is one caller: an issue of fewer than LEAST_PEOPLE in the window is none.
Counted are tickets that the reader may see and that nobody took back; a merged report counts, for
it is another person who spoke. The worker keeps the issues (`hotline.operation.issue_keeping`); an
issue keeps its id from day to day, and its page is `/hotspots/{id}`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.domain.models import HotIssue
from hotline.domain.roles import Actor
from hotline.domain.statuses import OPEN, Status
from hotline.storage.hot_issues import (
    IssueCount,
    count_issues,
    issues_by_id,
    members_by_day,
    showable_titles,
    units_and_states,
)

LEAST_PEOPLE = 3
TREND_DAYS = 30


@dataclass(frozen=True)
class IssueSummary:
    """One issue as a line.

    title, place, subject   in words; `title` is "" where it may not be shown: then place and
                            category name it
    tickets, callers        of the window; `before`: tickets of the span of the same length before
    open                    tickets of the window that have not ended
    first_at, last_at       first and last report of the window
    units                   (code of the unit, "" for none, its tickets of the window, those
                            that are open), the most first; merged ones stand in `states` alone
    states                  (status, tickets) of the window
    days                    (day as 2026-11-28, tickets) of the last TREND_DAYS of the window
    """

    id: int
    title: str
    place: str
    subject: str
    category: str
    district: str
    street: str
    tickets: int
    callers: int
    before: int
    open: int
    first_at: datetime
    last_at: datetime
    units: tuple[tuple[str, int, int], ...]
    states: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, int], ...]

    @property
    def trend(self) -> str:
        """up, down or level against the span before."""
        if self.tickets == self.before:
            return "level"
        return "up" if self.tickets > self.before else "down"


def hottest_issues(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    *,
    limit: int = 5,
    least: int = LEAST_PEOPLE,
    unit: str = "",
) -> list[IssueSummary]:
    """From `since` to before `until`, of a `unit` counted by its own tickets. The cost is that of
    the window's tickets; the number of statements does not grow.
    """
    counts = count_issues(
        session, actor, since=since, until=until, unit=unit, least=least, limit=limit
    )
    return _summaries(session, actor, counts, since, until)


def summaries_of(
    session: Session, actor: Actor, ids: Collection[int], since: datetime, until: datetime
) -> list[IssueSummary]:
    """Chosen issues, as far as they have tickets in the window."""
    counts = count_issues(session, actor, since=since, until=until, ids=ids)
    return _summaries(session, actor, counts, since, until)


def _summaries(
    session: Session,
    actor: Actor,
    counts: Sequence[IssueCount],
    since: datetime,
    until: datetime,
) -> list[IssueSummary]:
    ids = [count.issue_id for count in counts]
    issues = issues_by_id(session, ids)
    earlier = count_issues(session, actor, since=since - (until - since), until=since, ids=ids)
    before = {count.issue_id: count.tickets for count in earlier}
    begin = max(since, until - timedelta(days=TREND_DAYS))
    by_day = members_by_day(session, actor, ids, begin, until)
    groups = units_and_states(session, actor, ids, since, until)
    titles = showable_titles(
        session, actor, [issue.title_from for issue in issues.values() if issue.title_from]
    )
    return [
        _summary(
            issues[count.issue_id],
            count,
            before.get(count.issue_id, 0),
            groups[count.issue_id],
            _days(by_day[count.issue_id], begin, until),
            show_title=issues[count.issue_id].title_from in titles,
        )
        for count in counts
    ]


def _summary(
    issue: HotIssue,
    count: IssueCount,
    before: int,
    groups: Sequence[tuple[str, str, int]],
    days: tuple[tuple[str, int], ...],
    *,
    show_title: bool,
) -> IssueSummary:
    states, units, open_by_unit = Counter[str](), Counter[str](), Counter[str]()
    for unit, status, n in groups:
        states[status] += n
        if status == Status.MERGED:  # with the unit of its leading ticket, which counts there
            continue
        units[unit] += n
        open_by_unit[unit] += n if status in OPEN else 0
    return IssueSummary(
        id=issue.row_id,
        title=issue.title if show_title else "",
        place=issue.place,
        subject=issue.subject,
        category=issue.category,
        district=issue.district,
        street=issue.street,
        tickets=count.tickets,
        callers=count.callers,
        before=before,
        open=count.open,
        first_at=count.first_at,
        last_at=count.last_at,
        units=tuple((unit, n, open_by_unit[unit]) for unit, n in units.most_common()),
        states=tuple(states.most_common()),
        days=days,
    )


def _days(
    counted: Mapping[str, int], since: datetime, until: datetime
) -> tuple[tuple[str, int], ...]:
    last = (until - timedelta(seconds=1)).date()
    length = (last - since.date()).days + 1
    names = [(since.date() + timedelta(days=at)).isoformat() for at in range(length)]
    return tuple((name, counted.get(name, 0)) for name in names)
