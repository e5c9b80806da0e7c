"""What a leader keeps an eye on."""

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel


class WatchedMatter(SQLModel, table=True):
    """关注: one matter on the list of one login.

    kind    ticket, spot, issue or unit
    key     its number; category and place with a blank between; id of the issue; code of the unit
    """

    __tablename__ = "watched_matter"

    login: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    since: NaiveDatetime
