"""People who work here and how they come in."""

from datetime import date

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel

from hotline.domain.models.numbered_row import NumberedRow


class Staff(NumberedRow, table=True):
    """Somebody who works here; `role` is a key of `roles.Role`, `unit` the unit of a
    clerk.

    temporary    somebody else knows the password: it has to be changed before anything else
    totp         secret of the second factor, encrypted, or None
    totp_step    the newest time step whose code was used: no code opens twice
    moving_to, moving_on  the unit from a day on, or ""
    email        by which a sign-on provider may know them, in lower case, or ""
    has_new_device  a sign-in from a new device waits to be looked at by its owner
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
    email: str = ""
    last_sign_in_at: NaiveDatetime | None = None
    has_new_device: bool = False


class FormerPassword(NumberedRow, table=True):
    """The hash of a password that somebody had, their own or one they were given."""

    __tablename__ = "former_password"

    staff_id: int = Field(foreign_key="staff.id", index=True)
    password: str


class StaffSession(SQLModel, table=True):
    """A signed-in browser or program: the token itself is never stored, only its SHA-256.

    seen_at  when its person last did something, to the minute
    address, client  from where, and by what kind of browser or program
    way, strong      how its person signed in, and whether they showed two factors
    device           keyed hash of the browser, "" for programs
    """

    token: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    csrf: str
    created_at: NaiveDatetime
    expires_at: NaiveDatetime = Field(index=True)
    seen_at: NaiveDatetime
    address: str = ""
    client: str = ""
    way: str = "password"
    strong: bool = False
    device: str = ""


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


class Passkey(NumberedRow, table=True):
    """A key in a person's device that signs in or stands for the second factor.

    credential  its id, base64url; handle  what the device knows its owner by
    counter     of the device, 0 where it counts nothing: one that falls back was copied
    """

    credential: str = Field(unique=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    name: str
    public_key: bytes
    handle: str
    counter: int = 0
    created_at: NaiveDatetime
    used_at: NaiveDatetime | None = None


class SignOnLink(SQLModel, table=True):
    """Who of the sign-on provider is who here; a token never makes an account."""

    __tablename__ = "sign_on_link"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    created_at: NaiveDatetime


class NewDevice(NumberedRow, table=True):
    """A sign-in from a device that the account had not been used on; kept until its owner has
    looked at it.
    """

    __tablename__ = "new_device"

    staff_id: int = Field(foreign_key="staff.id", index=True)
    at: NaiveDatetime
    address: str
    client: str
    device: str


class UsedNote(SQLModel, table=True):
    """A sealed note that counts once was used; forgotten when it has lapsed anyway."""

    __tablename__ = "used_note"

    key: str = Field(primary_key=True)
    expires_at: NaiveDatetime = Field(index=True)


class Attempt(SQLModel, table=True):
    """Counts tries against a limit (sign-in, progress look-up) in a window; `key` holds no
    personal data.
    """

    key: str = Field(primary_key=True)
    count: int = 0
    since: NaiveDatetime
