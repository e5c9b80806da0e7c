"""People who work here and how they come in."""

from datetime import date

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow


class Staff(NumberedRow, table=True):
    """Somebody who works here; `role` is a key of `permissions.Role`, `unit` the unit of a
    clerk.

    temporary    somebody else knows the password: it has to be changed before anything else
    totp         secret of the second factor, encrypted, or None
    totp_step    the newest time step whose code was used: no code opens twice
    moving_to, moving_on  the unit from a day on, or ""
    """

    login: str = Field(unique=True)
    name: str
    role: str
    unit: str = ""
    password: str
    active: bool = True
    created_at: NaiveDatetime
    temporary: bool = False
    totp: bytes | None = None
    totp_step: int = 0
    moving_to: str = ""
    moving_on: date | None = None


class StaffSession(SQLModel, table=True):
    """A signed-in browser or program: the token itself is never stored, only its SHA-256.

    seen_at  when its person last did something, to the minute
    address, client  from where, and by what kind of browser or program
    """

    token: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str
    created_at: NaiveDatetime
    expires_at: NaiveDatetime = Field(index=True)
    seen_at: NaiveDatetime
    address: str = ""
    client: str = ""


class FamiliarAddress(SQLModel, table=True):
    """An address from which somebody has opened an account or a ticket: strangers' wrong tries
    do not close it. `key` is a keyed hash of both.
    """

    __tablename__ = "familiar_address"

    key: str = Field(primary_key=True)
    last_at: NaiveDatetime = Field(index=True)


class RecoveryCode(SQLModel, table=True):
    """A code that stands for the second factor once; only a keyed hash is stored."""

    __tablename__ = "recovery_code"

    staff_id: int = Field(foreign_key="staff.id", primary_key=True)
    code: str = Field(primary_key=True)
    used_at: NaiveDatetime | None = None


class Attempt(SQLModel, table=True):
    """Counts tries against a limit (sign-in, progress look-up) in a window; `key` holds no
    personal data.
    """

    key: str = Field(primary_key=True)
    count: int = 0
    since: NaiveDatetime
