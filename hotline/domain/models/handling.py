"""What units and the centre do on the way: dispatches, requests, pauses, replies, call-backs,
frozen figures.
"""

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import (
    ApplicationKind,
    AssignmentOutcome,
    AssignmentRole,
    CycleEnding,
    PauseKind,
    RatingStage,
    ReplyReview,
    RequestDecision,
)


class Assignment(NumberedRow, table=True):
    """One dispatch of a ticket to one unit; role lead or support.

    level     1 for a dispatch by the centre, 2 and 3 for what units pass down; `parent_id` is who
              passed it down
    due_at    until when a unit below has to answer, by the `limit` that was set; without one as
              long as who is above it
    opinion   what a supporting unit says to the lead
    """

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int = 1
    unit: str
    role: AssignmentRole = Field(default=AssignmentRole.LEAD, sa_type=word_of(AssignmentRole))
    level: int = 1
    parent_id: int | None = Field(default=None, foreign_key="assignment.id")
    by: str
    reason: str = ""
    basis: str = ""
    dispatched_at: NaiveDatetime
    accepted_at: NaiveDatetime | None = None
    contacted_at: NaiveDatetime | None = None
    due_at: NaiveDatetime | None = None
    limit: str = ""
    opinion: str = ""
    opinion_by: str = ""
    opinion_at: NaiveDatetime | None = None
    contact_way: str = ""
    contact_note: str = ""
    ended_at: NaiveDatetime | None = None
    outcome: AssignmentOutcome = Field(
        default=AssignmentOutcome.RUNNING, sa_type=word_of(AssignmentOutcome)
    )

    __table_args__ = (
        Index(
            "ix_assignment_supporting",
            "unit",
            "ticket_id",
            sqlite_where=text("role = 'support' and ended_at is null"),
            postgresql_where=text("role = 'support' and ended_at is null"),
        ),
        Index("ix_assignment_dispatched", "dispatched_at"),
    )


class ReturnRequest(NumberedRow, table=True):
    """A unit asks the dispatcher to take a ticket back (退单)."""

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    unit: str
    reason_code: str
    reason: str
    basis: str
    suggested_unit: str = ""
    by: str
    asked_at: NaiveDatetime
    decision: RequestDecision = Field(
        default=RequestDecision.WAITING, sa_type=word_of(RequestDecision)
    )
    decision_note: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None

    __table_args__ = (Index("ix_return_request_asked", "asked_at"),)


class Application(NumberedRow, table=True):
    """A unit asks for more time: kind extension (延期) or suspension (挂账); `until` and old and
    new due are clock times.

    due_decide   until when it has to be decided
    endorsed_by  who agreed first, where a second person has to agree too
    """

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    kind: ApplicationKind = Field(sa_type=word_of(ApplicationKind))
    unit: str
    reason: str
    basis: str
    limit: str = ""
    until: NaiveDatetime | None = None
    by: str
    asked_at: NaiveDatetime
    due_decide: NaiveDatetime | None = None
    endorsed_by: str = ""
    endorsed_at: NaiveDatetime | None = None
    decision: RequestDecision = Field(
        default=RequestDecision.WAITING, sa_type=word_of(RequestDecision)
    )
    decision_note: str = ""
    decided_by: str = ""
    decided_at: NaiveDatetime | None = None
    old_due: NaiveDatetime | None = None
    new_due: NaiveDatetime | None = None

    __table_args__ = (
        Index(
            "ix_application_waiting",
            "due_decide",
            "id",
            sqlite_where=text("decision = ''"),
            postgresql_where=text("decision = ''"),
        ),
    )


class PauseRow(NumberedRow, table=True):
    """A time in which a clock of a ticket stands still.

    Kind suspension or material; no end while it lasts.
    """

    __tablename__ = "pause"

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    clock: str
    kind: PauseKind = Field(sa_type=word_of(PauseKind))
    begin: NaiveDatetime
    end: NaiveDatetime | None = None
    until: NaiveDatetime | None = None
    reason: str
    approved_by: str


class Reply(NumberedRow, table=True):
    """What a unit answers: an internal part and the public answer."""

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
    review: ReplyReview = Field(default=ReplyReview.WAITING, sa_type=word_of(ReplyReview))
    review_note: str = ""
    reviewed_by: str = ""
    reviewed_at: NaiveDatetime | None = None

    __table_args__ = (
        Index(
            "ix_reply_sent_back",
            "reviewed_at",
            sqlite_where=text("review = 'sent_back'"),
            postgresql_where=text("review = 'sent_back'"),
        ),
    )


class Callback(NumberedRow, table=True):
    """One attempt to hear from the caller whether it is solved.

    Rating 5 (very satisfied) to 1 (very dissatisfied).

    stage     answer, or deadline for a call at the end of a limit that the unit let pass
    """

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    cycle: int
    way: str
    by: str
    at: NaiveDatetime
    reached: bool
    contacted_by_unit: bool | None = None
    solved: bool | None = None
    rating: int | None = None
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)
    reason: str = ""
    note: str = ""
    stage: RatingStage = Field(default=RatingStage.ANSWER, sa_type=word_of(RatingStage))


# Cycles that a unit answered and whose working time is not known yet.
UNTIMED = "worked_seconds is null and replied_at is not null and ending in ('closed', 'rework')"


class CycleFigures(NumberedRow, table=True):
    """What a cycle came to, frozen when it ended: scores are counted from here, later cycles
    change nothing.

    worked_seconds   working time from the signature, of a later cycle from its start, to the reply
    """

    __tablename__ = "cycle_figures"

    ticket_id: int = Field(foreign_key="ticket.id")
    cycle: int
    ending: CycleEnding = Field(sa_type=word_of(CycleEnding))
    unit: str
    co_units: list[str] = Field(default_factory=list, sa_type=JSON)
    started_at: NaiveDatetime = Field(index=True)
    dispatched_at: NaiveDatetime | None = None
    accepted_at: NaiveDatetime | None = None
    contacted_at: NaiveDatetime | None = None
    replied_at: NaiveDatetime | None = None
    ended_at: NaiveDatetime = Field(index=True)
    due_sign: NaiveDatetime | None = Field(default=None, index=True)
    due_contact: NaiveDatetime | None = Field(default=None, index=True)
    due_handle: NaiveDatetime | None = Field(default=None, index=True)
    late: bool
    extensions: int
    returns: int
    result: str
    rating: int | None = None
    solved: bool | None = None
    worked_seconds: int | None = None

    __table_args__ = (
        UniqueConstraint("ticket_id", "cycle"),
        Index("ix_cycle_figures_unit_ended", "unit", "ended_at"),
        Index(
            "ix_cycle_figures_to_time",
            "id",
            sqlite_where=text(UNTIMED),
            postgresql_where=text(UNTIMED),
        ),
    )
