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


class IndexState(SQLModel, table=True):
    """What the worker knows of the search index, for those who show what it answers.

    documents    how many it held when the worker last wrote to it or looked
    missing      how many tickets it lacks or holds in an old version; 0 means that it agrees
    compared_at  when it was last compared with the database
    """

    __tablename__ = "index_state"

    id: int = Field(default=1, primary_key=True)
    documents: int = 0
    missing: int = 0
    compared_at: NaiveDatetime | None = None


class WallState(SQLModel, table=True):
    """The figures that the worker counts for screens on a wall, while one asks for them.

    asked_at    when a screen asked, as far as a minute
    city        whose figures they are; `made_at`: of when
    figures     their JSON, "" before the first ones
    """

    __tablename__ = "wall_state"

    id: int = Field(default=1, primary_key=True)
    asked_at: NaiveDatetime
    made_at: NaiveDatetime | None = None
    city: str = ""
    figures: str = ""
