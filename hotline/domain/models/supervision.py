"""Supervision: orders to those who hold tickets, and who has to be told what."""

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import NoticeKind


class SupervisionOrder(NumberedRow, table=True):
    """One measure of supervision (督办) on one ticket.

    An urge (催办) wants no answer and is closed from the beginning.

    number      督〔2026〕0001号, numbered without gaps in its year; None for an urge
    unit        who receives it; the hotline's own unit where the centre itself is late
    role        the role that receives it at the centre
    due_at      until when an answer is wanted, `limit` after it was issued; without one somebody
                set the moment
    rule        the rung of the ladder that raised it; empty for one that a person issued
    unique_key  what it stands for, so that the ladder raises it once; None for one that a person
                issued
    clock, clock_due  the clock that raised it, and its end
    """

    __tablename__ = "supervision_order"

    number: str | None = Field(default=None, unique=True)
    level: str
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    ticket_no: str
    cycle: int
    unit: str
    role: str = ""
    issued_by: str
    issued_at: NaiveDatetime
    demand: str
    due_at: NaiveDatetime | None = None
    limit: str = ""
    rule: str = ""
    unique_key: str | None = Field(default=None, unique=True)
    clock: str = ""
    clock_due: NaiveDatetime | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: NaiveDatetime | None = None
    closing: str = ""
    closed_by: str = ""
    closed_at: NaiveDatetime | None = None

    __table_args__ = (
        Index("ix_supervision_unit_id", "unit", "id"),
        Index(
            "ix_supervision_open",
            "unit",
            "id",
            sqlite_where=text("closed_at is null"),
            postgresql_where=text("closed_at is null"),
        ),
    )


class Notice(NumberedRow, table=True):
    """Who has to be told what; the outbox that a message gateway would send from.

    It holds no personal data; its words are those of the city's notices.csv. `sent_at` is when a
    sender took it; "" for a ticket's number is a notice about an account or a bulletin; one about
    a warning names the newest ticket that it rests on.

    receiver   unit:CODE, role:ROLE of the centre, or login:LOGIN of one person
    """

    receiver: str
    kind: NoticeKind = Field(sa_type=word_of(NoticeKind))
    ticket_no: str
    order_id: int | None = Field(default=None, foreign_key="supervision_order.id")
    warning_id: int | None = Field(default=None, foreign_key="raised_warning.id")
    bulletin_id: int | None = Field(default=None, foreign_key="bulletin.id")
    at: NaiveDatetime
    read_at: NaiveDatetime | None = None
    read_by: str = ""
    sent_at: NaiveDatetime | None = None

    __table_args__ = (
        Index("ix_notice_receiver_id", "receiver", "id"),
        Index("ix_notice_ticket", "ticket_no", "id"),
        Index(
            "ix_notice_bulletin",
            "bulletin_id",
            sqlite_where=text("bulletin_id is not null"),
            postgresql_where=text("bulletin_id is not null"),
        ),
        Index(
            "ix_notice_unread",
            "receiver",
            "id",
            sqlite_where=text("read_at is null"),
            postgresql_where=text("read_at is null"),
        ),
        Index(
            "ix_notice_unsent",
            "id",
            sqlite_where=text("sent_at is null and read_at is null"),
            postgresql_where=text("sent_at is null and read_at is null"),
        ),
    )


class YearCounter(SQLModel, table=True):
    """The next serial number of a kind of paper in a year."""

    __tablename__ = "year_counter"

    kind: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    next: int = 1
