"""What callers say of the handling, and what follows: who is called back, ratings, rectification
of bad ones.
"""

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.outcomes import RatingSource, RatingStage, RectificationReview
from hotline.domain.sampling import CallbackReason


class CallbackPlan(NumberedRow, table=True):
    """What awaits the caller of a ticket that reached call-back; one for each cycle.

    sampled     whether somebody calls; `why` is all, share or quota; `closes_at`: when one that
                nobody calls closes by itself
    token       SHA-256 of the caller's one-time token; the token itself is stored nowhere
    """

    __tablename__ = "callback_plan"

    ticket_id: int = Field(foreign_key="ticket.id")
    cycle: int
    unit: str
    made_at: NaiveDatetime
    sampled: bool
    why: CallbackReason = Field(default=CallbackReason.NOT, sa_type=word_of(CallbackReason))
    closes_at: NaiveDatetime | None = None
    token: str = Field(unique=True)
    expires_at: NaiveDatetime
    used_at: NaiveDatetime | None = None

    __table_args__ = (
        UniqueConstraint("ticket_id", "cycle"),
        Index("ix_callback_plan_unit_made", "unit", "made_at"),
        Index("ix_callback_plan_expires", "expires_at"),
        Index(
            "ix_callback_plan_closes",
            "closes_at",
            sqlite_where=text("closes_at is not null"),
            postgresql_where=text("closes_at is not null"),
        ),
    )


class Rating(NumberedRow, table=True):
    """What the caller said of one cycle: by telephone, by their link, or when the limit ended
    without an answer.

    stage     answer, or deadline for a call at the end of the limit; one of each for a cycle
    source    callback or caller
    result    what the unit had reported; `contacts`: how often the caller had to come
    counted   whether scores count it: the first answer of a cycle, unless staff picked the ticket
              outside the sample
    """

    ticket_id: int = Field(foreign_key="ticket.id")
    cycle: int
    stage: RatingStage = Field(default=RatingStage.ANSWER, sa_type=word_of(RatingStage))
    source: RatingSource = Field(sa_type=word_of(RatingSource))
    unit: str
    at: NaiveDatetime
    by: str
    rating: int | None = None
    solved: bool | None = None
    contacted_by_unit: bool | None = None
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)
    note: str = ""
    result: str = ""
    contacts: int = 1
    counted: bool = True

    __table_args__ = (
        UniqueConstraint("ticket_id", "cycle", "stage"),
        Index("ix_rating_at", "at", "unit"),
        Index("ix_rating_unit_at", "unit", "at"),
    )


class Rectification(NumberedRow, table=True):
    """A unit mends what was rated badly (整改): its answer, until when, and what the reviewer
    says of it.
    """

    ticket_id: int = Field(foreign_key="ticket.id")
    cycle: int
    unit: str
    opened_at: NaiveDatetime
    due_at: NaiveDatetime = Field(index=True)
    answer: str = ""
    answered_by: str = ""
    answered_at: NaiveDatetime | None = None
    decision: RectificationReview = Field(
        default=RectificationReview.WAITING, sa_type=word_of(RectificationReview)
    )
    note: str = ""
    checked_by: str = ""
    checked_at: NaiveDatetime | None = None
    warned_at: NaiveDatetime | None = None

    __table_args__ = (
        UniqueConstraint("ticket_id", "cycle"),
        Index("ix_rectification_unit_due", "unit", "decision", "due_at"),
        Index(
            "ix_rectification_waiting",
            "due_at",
            sqlite_where=text("warned_at is null and decision != 'passed'"),
            postgresql_where=text("warned_at is null and decision != 'passed'"),
        ),
    )
