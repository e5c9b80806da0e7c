"""What a leader keeps an eye on."""

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel


class WatchedMatter(SQLModel, table=True):
    """关注: one matter on the list of one login.

    kind    ticket, spot or unit
    key     its number; place and category with a blank between; the code of the unit
    """

    __tablename__ = "watched_matter"

    login: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    since: NaiveDatetime
