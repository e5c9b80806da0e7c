"""People who work here and how they come in."""

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow


class Staff(NumberedRow, table=True):
    """Somebody who works here; `role` is a key of `permissions.Role`, `unit` the unit of a
    clerk.
    """

    login: str = Field(unique=True)
    name: str
    role: str
    unit: str = ""
    password: str
    active: bool = True
    created_at: NaiveDatetime


class StaffSession(SQLModel, table=True):
    """A signed-in browser or program: the token itself is never stored, only its SHA-256."""

    token: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str
    created_at: NaiveDatetime
    expires_at: NaiveDatetime = Field(index=True)


class Attempt(SQLModel, table=True):
    """Counts tries against a limit (sign-in, progress look-up) in a window; `key` holds no
    personal data.
    """

    key: str = Field(primary_key=True)
    count: int = 0
    since: NaiveDatetime
