"""The knowledge base for those who work with it: what waits, the list, one entry with its
versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.knowledge import KINDS
from hotline.domain.knowledge_permissions import EDITORS, KEEPERS, keeps
from hotline.domain.models import KnowledgeEntry
from hotline.domain.roles import Actor
from hotline.storage.knowledge import (
    KnowledgeFilter,
    count_entries,
    count_feedback,
    find_entry,
    list_entries,
    related_item,
    steps_of,
    version_of,
    versions_of,
    waiting_feedback,
)
from hotline.storage.knowledge_figures import accuracy, timeliness
from hotline.web.dependencies import AtDesk, Signed, reading
from hotline.web.guards import signed_in
from hotline.web.page_labels import ANNOUNCED_AT, KNOWLEDGE_FIGURE, KNOWLEDGE_STATE
from hotline.web.pages.forms import Form, form_of
from hotline.web.pages.layout import PageRequest, page
from hotline.web.reading.spans import read_span
from hotline.web.steps.knowledge import ENTRY_STEPS

PAGE = 50
LONGEST = 200
NAMES = ("q", "kind", "unit", "category", "state")


@dataclass(frozen=True)
class KnowledgeListFilter:
    """The address read: `values` as they were typed.

    A wrong one shows an empty list, not a fault.
    """

    values: dict[str, str]
    after: int

    @property
    def filter(self) -> KnowledgeFilter:
        return KnowledgeFilter(**{name: self.values[name] for name in NAMES if name != "q"})

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def address(self, **changes: Any) -> str:
        values = {name: value for name, value in {**self.values, **changes}.items() if value}
        return f"/knowledge?{urlencode(values)}" if values else "/knowledge"


@get("/knowledge", guards=[signed_in])
@reading
def list_knowledge(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    filters, today = read_filters(request), desk.now().date()
    entries, after = _entries(session, actor, filters, desk)
    counts = {state: _count(session, actor, state, today) for state in _states(actor)}
    return page(
        request,
        "knowledge.html",
        desk,
        filters=filters,
        entries=entries,
        next=after,
        counts=counts,
        states=KNOWLEDGE_STATE,
        kinds=KINDS,
        announced=ANNOUNCED_AT,
        today=today,
        edits=actor.role in EDITORS,
        keeps_all=actor.role in KEEPERS,
        figures=_figures(session, request, actor, desk),
        waiting=waiting_feedback(session, actor, limit=20),
        total_waiting=count_feedback(session, actor),
    )


@get("/knowledge/{code:str}", guards=[signed_in])
@reading
def show_knowledge(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk, code: str
) -> Response[str]:
    return entry_page(session, request, actor, find_entry(session, actor, code), desk)


def entry_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    entry: KnowledgeEntry,
    desk: Desk,
    *,
    form: Form | None = None,
    status: int = 200,
) -> Response[str]:
    """`form` is one that was refused: it stays open with what was typed."""
    is_keeper, today = keeps(actor, entry.unit, entry.kind), desk.now().date()
    version = version_of(session, entry, entry.live or entry.newest)
    return page(
        request,
        "knowledge_entry.html",
        desk,
        status=status,
        entry=entry,
        version=version,
        related=related_item(session, actor, version),
        versions=versions_of(session, entry) if is_keeper else (),
        steps=steps_of(session, entry) if is_keeper else (),
        keeps=is_keeper,
        open_steps=[step for step in ENTRY_STEPS.values() if step.is_open(actor, entry, today)],
        today=today,
        refused=form,
        kinds=KINDS,
        announced=ANNOUNCED_AT,
        forms={noun: form_of(step) for noun, step in ENTRY_STEPS.items()}
        | ({form.name: form} if form else {}),
    )


def read_filters(request: PageRequest) -> KnowledgeListFilter:
    params = request.query_params
    after = params.get("after", "")
    values = {name: params.get(name, "").strip()[:LONGEST] for name in NAMES}
    return KnowledgeListFilter(values, int(after) if after.isdecimal() and len(after) < 19 else 0)


def _entries(
    session: Session, actor: Actor, filters: KnowledgeListFilter, desk: Desk
) -> tuple[Sequence[KnowledgeEntry], int]:
    today = desk.now().date()
    if filters.value("q"):
        hits = desk.knowledge.suggest(
            session, filters.value("q"), today, kind=filters.value("kind"), limit=PAGE
        )
        return [hit.entry for hit in hits], 0
    return list_entries(session, actor, filters.filter, today, after=filters.after, limit=PAGE)


def _states(actor: Actor) -> Sequence[str]:
    return ("pending", "due", "expired") if actor.role in EDITORS else ("due", "expired")


def _count(session: Session, actor: Actor, state: str, today: date) -> int:
    return count_entries(session, actor, KnowledgeFilter(state=state, unit=actor.unit), today)


def _figures(
    session: Session, request: PageRequest, actor: Actor, desk: Desk
) -> dict[str, Any] | None:
    """准确率 and 及时率 of the last twelve weeks, for the keepers."""
    if actor.role not in KEEPERS:
        return None
    today = desk.now().date()
    span = read_span({}, today)
    return {
        "since": span.since,
        "until": span.until,
        KNOWLEDGE_FIGURE["accuracy"]: accuracy(session, *span.times),
        KNOWLEDGE_FIGURE["timeliness"]: timeliness(session, span.since, span.until, today),
    }
