"""What somebody has typed and not sent."""

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """The fields of one form as its owner left them, encrypted; `name` is the form's."""

    login: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    content: bytes
    changed_at: NaiveDatetime
