"""What the hotline knows: entries and service items with immutable versions, what readers say of
them, who cited them.
"""

from datetime import date
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import CheckKind, FeedbackKind, KnowledgeKind, KnowledgeStatus


class KnowledgeEntry(NumberedRow, table=True):
    """One matter that can be looked up; kind entry (知识) or item (事项, with a guide).

    newest     number of the last version; live: number of the published one, 0 when there is none
    status     draft (never published), published or withdrawn; pending: the newest version waits
               for a second person
    unit, category, title, is_public, effective_*   those of the live version, of the newest until
                                                    there is one
    review_due when somebody has to look at it again; hits: how often it was cited or helped
    """

    __tablename__ = "knowledge_entry"

    code: str = Field(unique=True)
    kind: KnowledgeKind = Field(sa_type=word_of(KnowledgeKind))
    status: KnowledgeStatus = Field(default=KnowledgeStatus.DRAFT, sa_type=word_of(KnowledgeStatus))
    pending: bool = True
    newest: int = 1
    live: int = 0
    title: str
    unit: str
    category: str = ""
    is_public: bool = True
    effective_from: date
    effective_to: date | None = None
    review_due: date
    hits: int = 0
    created_at: NaiveDatetime
    updated_at: NaiveDatetime

    __table_args__ = (
        Index("ix_knowledge_kind_id", "kind", "id"),
        Index("ix_knowledge_unit_id", "unit", "id"),
        Index("ix_knowledge_status_due", "status", "review_due"),
        Index("ix_knowledge_category_id", "category", "id"),
        Index(
            "ix_knowledge_pending",
            "id",
            sqlite_where=sql("pending"),
            postgresql_where=sql("pending"),
        ),
    )


class KnowledgeVersion(NumberedRow, table=True):
    """The content of an entry at one time; never changed after it was written.

    questions  other ways of asking; guide: conditions, materials, flow, limit, fee, place, hours,
               notes of an item
    item       code of the service item that an entry belongs to
    """

    __tablename__ = "knowledge_version"

    entry_id: int = Field(foreign_key="knowledge_entry.id")
    number: int
    title: str
    questions: list[str] = Field(default_factory=list, sa_type=JSON)
    answer: str
    unit: str
    category: str = ""
    item: str = ""
    basis: str = ""
    guide: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    is_public: bool = True
    effective_from: date
    effective_to: date | None = None
    review_due: date | None = None
    by: str
    at: NaiveDatetime

    __table_args__ = (UniqueConstraint("entry_id", "number"),)


class KnowledgeStep(NumberedRow, table=True):
    """Who did what to an entry, append-only.

    Its rising number tells every process what to index anew.
    """

    __tablename__ = "knowledge_step"

    entry_id: int = Field(foreign_key="knowledge_entry.id", index=True)
    version: int
    action: str
    by: str
    at: NaiveDatetime
    note: str = ""


class KnowledgeFeedback(NumberedRow, table=True):
    """What a reader says; wrong, outdated and missing are tasks of `unit` until they are
    decided.
    """

    __tablename__ = "knowledge_feedback"

    entry_id: int | None = Field(default=None, foreign_key="knowledge_entry.id", index=True)
    version: int = 0
    kind: FeedbackKind = Field(sa_type=word_of(FeedbackKind))
    text: str = ""
    unit: str
    by: str
    at: NaiveDatetime
    answer: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (
        Index(
            "ix_knowledge_feedback_open",
            "unit",
            "id",
            sqlite_where=sql("decided_at is null"),
            postgresql_where=sql("decided_at is null"),
        ),
    )


class KnowledgeCheck(NumberedRow, table=True):
    """A look at an entry; kind sample (is it right? for the accuracy) or review (done by its due
    day? for the timeliness).
    """

    __tablename__ = "knowledge_check"

    entry_id: int = Field(foreign_key="knowledge_entry.id", index=True)
    version: int
    kind: CheckKind = Field(sa_type=word_of(CheckKind))
    due: date | None = None
    is_right: bool = True
    note: str = ""
    by: str
    at: NaiveDatetime

    __table_args__ = (
        Index("ix_knowledge_check_kind_at", "kind", "at"),
        Index("ix_knowledge_check_kind_due", "kind", "due"),
    )


class KnowledgeCitation(NumberedRow, table=True):
    """Which version of which entry a direct answer rests on."""

    __tablename__ = "knowledge_citation"

    ticket_id: int = Field(foreign_key="ticket.id")
    entry_id: int = Field(foreign_key="knowledge_entry.id", index=True)
    version: int
    by: str
    at: NaiveDatetime

    __table_args__ = (UniqueConstraint("ticket_id", "entry_id"),)
