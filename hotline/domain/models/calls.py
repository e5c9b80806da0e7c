"""Calls, who sits where, callers to ring back, marks of numbers, checks of calls."""

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.events import Direction
from hotline.domain.calls.seat_states import SeatState
from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of


class PhoneCall(NumberedRow, table=True):
    """One call, as its events make it; `events` has their set, encrypted, while more may come.

    source, call_id, turn  by which phone system, its number there, and which call of that number
    number     of the other end, encrypted; number_key finds it again; "" and None: anonymous
    line       which of our numbers
    agent      login of who answered, as far as they are known; answered_by: what was told of them
    rings      logins at whose phones it rings
    handled_at it has left the sheet of its agent: a ticket was made, or none was needed
    wrapped_at end of the work after it
    """

    __tablename__ = "phone_call"

    source: str
    call_id: str
    turn: int = 1
    direction: Direction = Field(default=Direction.IN, sa_type=word_of(Direction))
    number_key: str | None = None
    number: bytes | None = Field(default=None, sa_type=LargeBinary)
    line: str = ""
    queue: str = ""
    state: CallState = Field(default=CallState.RINGING, sa_type=word_of(CallState))
    agent: str = ""
    answered_by: str = ""
    rings: list[str] = Field(default_factory=list, sa_type=JSON)
    started_at: NaiveDatetime
    answered_at: NaiveDatetime | None = None
    ended_at: NaiveDatetime | None = None
    waited: int | None = None
    talked: int | None = None
    cause: str = ""
    raw_cause: str = ""
    ivr_path: str = ""
    recording: bytes | None = Field(default=None, sa_type=LargeBinary)
    transcript: bytes | None = Field(default=None, sa_type=LargeBinary)
    events: bytes | None = Field(default=None, sa_type=LargeBinary)
    taken_at: NaiveDatetime | None = None
    handled_at: NaiveDatetime | None = None
    wrapped_at: NaiveDatetime | None = None
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    note: str = ""

    __table_args__ = (
        UniqueConstraint("source", "call_id", "turn"),
        Index("ix_phone_call_started", "started_at", "id"),
        Index("ix_phone_call_agent", "agent", "started_at", "id"),
        Index("ix_phone_call_state", "state", "started_at", "id"),
        Index("ix_phone_call_queue", "queue", "started_at", "id"),
        Index("ix_phone_call_number", "number_key", "started_at"),
        Index(
            "ix_phone_call_ticket",
            "ticket_id",
            sqlite_where=text("ticket_id is not null"),
            postgresql_where=text("ticket_id is not null"),
        ),
        Index(
            "ix_phone_call_on_sheet",
            "agent",
            sqlite_where=text("handled_at is null and agent != ''"),
            postgresql_where=text("handled_at is null and agent != ''"),
        ),
        Index(
            "ix_phone_call_events",
            "started_at",
            sqlite_where=text("events is not null"),
            postgresql_where=text("events is not null"),
        ),
        Index(
            "ix_phone_call_live",
            "started_at",
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )


class Seat(SQLModel, table=True):
    """Where an agent sits today and what they are doing; `call_id`: the call that they are on."""

    login: str = Field(primary_key=True)
    extension: str | None = Field(default=None, unique=True)
    state: SeatState = Field(default=SeatState.AWAY, sa_type=word_of(SeatState))
    since: NaiveDatetime
    call_id: int | None = Field(default=None, foreign_key="phone_call.id")


class Ringback(NumberedRow, table=True):
    """A number that called and reached nobody: once, however often it called; open while
    `done_at` is empty.
    """

    number_key: str
    number: bytes = Field(sa_type=LargeBinary)
    call_id: int = Field(foreign_key="phone_call.id", index=True)
    calls: int = 1
    first_at: NaiveDatetime
    last_at: NaiveDatetime
    attempts: int = 0
    result: str = ""
    done_at: NaiveDatetime | None = None
    done_by: str = ""

    __table_args__ = (
        Index(
            "ix_ringback_open_number",
            "number_key",
            unique=True,
            sqlite_where=text("done_at is null"),
            postgresql_where=text("done_at is null"),
        ),
        Index("ix_ringback_first", "first_at"),
    )


class RingbackAttempt(NumberedRow, table=True):
    """One try to ring back."""

    __tablename__ = "ringback_attempt"

    ringback_id: int = Field(foreign_key="ringback.id", index=True)
    at: NaiveDatetime
    by: str
    result: str
    note: str = ""


class NumberMark(NumberedRow, table=True):
    """What is to be known of a number when it calls: care, harassment, blocked; by what rule."""

    __tablename__ = "number_mark"

    number_key: str = Field(index=True)
    number: bytes = Field(sa_type=LargeBinary)
    kind: str
    reason: str
    by: str
    at: NaiveDatetime
    until: NaiveDatetime
    lifted_at: NaiveDatetime | None = None
    lifted_by: str = ""


class CallCheck(NumberedRow, table=True):
    """The quality check of a call that was drawn by lot; `score` is empty until it is done.

    appeal, decision  what its agent objects, once, and what another checker made of it
    """

    __tablename__ = "call_check"

    call_id: int = Field(foreign_key="phone_call.id", unique=True)
    agent: str
    drawn_at: NaiveDatetime
    points: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    fatal: list[str] = Field(default_factory=list, sa_type=JSON)
    score: int | None = None
    note: str = ""
    checked_by: str = ""
    checked_at: NaiveDatetime | None = None
    appeal: str = ""
    appealed_at: NaiveDatetime | None = None
    decision: str = ""
    opinion: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (
        Index("ix_call_check_agent_id", "agent", "id"),
        Index(
            "ix_call_check_waiting",
            "id",
            sqlite_where=text("checked_at is null"),
            postgresql_where=text("checked_at is null"),
        ),
        Index("ix_call_check_checked", "checked_at"),
    )


class AccessToken(NumberedRow, table=True):
    """By which a program that has no account comes in at one door; only a digest is stored.

    kind      which door; networks: from where, with commas, "" for everywhere
    login     for whom a program chats, "" for every other kind
    """

    __tablename__ = "access_token"

    name: str = Field(unique=True)
    kind: str
    digest: str = Field(unique=True)
    networks: str = ""
    login: str = ""
    created_at: NaiveDatetime
    created_by: str
    used_at: NaiveDatetime | None = None
    withdrawn_at: NaiveDatetime | None = None
    withdrawn_by: str = ""
