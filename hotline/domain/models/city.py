"""The loaded city pack and the numbering of its tickets."""

from datetime import date

from pydantic import NaiveDatetime
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow


class UnitRow(SQLModel, table=True):
    """A unit of the loaded city pack, for joins and foreign programs."""

    __tablename__ = "unit"

    code: str = Field(primary_key=True)
    name: str
    kind: str
    area: str = ""
    parent: str = ""
    active: bool = True


class CityVersion(NumberedRow, table=True):
    """A loaded city pack, whole: `files` has the text of each file by name.

    The newest one is in force.
    """

    name: str
    digest: str
    files: dict[str, str] = Field(sa_type=JSON)
    loaded_at: NaiveDatetime
    loaded_by: str


class DayCounter(SQLModel, table=True):
    """The next serial number of a day's tickets."""

    day: date = Field(primary_key=True)
    next: int = 1
