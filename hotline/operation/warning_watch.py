"""The worker raises early warnings from what came in: each once, under one lock."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlmodel import Session

from analytics.alarms.crowds import grade_of_crowd
from analytics.alarms.rises import EVERYTHING
from analytics.alarms.warning import EarlyWarning
from hotline.desk.desk import Desk
from hotline.domain.roles import SYSTEM
from hotline.domain.warnings import Grade, WarningKind
from hotline.operation.chores import Shift
from hotline.reading.early_warnings import alarms, judged, limits_in_masses, recent_sources
from hotline.storage.hot_issues import count_issues, issues_by_id
from hotline.storage.issue_candidates import issue_mark
from hotline.storage.warning_sources import (
    WarningSource,
    issue_of_tickets,
    tickets_of_issues,
    unwarned_alarms,
)
from hotline.supervision.warning_raising import EACH, WarningDraft, raise_warning

# Hours, different callers on one issue.
CROWDS = ((72, 10), (24, 5))
_FRESH = timedelta(days=1)
_BY_AREA = frozenset({WarningKind.SURGE, WarningKind.RISE})


def watch_for_warnings(shift: Shift) -> int:
    """How many were raised. Judged are yesterday and today; a second look at the same hours raises
    nothing again.
    """
    desk = shift.desk()
    with shift.database.reading() as session:
        drafts = list(drafts_now(session, desk))
    return _raise(shift, desk, drafts) if drafts else 0


def watch_for_dangers(shift: Shift) -> int:
    """How many were raised of what may not wait for the next look at everything: dangers and red
    words of the last day of which nobody is warned yet.
    """
    desk = shift.desk()
    now = desk.now()
    with shift.database.reading() as session:
        sources = unwarned_alarms(session, now - _FRESH, now)
        issues = issue_of_tickets(session, [source.id for source in sources])
    if not sources:
        return 0
    by_no = {source.no: source for source in sources}
    drafts = [_draft(warning, by_no, issues, now) for warning in alarms(sources, desk.city)]
    return _raise(shift, desk, drafts)


def _raise(shift: Shift, desk: Desk, drafts: Sequence[WarningDraft]) -> int:
    """One after the other, so that nobody who writes waits for all of them."""
    raised = 0
    for draft in drafts:
        with shift.database.writing(waits=False) as session:
            issue_mark(session)  # locked: one worker at a time
            raised += raise_warning(session, desk, draft=draft) is not None
    shift.database.reach_disk()
    return raised


def drafts_now(session: Session, desk: Desk) -> Iterator[WarningDraft]:
    """What holds now."""
    now = desk.now()
    since = datetime.combine(now.date() - timedelta(days=1), time.min)
    sources = recent_sources(session, now)
    by_no = {source.no: source for source in sources}
    yield from _crowds_of_issues(session, now)
    warnings = judged(sources, desk.city, since=since)
    ids = [by_no[no].id for warning in warnings for no in warning.ids]
    issues = issue_of_tickets(session, ids)
    for warning in warnings:
        yield _draft(warning, by_no, issues, now)
    for unit, tickets, why in limits_in_masses(session, desk.city, now):
        yield WarningDraft(
            key=f"limits|{unit}|{now.date().isoformat()}",
            kind=WarningKind.LIMITS,
            grade=Grade.YELLOW,
            n=len(tickets),
            expected=0.0,
            why=why,
            at=now,
            tickets=tickets,
            place=desk.city.units[unit].name if unit in desk.city.units else unit,
        )


def _crowds_of_issues(session: Session, now: datetime) -> Iterator[WarningDraft]:
    """The longest span first, so that the grade is that of the whole crowd."""
    for hours, least in CROWDS:
        since = now - timedelta(hours=hours)
        until = now + timedelta(seconds=1)
        counts = count_issues(session, SYSTEM, since=since, until=until, least=least)
        numbers = [count.issue_id for count in counts]
        issues = issues_by_id(session, numbers)
        tickets = tickets_of_issues(session, numbers, since)
        for count in counts:
            issue = issues[count.issue_id]
            yield WarningDraft(
                key=f"crowd|issue {issue.row_id}|{count.last_at.isoformat()}",
                kind=WarningKind.CROWD,
                grade=Grade(grade_of_crowd(count.callers)),
                n=count.tickets,
                expected=0.0,
                why=(f"{hours} 小时内 {count.callers} 个不同的人反映同一件事，达到 {least} 人",),
                at=count.last_at,
                tickets=tickets[issue.row_id],
                category=issue.category,
                area=issue.street or issue.district,
                place=issue.place,
                issue_id=issue.row_id,
            )


def _draft(
    warning: EarlyWarning,
    by_no: Mapping[str, WarningSource],
    issues: Mapping[int, int],
    now: datetime,
) -> WarningDraft:
    kind, rows = WarningKind(warning.kind), [by_no[no] for no in warning.ids]
    newest = rows[-1]
    category, area = warning.category, newest.street or newest.district
    place = "" if kind in _BY_AREA else newest.place
    if (warning.category, warning.place) == EVERYTHING:
        category, area, place = "", "", warning.place
    series = f"{category}|{area}|{place}"
    issue = None if kind in _BY_AREA else _common_issue(rows, issues)
    # Two dangers somewhere in a street are two matters.
    is_alone = not place and issue is None and kind not in _BY_AREA
    return WarningDraft(
        key=f"{kind}|{series}|{warning.raised.isoformat()}"
        + newest.no * (is_alone or kind in EACH),
        kind=kind,
        grade=Grade(warning.grade),
        n=warning.n,
        expected=warning.expected,
        why=warning.why,
        at=min(warning.raised, now),
        tickets=[row.id for row in rows],
        category=category,
        area=area,
        place=place,
        issue_id=issue,
        is_alone=is_alone,
        danger=newest.danger if kind == WarningKind.DANGER else "",
    )


def _common_issue(rows: Sequence[WarningSource], issues: Mapping[int, int]) -> int | None:
    """The issue of most of the tickets."""
    counted = Counter(issues[row.id] for row in rows if row.id in issues)
    number, n = counted.most_common(1)[0] if counted else (None, 0)
    return number if 2 * n > len(rows) else None
