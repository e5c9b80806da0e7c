"""The tables. Times are naive local time of the city, to the second; codes refer to the city pack.

Personal data stands in `Caller` only, encrypted by `hotline.storage.vault`. `HistoryEntry` is append-only and is also the
queue: an entry without `processed_at` waits for the worker.
"""

from datetime import date
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Ticket(SQLModel, table=True):
    """One matter of one caller: what was said, where it stands, who holds it, until when.

    `version` counts its history entries and `head` is the digest of the newest. `clock` names the clock that runs now
    and `due_at` is when it ends; both are empty once the ticket has ended.

    forced          dispatched by arbitration: no unit may return it
    extensions      granted ones of this cycle; urges: how often the caller urged
    merged_into     number of the ticket whose answer counts for this one; group_size: distinct callers of a matter
    material        what the caller was asked for, once
    paused_at       since when the handling clock stands still
    cycle_started_at  start of the second and later cycles
    due_unit        the holder's own shorter limit after a ticket was passed down; due_look: when to look at it again
    """

    id: int | None = Field(default=None, primary_key=True)
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
    needs_review: bool = False
    returns: int = 0
    forced: bool = False
    extensions: int = 0
    urges: int = 0
    merged_into: str = ""
    group_size: int = 1
    material: str = ""
    paused_at: NaiveDatetime | None = None
    cycle_started_at: NaiveDatetime | None = None
    accused: list[str] = Field(default_factory=list, sa_type=JSON)

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
    due_review: NaiveDatetime | None = None
    due_callback: NaiveDatetime | None = None
    due_provisional: bool = False

    public_reply: str = ""
    result: str = ""
    rating: int | None = None
    solved: bool | None = None
    duplicate_of: str = ""

    __table_args__ = (
        UniqueConstraint("channel", "channel_ref"),
        Index("ix_ticket_status_id", "status", "id"),
        Index("ix_ticket_unit_status_due", "unit", "status", "due_at"),
        Index("ix_ticket_unit_id", "unit", "id"),
        Index("ix_ticket_status_due", "status", "due_at"),
        Index("ix_ticket_reported", "reported_at", "id"),
        Index("ix_ticket_category_id", "category", "id"),
        Index("ix_ticket_district_id", "district", "id"),
        Index(
            "ix_ticket_merged_into",
            "merged_into",
            sqlite_where=text("merged_into != ''"),
            postgresql_where=text("merged_into != ''"),
        ),
        Index("ix_ticket_place_category", "place", "category", "reported_at"),
        Index(
            "ix_ticket_place_reported",
            "place",
            "reported_at",
            sqlite_where=text("place != ''"),
            postgresql_where=text("place != ''"),
        ),
        Index(
            "ix_ticket_due_open",
            "due_at",
            sqlite_where=text("due_at is not null"),
            postgresql_where=text("due_at is not null"),
        ),
    )


class Caller(SQLModel, table=True):
    """Who reports: every personal field is encrypted; `phone_key` is a keyed hash to find the caller again."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = "person"
    phone_key: str | None = Field(default=None, unique=True)
    name: bytes | None = Field(default=None, sa_type=LargeBinary)
    phone: bytes | None = Field(default=None, sa_type=LargeBinary)
    address: bytes | None = Field(default=None, sa_type=LargeBinary)
    external: str | None = Field(default=None, unique=True)
    created_at: NaiveDatetime


class IntakeKey(SQLModel, table=True):
    """The same key from the same source makes one ticket: `digest` tells a repeat from a different report."""

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    created_at: NaiveDatetime


class Assignment(SQLModel, table=True):
    """One dispatch of a ticket to one unit; role lead or support.

    level     1 for a dispatch by the centre, 2 and 3 for what units pass down; `parent_id` is who passed it down
    opinion   what a supporting unit says to the lead
    """

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int = 1
    unit: str
    role: str = "lead"
    level: int = 1
    parent_id: int | None = Field(default=None, foreign_key="assignment.id")
    by: str
    reason: str = ""
    basis: str = ""
    dispatched_at: NaiveDatetime
    accepted_at: NaiveDatetime | None = None
    contacted_at: NaiveDatetime | None = None
    due_at: NaiveDatetime | None = None
    opinion: str = ""
    opinion_by: str = ""
    opinion_at: NaiveDatetime | None = None
    contact_way: str = ""
    contact_note: str = ""
    ended_at: NaiveDatetime | None = None
    outcome: str = ""


class ReturnRequest(SQLModel, table=True):
    """A unit asks the dispatcher to take a ticket back (退单)."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    unit: str
    reason_code: str
    reason: str
    basis: str
    suggested_unit: str = ""
    by: str
    asked_at: NaiveDatetime
    decision: str = ""
    decision_note: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None


class Application(SQLModel, table=True):
    """A unit asks for more time: kind extension (延期) or suspension (挂账); `until` and old and new due are clock times."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    kind: str
    unit: str
    reason: str
    basis: str
    limit: str = ""
    until: NaiveDatetime | None = None
    by: str
    asked_at: NaiveDatetime
    decision: str = ""
    decision_note: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None
    old_due: NaiveDatetime | None = None
    new_due: NaiveDatetime | None = None


class PauseRow(SQLModel, table=True):
    """A time in which a clock of a ticket stands still; kind suspension or material; no end while it lasts."""

    __tablename__ = "pause"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    clock: str
    kind: str
    begin: NaiveDatetime
    end: NaiveDatetime | None = None
    until: NaiveDatetime | None = None
    reason: str
    approved_by: str


class CycleFigures(SQLModel, table=True):
    """What a cycle came to, frozen when it ended: scores are counted from here, later cycles change nothing."""

    __tablename__ = "cycle_figures"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    cycle: int
    ending: str
    unit: str
    co_units: list[str] = Field(default_factory=list, sa_type=JSON)
    started_at: NaiveDatetime
    dispatched_at: NaiveDatetime | None = None
    accepted_at: NaiveDatetime | None = None
    contacted_at: NaiveDatetime | None = None
    replied_at: NaiveDatetime | None = None
    ended_at: NaiveDatetime = Field(index=True)
    due_sign: NaiveDatetime | None = None
    due_contact: NaiveDatetime | None = None
    due_handle: NaiveDatetime | None = None
    late: bool
    extensions: int
    returns: int
    result: str
    rating: int | None = None
    solved: bool | None = None

    __table_args__ = (UniqueConstraint("ticket_id", "cycle"), Index("ix_cycle_figures_unit_ended", "unit", "ended_at"))


class Reply(SQLModel, table=True):
    """What a unit answers: an internal part and the public answer."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    unit: str
    by: str
    at: NaiveDatetime
    is_true: bool | None = None
    result: str
    handling: str
    public_answer: str
    basis: str = ""
    unsolved_reason: str = ""
    without_opinions: str = ""
    review: str = ""
    review_note: str = ""
    reviewed_by: str = ""
    reviewed_at: NaiveDatetime | None = None


class Callback(SQLModel, table=True):
    """One attempt to hear from the caller whether it is solved; rating 5 (very satisfied) to 1 (very dissatisfied)."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    way: str
    by: str
    at: NaiveDatetime
    reached: bool
    contacted_by_unit: bool | None = None
    solved: bool | None = None
    rating: int | None = None
    reason: str = ""
    note: str = ""


class Comment(SQLModel, table=True):
    """A note on a ticket: `audience` is staff or caller (a supplement by the caller)."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    by: str
    at: NaiveDatetime
    audience: str = "staff"
    text: str


class SuggestionRecord(SQLModel, table=True):
    """What the machine suggested at intake and what became of it: its real accuracy is a by-product of work.

    automatic  sent to `unit` without a person; then `final_*` stay empty until somebody decides otherwise
    """

    id: int | None = Field(default=None, primary_key=True)
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
    at: NaiveDatetime
    automatic: bool = False
    final_category: str = ""
    final_unit: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (Index("ix_suggestion_at", "at"),)


class HistoryEntry(SQLModel, table=True):
    """One step, append-only: who, what, from, to, why, old and new due time. Also the work queue.

    `digest` chains the entries of one ticket (SHA-256 over the previous digest and this entry's content);
    `processed_at` alone may change later and is not part of the digest.
    """

    __tablename__ = "history_entry"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
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


class AccessLog(SQLModel, table=True):
    """Every reading of personal data: who, whose, why."""

    id: int | None = Field(default=None, primary_key=True)
    at: NaiveDatetime
    staff: str = Field(index=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    fields: str
    reason: str


class Staff(SQLModel, table=True):
    """Somebody who works here; `role` is a key of `permissions.Role`, `unit` the unit of a clerk."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    role: str
    unit: str = ""
    password: str
    active: bool = True
    created_at: NaiveDatetime


class StaffSession(SQLModel, table=True):
    """A signed-in browser or program: the token itself is never stored, only its SHA-256."""

    token: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str
    created_at: NaiveDatetime
    expires_at: NaiveDatetime = Field(index=True)


class Attempt(SQLModel, table=True):
    """Counts tries against a limit (sign-in, progress look-up) in a window; `key` holds no personal data."""

    key: str = Field(primary_key=True)
    count: int = 0
    since: NaiveDatetime


class UnitRow(SQLModel, table=True):
    """A unit of the loaded city pack, for joins and foreign programs."""

    __tablename__ = "unit"

    code: str = Field(primary_key=True)
    name: str
    kind: str
    area: str = ""
    parent: str = ""
    active: bool = True


class CityVersion(SQLModel, table=True):
    """A loaded city pack, whole: `files` has the text of each file by name. The newest one is in force."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    digest: str
    files: dict[str, str] = Field(sa_type=JSON)
    loaded_at: NaiveDatetime
    loaded_by: str


class DayCounter(SQLModel, table=True):
    """The next serial number of a day's tickets."""

    day: date = Field(primary_key=True)
    next: int = 1
