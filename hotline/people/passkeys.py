"""Passkeys (WebAuthn): a key in a person's device, which they unlock there.

Alone it signs in, with the person verified by the device: two factors in one. After a password it
is the second factor, and presence is enough.
"""

import ipaddress
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.models import Passkey, Staff
from hotline.people.pending import seal_note
from hotline.people.second_factor import forget_recovery_codes, new_recovery_codes
from hotline.people.used_notes import read_note_once
from hotline.storage.audit import note
from hotline.storage.database import Database
from hotline.storage.passkeys import passkey_of, passkeys_of
from hotline.storage.staff import known_staff
from hotline.storage.vault import Vault

LONGEST_ANSWER, LONGEST_NAME, MOST = 20_000, 40, 10
ADDING = "passkey to add"
Result = TypeVar("Result")


@dataclass(frozen=True)
class Site:
    """The hotline as browsers know it: `https://hotline.example`, and its name without scheme."""

    origin: str
    host: str

    @property
    def takes_passkeys(self) -> bool:
        """Browsers offer them to names under HTTPS and to this machine, not to bare addresses."""
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False


@dataclass(frozen=True)
class PasskeyRequest:
    """`options` as JSON for the browser; `note` comes back with its answer and counts once."""

    options: str
    note: str


def request_to_add(
    session: Session, vault: Vault, site: Site, staff: Staff, now: datetime
) -> PasskeyRequest:
    """What the browser is asked when a person adds a passkey."""
    from webauthn import base64url_to_bytes, generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    own = passkeys_of(session, staff.row_id)
    challenge, handle = secrets.token_bytes(32), own[0].handle if own else secrets.token_urlsafe(32)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="12345",
        user_name=staff.login,
        user_display_name=staff.name,
        user_id=base64url_to_bytes(handle),
        challenge=challenge,
        exclude_credentials=descriptors(own),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    content = [challenge.hex(), staff.row_id, handle]
    return PasskeyRequest(options_to_json(options), seal_note(vault, ADDING, content, now))


def add_passkey(
    database: Database,
    vault: Vault,
    site: Site,
    login: str,
    request_note: str,
    answer: str,
    now: datetime,
    *,
    name: str,
) -> list[str]:
    """Keep the new passkey; new recovery codes when it is the first second factor, else none.

    Raises InvalidInput for an answer that is old, for another site or person, or not verified.
    """
    challenge, staff_id, handle = read_note_once(database, vault, ADDING, request_note, now)
    verified = _verified(site, challenge, answer)
    with database.writing() as session:
        staff = known_staff(session, login)
        own = passkeys_of(session, staff.row_id)
        if staff.row_id != staff_id:
            raise InvalidInput("这一步是另一个账号开始的", remedy="请重新开始")
        _check(session, own, credential := encoded(verified.credential_id), name)
        session.add(
            Passkey(
                credential=credential,
                staff_id=staff_id,
                name=name.strip(),
                public_key=verified.credential_public_key,
                handle=handle,
                counter=verified.sign_count,
                created_at=now,
            )
        )
        note(session, AuditKind.PASSKEY_ADDED, now, actor=login, subject=login)
        is_first = not own and staff.totp is None
        return new_recovery_codes(session, staff, vault) if is_first else []


def _verified(site: Site, challenge: str, answer: str) -> Any:
    """What the authenticator registered; raises InvalidInput for what is not for this site."""
    from webauthn import verify_registration_response

    return checked(
        lambda: verify_registration_response(
            credential=parsed(answer),
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )


def remove_passkey(session: Session, staff: Staff, passkey_id: int, now: datetime) -> None:
    """With the last second factor the recovery codes go.

    Raises NotFound for one of somebody else.
    """
    row = session.get(Passkey, passkey_id)
    if row is None or row.staff_id != staff.row_id:
        raise NotFound("没有这个通行密钥", remedy="它可能已经删除，请刷新页面")
    session.delete(row)
    session.flush()
    if staff.totp is None and not passkeys_of(session, staff.row_id):
        forget_recovery_codes(session, staff)
    note(session, AuditKind.PASSKEY_REMOVED, now, actor=staff.login, subject=staff.login)


def descriptors(passkeys: Sequence[Passkey]) -> list[Any]:
    """The passkeys as options name them."""
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.credential)) for row in passkeys
    ]


def parsed(answer: str) -> dict[str, Any]:
    """What the browser answered; raises ValueError for anything but an object."""
    document = json.loads(answer[: LONGEST_ANSWER + 1])
    if not isinstance(document, dict):
        raise ValueError("an object is needed")
    return document


def checked(verify: Callable[[], Result]) -> Result:
    """What `verify` answers; raises InvalidInput when it refuses, in whatever way.

    Several parsers read what a stranger sent, each with exceptions of its own.
    """
    try:
        return verify()
    except Exception as error:
        raise InvalidInput(
            "通行密钥没有通过验证", field="passkey", remedy="请在本网站的页面上重试"
        ) from error


def encoded(raw: bytes) -> str:
    from webauthn.helpers import bytes_to_base64url

    return bytes_to_base64url(raw)


def _check(session: Session, own: Sequence[Passkey], credential: str, name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise InvalidInput(
            "名称为空或过长", field="name", remedy=f"请填写 {LONGEST_NAME} 字以内的名称"
        )
    if len(own) >= MOST:
        raise InvalidInput(f"最多 {MOST} 个通行密钥", field="name", remedy="请先删除不用的")
    if passkey_of(session, credential) is not None:
        raise InvalidInput("这个通行密钥已经登记过", field="passkey", remedy="请换一个设备")
