"""What scores rest on beside the figures of cycles: exclusions, and periods that were published."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import RequestDecision


class Exclusion(NumberedRow, table=True):
    """A unit asks to leave a cycle out of some metrics (剔除); the centre decides."""

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    unit: str
    metrics: list[str] = Field(sa_type=JSON)
    reason_code: str
    evidence: str
    by: str
    asked_at: NaiveDatetime
    decision: RequestDecision = Field(
        default=RequestDecision.WAITING, sa_type=word_of(RequestDecision)
    )
    decision_note: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (Index("ix_exclusion_decision", "decision", "id"),)


class ExcludedFigure(SQLModel, table=True):
    """A cycle that one metric does not count, by a granted exclusion."""

    __tablename__ = "excluded_figure"

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    cycle: int = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    exclusion_id: int = Field(foreign_key="exclusion.id")


class ScorePublication(NumberedRow, table=True):
    """A scored period as it was published, for ever: `head` says scheme, version, period and
    rules.
    """

    __tablename__ = "score_publication"

    scheme: str
    period: str
    head: dict[str, Any] = Field(sa_type=JSON)
    published_at: NaiveDatetime
    published_by: str

    __table_args__ = (UniqueConstraint("scheme", "period"),)


class ScoreRow(SQLModel, table=True):
    """One unit of a published period: `document` has rank or band, total and every component
    with its counts.
    """

    __tablename__ = "score_row"

    publication_id: int = Field(foreign_key="score_publication.id", primary_key=True)
    place: int = Field(primary_key=True)
    unit: str
    document: dict[str, Any] = Field(sa_type=JSON)
