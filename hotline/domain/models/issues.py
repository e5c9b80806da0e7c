"""Hot issues that keep their identity from day to day, and which tickets belong to them."""

from enum import StrEnum

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of


class IssueAction(StrEnum):
    MERGE = "merge"
    SPLIT = "split"


class HotIssue(NumberedRow, table=True):
    """Reports of one matter at one place. How many, by whom and in which state is counted from
    its members whenever it is read; here stands only what it is called.

    title_from   the ticket whose title it has: it is shown only to who may see that ticket, and
                 not when its caller is hidden
    category, district, street  those of that ticket
    merged_into  the issue that it became part of, by a person
    split_from   the issue that it was taken out of, by a person
    version      counts the steps of people
    """

    __tablename__ = "hot_issue"

    title: str = ""
    title_from: int | None = Field(default=None, foreign_key="ticket.id")
    place: str = ""
    subject: str = ""
    category: str = ""
    district: str = ""
    street: str = ""
    opened_at: NaiveDatetime
    merged_into: int | None = Field(default=None, foreign_key="hot_issue.id")
    split_from: int | None = Field(default=None, foreign_key="hot_issue.id")
    version: int = 1

    __table_args__ = (
        Index("ix_hot_issue_district", "district", "category", "id"),
        Index(
            "ix_hot_issue_unnamed",
            "id",
            sqlite_where=text("title = ''"),
            postgresql_where=text("title = ''"),
        ),
        Index(
            "ix_hot_issue_title_from",
            "title_from",
            sqlite_where=text("title_from is not null"),
            postgresql_where=text("title_from is not null"),
        ),
        Index(
            "ix_hot_issue_merged",
            "merged_into",
            sqlite_where=text("merged_into is not null"),
            postgresql_where=text("merged_into is not null"),
        ),
    )


class IssueMember(SQLModel, table=True):
    """The one issue of a ticket. `by`: who put it there, "" for the machine; what a person did
    stays.
    """

    __tablename__ = "issue_member"

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    issue_id: int = Field(foreign_key="hot_issue.id")
    reported_at: NaiveDatetime
    joined_at: NaiveDatetime
    by: str = ""

    __table_args__ = (
        Index("ix_issue_member_issue", "issue_id", "reported_at"),
        Index("ix_issue_member_reported", "reported_at", "issue_id"),
    )


class IssueStep(NumberedRow, table=True):
    """What a person did to an issue; `other_id` is the issue that it was merged with or that was
    split from it.
    """

    __tablename__ = "issue_step"

    issue_id: int = Field(foreign_key="hot_issue.id", index=True)
    other_id: int = Field(foreign_key="hot_issue.id", index=True)
    at: NaiveDatetime
    by: str
    action: IssueAction = Field(sa_type=word_of(IssueAction))
    tickets: int
    note: str = ""


class IssueMark(SQLModel, table=True):
    """How far the worker has read the tickets: the highest id that has its issue."""

    __tablename__ = "issue_mark"

    id: int = Field(default=1, primary_key=True)
    read_up_to: int = 0
