"""Signing in with a passkey: alone, or as the second factor after another way."""

import secrets
from datetime import datetime

from hotline.domain.errors import HotlineError, InvalidInput, NotSignedIn
from hotline.domain.models import Passkey, Staff
from hotline.people.opening import note_refusal, open_for
from hotline.people.passkeys import (
    PasskeyRequest,
    Site,
    checked,
    descriptors,
    parsed,
)
from hotline.people.pending import seal_note
from hotline.people.sessions import PASSKEY, Shown, SignedIn, Visit
from hotline.people.sign_in import pending_staff
from hotline.people.used_notes import read_note_once
from hotline.storage.database import Database
from hotline.storage.passkeys import passkey_of, passkeys_of
from hotline.storage.vault import Vault

ALONE, SECOND = "passkey alone", "passkey second"
NOBODY = 0


def request_alone(vault: Vault, site: Site, now: datetime) -> PasskeyRequest:
    """The device chooses the account, and verifies its person."""
    return _request(vault, site, now, ALONE, NOBODY, (), is_verified=True)


def request_second(
    database: Database, vault: Vault, site: Site, pending: str, now: datetime
) -> PasskeyRequest:
    """For who has shown the first factor; raises NotSignedIn when that lapsed."""
    staff, _ = pending_staff(database, vault, pending, now)
    with database.reading() as session:
        own = tuple(passkeys_of(session, staff.row_id))
    return _request(vault, site, now, SECOND, staff.row_id, own, is_verified=False)


def sign_in_with_passkey(
    database: Database,
    vault: Vault,
    site: Site,
    request_note: str,
    answer: str,
    visit: Visit,
    now: datetime,
    *,
    pending: str = "",
) -> SignedIn:
    """Open a session; with `pending`, the first factor shown, the passkey is the second one.

    Raises NotSignedIn for a passkey that is unknown, of another person or site, for a closed
    account, and for an answer to a request that is old or was answered before.
    """
    first = pending_staff(database, vault, pending, now) if pending else None
    try:
        purpose = SECOND if first else ALONE
        challenge, staff_id = read_note_once(database, vault, purpose, request_note, now)
        if first and first[0].row_id != staff_id:
            raise InvalidInput("这一步是另一个账号开始的", remedy="请重新开始")
    except InvalidInput as error:
        raise NotSignedIn(error.message, remedy="请刷新页面后重试") from error
    passkey, staff = _passkey_and_staff(database, answer, staff_id)
    try:
        if passkey is None or staff is None or not staff.active:
            raise NotSignedIn("没有登记这个通行密钥，或账号已停用", remedy="请用密码登录")
        _verify(database, site, passkey, bytes.fromhex(challenge), answer, now, alone=not first)
    except HotlineError as error:
        note_refusal(database, staff, visit, now, cause="passkey")
        raise NotSignedIn(error.message, remedy=error.remedy) from error
    way = f"{first[1]}+{PASSKEY}" if first else PASSKEY
    return open_for(database, vault, staff.login, visit, now, Shown(way, strong=True))


def _request(
    vault: Vault,
    site: Site,
    now: datetime,
    purpose: str,
    staff_id: int,
    own: tuple[Passkey, ...],
    *,
    is_verified: bool,
) -> PasskeyRequest:
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement as Verification

    challenge = secrets.token_bytes(32)
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=descriptors(own),
        user_verification=Verification.REQUIRED if is_verified else Verification.PREFERRED,
    )
    sealed = seal_note(vault, purpose, [challenge.hex(), staff_id], now)
    return PasskeyRequest(options_to_json(options), sealed)


def _passkey_and_staff(
    database: Database, answer: str, staff_id: int
) -> tuple[Passkey | None, Staff | None]:
    """By the credential that the answer names; of `staff_id` alone, unless that is NOBODY."""
    try:
        credential = str(parsed(answer).get("id", ""))
    except ValueError:
        return None, None
    with database.reading() as session:
        passkey = passkey_of(session, credential[:1400])
        if passkey is None or staff_id not in (NOBODY, passkey.staff_id):
            return None, None
        return passkey, session.get_one(Staff, passkey.staff_id)


def _verify(
    database: Database,
    site: Site,
    passkey: Passkey,
    challenge: bytes,
    answer: str,
    now: datetime,
    *,
    alone: bool,
) -> None:
    """Raises InvalidInput; a counter that falls back is that of a copy."""
    from webauthn import verify_authentication_response

    document = parsed(answer)
    owner = document.get("response", {}).get("userHandle") or passkey.handle
    if owner != passkey.handle:
        raise InvalidInput("通行密钥属于另一个人", field="passkey", remedy="请用密码登录")
    with database.writing() as session:
        row = session.get_one(Passkey, passkey.row_id)
        verified = checked(
            lambda: verify_authentication_response(
                credential=document,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                credential_public_key=row.public_key,
                credential_current_sign_count=row.counter,
                require_user_verification=alone,
            )
        )
        row.counter, row.used_at = verified.new_sign_count, now
        session.add(row)
