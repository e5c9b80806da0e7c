"""What is kept about access to the hotline itself: who came in, who read, who changed what."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel


class AuditEntry(SQLModel, table=True):
    """One event, append-only; `number` counts without gaps, `digest` covers the entry before.

    actor    login, or `os:` and the user of the command line; "" when nobody known tried
    subject  on whom or what: a login, a ticket number, a version
    """

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: NaiveDatetime
    kind: str
    actor: str = ""
    address: str = ""
    subject: str = ""
    reason: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    digest: str

    __table_args__ = (
        Index("ix_audit_at", "at", "number"),
        Index("ix_audit_kind", "kind", "number"),
        Index("ix_audit_actor", "actor", "number"),
        Index("ix_audit_subject", "subject", "number"),
    )


class AuditHead(SQLModel, table=True):
    """Number and digest of the newest entry, in one row: who appends holds it until the commit,
    so that the chain has no forks.
    """

    __tablename__ = "audit_head"

    name: str = Field(primary_key=True)
    number: int
    digest: str
