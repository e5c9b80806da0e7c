"""Who is signed in: sessions, when they end, and what their person has to do first."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from hotline.city.account_rules import USUAL_ACCOUNTS, AccountRules
from hotline.city.hierarchy import units_below
from hotline.domain.audit import AuditKind
from hotline.domain.errors import NotFound
from hotline.domain.models import Staff, StaffSession
from hotline.domain.roles import Actor, Role
from hotline.storage.audit import note
from hotline.storage.devices import other_devices
from hotline.storage.passkeys import passkeys_of
from hotline.storage.staff import end_session, end_sessions, session_of
from routing.tables import Unit

LASTS = timedelta(hours=12)
# `seen_at` is written when it is older than this: not with every click.
NOTED_EVERY = timedelta(minutes=1)
# Ways to come in without the password of the account.
PASSKEY, SIGN_ON = "passkey", "sign_on"


class Duty(StrEnum):
    """What somebody has to do on their own page before anything else opens."""

    PASSWORD = "password"
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True)
class Visit:
    """From where somebody comes, and with what kind of browser or program.

    device  what a browser keeps to be known again, "" for a program
    """

    address: str = ""
    client: str = ""
    device: str = ""


@dataclass(frozen=True)
class Shown:
    """How somebody showed who they are; `strong`: with two factors."""

    way: str = "password"
    strong: bool = False


NO_VISIT, BY_PASSWORD = Visit(), Shown()


@dataclass(frozen=True)
class SignedIn:
    """`token` is told once and never stored; `csrf` belongs to it."""

    token: str
    csrf: str
    expires_at: datetime
    staff: Staff


@dataclass(frozen=True)
class SignedSession:
    """A living session: its actor, its row, and the duty that comes first, if any.

    tells_device  a sign-in from another device, a new one, waits to be looked at
    """

    actor: Actor
    row: StaffSession
    duty: Duty | None
    tells_device: bool = False


def open_session_of(
    session: Session,
    staff: Staff,
    now: datetime,
    visit: Visit = NO_VISIT,
    shown: Shown = BY_PASSWORD,
    *,
    device: str = "",
) -> SignedIn:
    """A session for somebody who has shown who they are; `device` as it is stored."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    row = StaffSession(
        token=digest_of(token),
        staff_id=staff.row_id,
        csrf=csrf,
        created_at=now,
        expires_at=now + LASTS,
        seen_at=now,
        address=visit.address,
        client=visit.client,
        way=shown.way,
        strong=shown.strong,
        device=device,
    )
    session.add(row)
    return SignedIn(token, csrf, row.expires_at, staff)


def find_actor(
    session: Session,
    token: str,
    now: datetime,
    units: Iterable[Unit],
    rules: AccountRules = USUAL_ACCOUNTS,
) -> SignedSession | None:
    """The session of a token, whose actor stands for their unit and the units below it.

    None when it is not valid any more, or nobody did anything in it for too long.
    """
    pair = session_of(session, digest_of(token), now)
    if pair is None:
        return None
    row, staff = pair
    if row.seen_at + timedelta(minutes=rules.idle_minutes) <= now:
        return None
    return SignedSession(
        actor_of(staff, units, now.date()),
        row,
        duty_of(session, staff, row, rules),
        staff.has_new_device and bool(other_devices(session, staff.row_id, row.device)),
    )


def duty_of(session: Session, staff: Staff, row: StaffSession, rules: AccountRules) -> Duty | None:
    """Who came without a password need not change one."""
    if staff.temporary and knows_password(row.way):
        return Duty.PASSWORD
    if staff.role not in rules.second_factor or row.strong or staff.totp is not None:
        return None
    return None if passkeys_of(session, staff.row_id) else Duty.SECOND_FACTOR


def knows_password(way: str) -> bool:
    """Whether who came this way showed the password of the account."""
    return way.split("+")[0] not in (PASSKEY, SIGN_ON)


def is_note_due(row: StaffSession, now: datetime) -> bool:
    """Whether `seen_at` is old enough to be written anew."""
    return row.seen_at + NOTED_EVERY <= now


def note_seen(session: Session, digest: str, now: datetime) -> None:
    """The person of this session is doing something."""
    row = session.get(StaffSession, digest)
    if row is not None:
        row.seen_at = now
        session.add(row)


def actor_of(staff: Staff, units: Iterable[Unit], day: date | None = None) -> Actor:
    unit = unit_on(staff, day)
    below = units_below(units, unit) if unit else frozenset()
    return Actor(
        login=staff.login,
        role=Role(staff.role),
        unit=unit,
        units=frozenset(below),
        name=staff.name,
    )


def unit_on(staff: Staff, day: date | None) -> str:
    """The unit of a person on a day; without a day the one of the account as it stands."""
    moved = day is not None and staff.moving_on is not None and staff.moving_on <= day
    return staff.moving_to if moved else staff.unit


def sign_out(session: Session, token: str, *, actor: Actor, now: datetime) -> None:
    end_session(session, digest_of(token))
    note(session, AuditKind.SIGN_OUT, now, actor=actor.login)


def end_own_session(session: Session, staff: Staff, digest: str, now: datetime) -> None:
    """End another session of the same person; raises NotFound for one of somebody else."""
    row = session.get(StaffSession, digest)
    if row is None or row.staff_id != staff.row_id:
        raise NotFound("没有这个登录", remedy="它可能已经结束，请刷新页面")
    session.delete(row)
    note(session, AuditKind.SESSION_ENDED, now, actor=staff.login, subject=staff.login)


def end_other_sessions(session: Session, staff: Staff, digest: str, now: datetime) -> None:
    """End all sessions of a person but the one with this token digest."""
    end_sessions(session, staff.row_id, but=digest)
    note(session, AuditKind.SESSION_ENDED, now, actor=staff.login, subject=staff.login, which="all")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
