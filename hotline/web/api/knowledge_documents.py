"""Knowledge as JSON: what everybody may read of an entry, and what its keepers see besides."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.desk.knowledge_index import KnowledgeHit
from hotline.domain.knowledge_permissions import keeps
from hotline.domain.models import KnowledgeEntry, KnowledgeStep, KnowledgeVersion
from hotline.domain.roles import Actor
from hotline.storage.knowledge import steps_of, version_of, versions_of

LISTED = ("code", "kind", "title", "category", "unit", "effective_from", "effective_to")
KEPT = (
    "status",
    "pending",
    "newest",
    "live",
    "is_public",
    "review_due",
    "hits",
    "created_at",
    "updated_at",
)
SAID = (
    "title",
    "questions",
    "answer",
    "category",
    "item",
    "basis",
    "guide",
    "unit",
    "effective_from",
    "effective_to",
)


def in_list(entry: KnowledgeEntry, actor: Actor | None, desk: Desk) -> dict[str, Any]:
    names = LISTED if actor is None else LISTED + KEPT
    return {name: getattr(entry, name) for name in names} | _state(entry, desk)


def in_full(
    session: Session, entry: KnowledgeEntry, actor: Actor | None, desk: Desk
) -> dict[str, Any]:
    """The published content; its keepers get every version and step too."""
    if actor is None or not keeps(actor, entry.unit, entry.kind):
        return in_list(entry, actor, desk) | _said(version_of(session, entry, entry.live))
    shown = version_of(session, entry, entry.live or entry.newest)
    versions = [
        _said(version) | {"version": version.number, "by": version.by, "at": version.at}
        for version in versions_of(session, entry)
    ]
    return (
        in_list(entry, actor, desk)
        | _said(shown)
        | {"versions": versions, "steps": _steps(steps_of(session, entry))}
    )


def suggested(known: Sequence[KnowledgeHit], desk: Desk) -> list[dict[str, Any]]:
    return [
        {
            "code": hit.entry.code,
            "version": hit.version.number,
            "cite": hit.citation,
            "kind": hit.entry.kind,
            "title": hit.version.title,
            "answer": hit.version.answer,
            "guide": hit.version.guide,
            "basis": hit.version.basis,
            "effective_to": hit.version.effective_to,
            "score": round(hit.score, 3),
            **_unit(hit.entry, desk),
        }
        for hit in known
    ]


def expired(entry: KnowledgeEntry, today: date) -> bool:
    return entry.effective_to is not None and entry.effective_to < today


def _state(entry: KnowledgeEntry, desk: Desk) -> dict[str, Any]:
    today = desk.now().date()
    holds = bool(entry.live) and entry.effective_from <= today and not expired(entry, today)
    return {"holds_today": holds, **_unit(entry, desk)}


def _unit(entry: KnowledgeEntry, desk: Desk) -> dict[str, str]:
    unit = desk.city.units.get(entry.unit)
    return {"unit": entry.unit, "unit_name": unit.name if unit else entry.unit}


def _said(version: KnowledgeVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in SAID} | {"version": version.number}


def _steps(steps: Sequence[KnowledgeStep]) -> list[dict[str, Any]]:
    return [
        {name: getattr(step, name) for name in ("action", "version", "by", "at", "note")}
        for step in steps
    ]
