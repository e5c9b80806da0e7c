"""What the worker does by the clock."""

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel


class ChoreRun(SQLModel, table=True):
    """The last run of a chore: `next_at` is when some worker may begin it again; `error` is
    empty after a good end.
    """

    __tablename__ = "chore_run"

    name: str = Field(primary_key=True)
    next_at: NaiveDatetime
    began_at: NaiveDatetime | None = None
    ended_at: NaiveDatetime | None = None
    good_at: NaiveDatetime | None = None
    done: int = 0
    error: str = ""
