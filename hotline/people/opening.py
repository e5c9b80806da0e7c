"""Opening a session for somebody who has shown who they are: the device, the audit log."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.models import NewDevice, Notice, Staff
from hotline.domain.outcomes import NoticeKind
from hotline.people.sessions import Shown, SignedIn, Visit, open_session_of
from hotline.storage.audit import note
from hotline.storage.database import Database
from hotline.storage.devices import forget_devices, other_devices
from hotline.storage.familiar_addresses import is_familiar, note_address
from hotline.storage.staff import forget_expired, known_staff
from hotline.storage.vault import Vault


def open_for(
    database: Database, vault: Vault, login: str, visit: Visit, now: datetime, shown: Shown
) -> SignedIn:
    """A session; a device on which the account was not used in 90 days is told to its owner."""
    with database.writing() as session:
        staff, device = known_staff(session, login), device_key(vault, login, visit)
        forget_expired(session, now)
        is_new = staff.last_sign_in_at is not None and not any(
            is_familiar(session, key, now) for key in vault.keys_of(_device_text(login, visit))
        )
        if is_new:
            _tell(session, staff, visit, now, device)
        note_address(session, pair_key(vault, login, visit.address), now)
        note_address(session, device, now)
        staff.last_sign_in_at = now
        session.add(staff)
        details: dict[str, Any] = {"way": shown.way, "client": visit.client} | (
            {"new_device": 1} if is_new else {}
        )
        address = visit.address
        note(session, AuditKind.SIGN_IN, now, actor=login, address=address, **details)
        return open_session_of(session, staff, now, visit, shown, device=device)


def note_refusal(
    database: Database,
    staff: Staff | None,
    visit: Visit,
    now: datetime,
    *,
    cause: str,
    left: int | None = None,
) -> None:
    """An unknown login is not kept: it may be a password in the wrong field."""
    subject, address = staff.login if staff else "", visit.address
    details: dict[str, Any] = {"cause": cause} | ({} if left is None else {"left": left})
    with database.writing() as session:
        kind = AuditKind.SIGN_IN_REFUSED
        note(session, kind, now, actor="", subject=subject, address=address, **details)


def see_devices(session: Session, staff: Staff, device: str) -> None:
    """The owner has looked at the new devices, from one that is not among them."""
    forget_devices(session, staff.row_id, device)
    staff.has_new_device = bool(other_devices(session, staff.row_id, ""))
    session.add(staff)


def pair_key(vault: Vault, login: str, address: str) -> str:
    """By which a login at an address is counted and known again."""
    return vault.key_of(f"{login}\n{address}") or ""


def device_key(vault: Vault, login: str, visit: Visit) -> str:
    """A browser is known by what it keeps, a program by its address."""
    return vault.key_of(_device_text(login, visit)) or ""


def _device_text(login: str, visit: Visit) -> str:
    mark = visit.device or f"{visit.address}\n{visit.client}"
    return f"device\n{login}\n{mark}"


def _tell(session: Session, staff: Staff, visit: Visit, now: datetime, device: str) -> None:
    staff.has_new_device = True
    session.add(
        NewDevice(
            staff_id=staff.row_id,
            at=now,
            address=visit.address,
            client=visit.client,
            device=device,
        )
    )
    receiver, kind = f"login:{staff.login}", NoticeKind.NEW_DEVICE
    session.add(Notice(receiver=receiver, kind=kind, ticket_no="", at=now))
