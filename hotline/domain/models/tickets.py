"""Tickets and the callers behind them."""

from datetime import datetime
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import Audience

# Before every time: a ticket of which a step was just taken is looked at next, even by a worker
# whose clock was set back.
WATCH_NOW = datetime(2000, 1, 1)


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index of the rows alone that queries ask for, in both engines."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Ticket(NumberedRow, table=True):
    """One matter of one caller: what was said, where it stands, who holds it, until when.

    `version` counts its history entries and `head` is the digest of the newest. `clock` names the
    clock that runs now and `due_at` is when it ends; both are empty once the ticket has ended.

    forced          dispatched by arbitration: no unit may return it
    extensions      granted ones of this cycle; urges: how often the caller urged
    merged_into     number of the ticket whose answer counts for this one; group_size: distinct
                    callers of a matter
    own             its own values where tickets merged into it made them stricter, each with
                    what came of it: as `hotline.domain.merging` tells
    material        what the caller was asked for, once
    paused_at       since when the handling clock stands still
    cycle_started_at  start of the second and later cycles
    occurred_at     when the matter happened or began, if somebody has said so exactly
    due_unit        the holder's own shorter limit after a ticket was passed down; due_look: when to
                    look at it again
    due_decide      until when the centre decides what the unit applied for
    watch_at        when the next rung of the ladder stands; WATCH_NOW after a step, until the
                    worker has found out when
    amber_at        since when little is left of the clock that ends first
    supervision     the strongest level of its open supervision orders
    doubts          whom it may complain of, as nobody has settled yet: `hotline.domain.doubts`
    danger          the kind of danger to life that its text told of, the likeliest of several
    more_dangers    the other kinds: whom to call in them is shown too
    alarm           the words that made it urgent or red
    is_red          has a word with which nothing goes on without a person
    first_matter    number of the first ticket of the same contact, which told of several matters
    priority        place in a queue before any due time, as `priority_of` says
    """

    no: str = Field(unique=True, index=True)
    version: int = 1
    head: str = ""
    status: str
    cycle: int = 1

    channel: str
    channel_ref: str | None = None
    title: str
    content: str
    request_type: str
    urgency: str
    category: str = ""
    secrecy: str = "open"
    identity_mode: str = "real"
    caller_id: int | None = Field(default=None, foreign_key="caller.id", index=True)

    district: str = ""
    street: str = ""
    place: str = ""
    address: str = ""

    unit: str = ""
    co_units: list[str] = Field(default_factory=list, sa_type=JSON)
    danger: str = ""
    more_dangers: list[str] = Field(default_factory=list, sa_type=JSON)
    alarm: str = ""
    is_red: bool = False
    priority: int = 3
    needs_review: bool = False
    returns: int = 0
    forced: bool = False
    extensions: int = 0
    urges: int = 0
    merged_into: str = ""
    group_size: int = 1
    own: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    material: str = ""
    paused_at: NaiveDatetime | None = None
    cycle_started_at: NaiveDatetime | None = None
    accused: list[str] = Field(default_factory=list, sa_type=JSON)
    doubts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

    occurred_at: NaiveDatetime | None = None
    reported_at: NaiveDatetime
    created_at: NaiveDatetime
    dispatched_at: NaiveDatetime | None = None
    accepted_at: NaiveDatetime | None = None
    contacted_at: NaiveDatetime | None = None
    replied_at: NaiveDatetime | None = None
    closed_at: NaiveDatetime | None = None

    clock: str = ""
    due_at: NaiveDatetime | None = None
    due_dispatch: NaiveDatetime | None = None
    due_sign: NaiveDatetime | None = None
    due_contact: NaiveDatetime | None = None
    due_handle: NaiveDatetime | None = None
    due_unit: NaiveDatetime | None = None
    due_look: NaiveDatetime | None = None
    due_decide: NaiveDatetime | None = None
    due_review: NaiveDatetime | None = None
    due_callback: NaiveDatetime | None = None
    due_provisional: bool = False
    watch_at: NaiveDatetime | None = None
    amber_at: NaiveDatetime | None = None
    supervision: str = ""

    public_reply: str = ""
    result: str = ""
    rating: int | None = None
    solved: bool | None = None
    duplicate_of: str = ""
    first_matter: str = ""

    __table_args__ = (
        Index("ix_ticket_status_id", "status", "id"),
        Index("ix_ticket_unit_status_due", "unit", "status", "due_at"),
        Index("ix_ticket_unit_id", "unit", "id"),
        Index("ix_ticket_status_due", "status", "due_at"),
        Index("ix_ticket_reported", "reported_at", "id"),
        Index("ix_ticket_category_id", "category", "id"),
        Index("ix_ticket_district_id", "district", "id"),
        _partial("ix_ticket_merged_into", "merged_into", where="merged_into != ''"),
        _partial("ix_ticket_first_matter", "first_matter", where="first_matter != ''"),
        _partial("ix_ticket_confidential", "status", where="secrecy = 'confidential'"),
        _partial("ix_ticket_place_reported", "place", "reported_at", where="place != ''"),
        _partial("ix_ticket_street_reported", "street", "reported_at", where="street != ''"),
        _partial("ix_ticket_watch", "watch_at", "id", where="watch_at is not null"),
        _partial("ix_ticket_amber", "amber_at", where="amber_at is not null"),
        _partial("ix_ticket_priority", "priority", "due_at", "id", where="due_at is not null"),
        _partial(
            "ix_ticket_unit_priority",
            "unit",
            "priority",
            "due_at",
            "id",
            where="due_at is not null",
        ),
        _partial("ix_ticket_due_open", "due_at", where="due_at is not null"),
    )


class Caller(NumberedRow, table=True):
    """Who reports: every personal field is encrypted; `phone_key` is a keyed hash to find the
    caller again.
    """

    kind: str = "person"
    phone_key: str | None = Field(default=None, unique=True)
    name: bytes | None = Field(default=None, sa_type=LargeBinary)
    phone: bytes | None = Field(default=None, sa_type=LargeBinary)
    address: bytes | None = Field(default=None, sa_type=LargeBinary)
    external: str | None = Field(default=None, unique=True)
    created_at: NaiveDatetime


class OpenidReport(NumberedRow, table=True):
    """By which openid a ticket was reported: encrypted, found by its keyed hash."""

    __tablename__ = "openid_report"

    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    openid_key: str
    openid: bytes = Field(sa_type=LargeBinary)
    at: NaiveDatetime

    __table_args__ = (Index("ix_openid_report_key", "openid_key", "id"),)


class IntakeKey(SQLModel, table=True):
    """The same key from the same source makes one ticket: `digest` tells a repeat from a
    different report.
    """

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    created_at: NaiveDatetime


class Comment(NumberedRow, table=True):
    """A note on a ticket: `audience` is staff or caller (a supplement by the caller)."""

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    by: str
    at: NaiveDatetime
    audience: Audience = Field(default=Audience.STAFF, sa_type=word_of(Audience))
    text: str
