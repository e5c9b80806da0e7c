"""Warnings and issues as programs read them."""

from collections.abc import Sequence
from typing import Any

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.models import IssueStep, WarningStep
from hotline.reading.hottest_issues import IssueSummary
from hotline.reading.open_warnings import OpenWarning
from hotline.storage.warnings import Precision
from hotline.web.names import Names
from hotline.web.warning_labels import ISSUE_WHY, TREND


def warning_document(warning: OpenWarning, desk: Desk) -> dict[str, Any]:
    names = Names(desk.city)
    return {
        "id": warning.id,
        "version": warning.version,
        "raised": warning.raised_at,
        "kind": warning.kind,
        "grade": warning.grade,
        "category": warning.category,
        "category_name": names.category(warning.category) if warning.category else "",
        "danger": warning.danger,
        "danger_name": names.danger(warning.danger) if warning.danger else "",
        "area": warning.area,
        "place": warning.place or names.area(warning.area),
        "n": warning.n,
        "expected": warning.expected,
        "why": list(warning.why),
        "state": warning.state,
        "verdict": warning.verdict,
        "unit": warning.unit,
        "receivers": list(warning.receivers),
        "issue": warning.issue_id,
        "ids": list(warning.tickets),
    }


def warning_step_documents(steps: Sequence[WarningStep]) -> list[dict[str, Any]]:
    names = ("at", "by", "action", "unit", "note")
    return [_step_document(step, names) for step in steps]


def precision_documents(rows: Sequence[Precision]) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "raised": row.raised,
            "confirmed": row.confirmed,
            "false": row.false,
            "precision": row.value,
        }
        for row in rows
    ]


def issue_document(rank: int, issue: IssueSummary, desk: Desk) -> dict[str, Any]:
    """`units`: tickets and open ones by unit; `days`: tickets by day."""
    return {
        "rank": rank,
        "id": issue.id,
        "title": title_of(issue, Names(desk.city)),
        "place": issue.place,
        "subject": issue.subject,
        "category": issue.category,
        "district": issue.district,
        "street": issue.street,
        "score": issue.callers,
        "first": issue.first_at,
        "last": issue.last_at,
        "tickets": issue.tickets,
        "callers": issue.callers,
        "before": issue.before,
        "open": issue.open,
        "trend": issue.trend,
        "units": [{"unit": unit, "tickets": n, "open": still} for unit, n, still in issue.units],
        "states": [{"status": status, "tickets": n} for status, n in issue.states],
        "days": [{"date": day, "tickets": n} for day, n in issue.days],
        "why": [why_of(issue)],
    }


def issue_step_documents(steps: Sequence[IssueStep]) -> list[dict[str, Any]]:
    names = ("at", "by", "action", "issue_id", "other_id", "tickets", "note")
    return [_step_document(step, names) for step in steps]


def _step_document(step: IssueStep | WarningStep, names: Sequence[str]) -> dict[str, Any]:
    """Without the names and numbers of persons that somebody wrote into a note."""
    return {name: getattr(step, name) for name in names} | {"note": mask(step.note)}


def title_of(issue: IssueSummary, names: Names) -> str:
    """In words; place and category where no title may be shown."""
    return (
        issue.title
        or f"{issue.place or names.area(issue.district)}{names.category(issue.category)}"
    )


def why_of(issue: IssueSummary) -> str:
    return ISSUE_WHY.format(
        callers=issue.callers,
        tickets=issue.tickets,
        before=issue.before,
        trend=TREND[issue.trend],
    )
