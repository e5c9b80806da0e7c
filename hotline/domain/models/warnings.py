"""Early warnings that were raised, the tickets that they rest on, and what became of them."""

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of
from hotline.domain.warnings import Grade, WarningAction, WarningKind, WarningState


class RaisedWarning(NumberedRow, table=True):
    """One warning: raised once, judged by a person, followed until it is closed. No personal data.

    unique_key  what it stands for
    category, area, place  codes of the pack (area: street or district) and the name of the place;
                "" where it has none
    danger      of a danger to life its kind, for which the category is but a guess
    n, expected what was counted, and what was to be expected
    why         reasons in words
    again_at    when it last held: it is raised again only after it was quiet for its span
    receivers   roles of the centre that were told
    unit        to which it is assigned
    verdict     confirmed or false, however its life went on; "" before
    issue_id    the issue that it is about, where it is about one
    version     counts its steps
    """

    __tablename__ = "raised_warning"

    unique_key: str = Field(unique=True)
    kind: WarningKind = Field(sa_type=word_of(WarningKind))
    grade: Grade = Field(sa_type=word_of(Grade))
    category: str = ""
    area: str = ""
    place: str = ""
    danger: str = ""
    n: int
    expected: float = 0.0
    why: list[str] = Field(default_factory=list, sa_type=JSON)
    raised_at: NaiveDatetime
    again_at: NaiveDatetime
    receivers: list[str] = Field(default_factory=list, sa_type=JSON)
    state: WarningState = Field(default=WarningState.RAISED, sa_type=word_of(WarningState))
    verdict: str = ""
    unit: str = ""
    issue_id: int | None = Field(default=None, foreign_key="hot_issue.id")
    version: int = 1

    __table_args__ = (
        Index("ix_raised_warning_state", "state", "id"),
        Index("ix_raised_warning_raised", "raised_at", "id"),
        Index("ix_raised_warning_series", "kind", "category", "area", "place", "again_at"),
        Index(
            "ix_raised_warning_unit",
            "unit",
            "id",
            sqlite_where=text("unit != ''"),
            postgresql_where=text("unit != ''"),
        ),
        Index(
            "ix_raised_warning_issue",
            "issue_id",
            sqlite_where=text("issue_id is not null"),
            postgresql_where=text("issue_id is not null"),
        ),
    )


class WarningTicket(SQLModel, table=True):
    """A ticket that a warning rests on."""

    __tablename__ = "warning_ticket"

    warning_id: int = Field(foreign_key="raised_warning.id", primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True, index=True)


class WarningStep(NumberedRow, table=True):
    """One entry of a warning's history."""

    __tablename__ = "warning_step"

    warning_id: int = Field(foreign_key="raised_warning.id", index=True)
    at: NaiveDatetime
    by: str
    action: WarningAction = Field(sa_type=word_of(WarningAction))
    unit: str = ""
    note: str = ""
