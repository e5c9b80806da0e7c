"""Bulletins that were drafted to be signed and sent."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from hotline.domain.bulletins import BulletinKind, BulletinState
from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of


class StoredBulletin(NumberedRow, table=True):
    """One bulletin as it was drafted: its figures never change again. No personal data.

    since       the first moment of what it is about; with kind and topic it is there once
    paper       `hotline.papers.paper.Paper` as JSON
    drafted_by  login, system for the worker
    told_at     when somebody was told that nobody had signed it
    remark      what the person who signed put before it (按语)
    reason      why it was dropped
    receivers   to whom the signed one went: role:ROLE or unit:CODE
    """

    __tablename__ = "bulletin"

    kind: BulletinKind = Field(sa_type=word_of(BulletinKind))
    topic: str = ""
    since: NaiveDatetime
    title: str
    paper: dict[str, Any] = Field(sa_type=JSON)
    drafted_at: NaiveDatetime
    drafted_by: str
    told_at: NaiveDatetime | None = None
    state: BulletinState = Field(default=BulletinState.DRAFTED, sa_type=word_of(BulletinState))
    remark: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None
    receivers: list[str] = Field(default_factory=list, sa_type=JSON)

    __table_args__ = (
        UniqueConstraint("kind", "topic", "since"),
        Index(
            "ix_bulletin_waiting",
            "id",
            sqlite_where=text("decided_at is null"),
            postgresql_where=text("decided_at is null"),
        ),
    )
