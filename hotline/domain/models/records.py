"""What is kept about the work itself: history, access to personal data, suggestions."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from hotline.domain.models.numbered_row import NumberedRow


class HistoryEntry(NumberedRow, table=True):
    """One step, append-only: who, what, from, to, why, old and new due time. Also the work queue.

    `digest` chains the entries of one ticket (SHA-256 over the previous digest and this entry's
    content); `processed_at` alone may change later and is not part of the digest.
    """

    __tablename__ = "history_entry"

    ticket_id: int = Field(foreign_key="ticket.id")
    ticket_version: int
    at: NaiveDatetime
    actor: str
    actor_unit: str = ""
    action: str
    from_status: str = ""
    to_status: str
    from_unit: str = ""
    to_unit: str = ""
    reason: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    old_due: NaiveDatetime | None = None
    new_due: NaiveDatetime | None = None
    digest: str
    processed_at: NaiveDatetime | None = None
    attempts: int = 0
    error: str = ""

    __table_args__ = (
        UniqueConstraint("ticket_id", "ticket_version"),
        Index(
            "ix_history_waiting",
            "id",
            sqlite_where=text("processed_at is null"),
            postgresql_where=text("processed_at is null"),
        ),
    )


class AccessLog(NumberedRow, table=True):
    """Every reading of personal data: who, whose (of a ticket or of a call), why."""

    at: NaiveDatetime
    staff: str = Field(index=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    call_id: int | None = Field(default=None, foreign_key="phone_call.id", index=True)
    fields: str
    reason: str


class SuggestionRecord(NumberedRow, table=True):
    """What the machine suggested at intake and what became of it: its real accuracy is a
    by-product of work.

    brief      two lines for who is on the phone; the law and the table's row are in `reasons`
    automatic  sent to `unit` without a person; then `final_*` stay empty until somebody decides
    otherwise
    """

    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    model: str
    category: str
    category_confidence: float
    unit: str
    confidence: float
    layer: str
    basis: str = ""
    alternatives: list[Any] = Field(default_factory=list, sa_type=JSON)
    categories: list[Any] = Field(default_factory=list, sa_type=JSON)
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)
    brief: list[str] = Field(default_factory=list, sa_type=JSON)
    at: NaiveDatetime
    automatic: bool = False
    final_category: str = ""
    final_unit: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (Index("ix_suggestion_at", "at"),)
