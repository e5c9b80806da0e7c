"""The second factor: a code of the moment (TOTP, RFC 6238), and codes for a lost telephone.

Codes have six digits and thirty seconds, as every authenticator knows them.
"""

import hmac
import secrets
import unicodedata
from datetime import UTC, datetime

import pyotp
from sqlmodel import Session, col, delete, select

from hotline.domain.errors import InvalidInput
from hotline.domain.models import RecoveryCode, Staff
from hotline.domain.time.times import CITY_TIME
from hotline.storage.passkeys import passkeys_of
from hotline.storage.vault import Vault

ISSUER = "12345"
STEP = 30
# A telephone may be half a minute off.
NEIGHBOURS = (0, -1, 1)
RECOVERY_CODES = 10
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_secret() -> str:
    """160 bits in base32, as RFC 4226 asks for."""
    return pyotp.random_base32(32)


def totp_address(secret: str, login: str) -> str:
    """The otpauth address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def code_at(secret: str, step: int) -> str:
    """The code of a time step: the number of half minutes since 1970 in UTC."""
    return pyotp.HOTP(secret).at(step)


def step_of(now: datetime) -> int:
    """The time step of a moment of the city."""
    return int(now.replace(tzinfo=CITY_TIME).astimezone(UTC).timestamp()) // STEP


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, now or one beside it; None for a wrong one."""
    typed = code.encode()
    for step in sorted((step_of(now) + distance for distance in NEIGHBOURS), reverse=True):
        if hmac.compare_digest(code_at(secret, step).encode(), typed):
            return step
    return None


def turn_on(
    session: Session, staff: Staff, vault: Vault, secret: str, code: str, now: datetime
) -> list[str]:
    """Make this secret the second factor and return new recovery codes, which are told once.

    Raises InvalidInput for a wrong code: the telephone does not have the secret yet.
    """
    step = matching_step(secret, plain_code(code), now)
    if step is None:
        raise InvalidInput(
            "验证码不正确", field="code", remedy="请核对手机时间，并输入当前显示的 6 位数字"
        )
    staff.totp, staff.totp_step = vault.seal(secret.encode()), step
    session.add(staff)
    return new_recovery_codes(session, staff, vault)


def turn_off(session: Session, staff: Staff) -> None:
    """Forget the secret, and the recovery codes unless a passkey needs them."""
    staff.totp, staff.totp_step = None, 0
    session.add(staff)
    if not passkeys_of(session, staff.row_id):
        forget_recovery_codes(session, staff)


def new_recovery_codes(session: Session, staff: Staff, vault: Vault) -> list[str]:
    """Ten codes in place of the old ones; only their keyed hashes are stored."""
    forget_recovery_codes(session, staff)
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(staff_id=staff.row_id, code=_hashed(vault, staff, code)) for code in codes
    )
    session.flush()
    return codes


def take_code(session: Session, staff: Staff, vault: Vault, code: str, now: datetime) -> str:
    """Use up a code: "totp" or "recovery" by what it was, "" for a wrong or a used one."""
    code, step = plain_code(code), None
    if staff.totp is not None:
        step = matching_step(vault.unseal(staff.totp).decode(), code, now)
    if step is not None and step > staff.totp_step:
        staff.totp_step = step
        session.add(staff)
        return "totp"
    row = _recovery_row(session, staff, vault, code)
    if row is None or row.used_at:
        return ""
    row.used_at = now
    session.add(row)
    return "recovery"


def recovery_codes_left(session: Session, staff: Staff) -> int:
    query = select(RecoveryCode).where(
        RecoveryCode.staff_id == staff.row_id, col(RecoveryCode.used_at).is_(None)
    )
    return len(session.exec(query).all())


def plain_code(code: str) -> str:
    """Without the blanks, hyphens and wide digits that people type; at most 20 characters."""
    plain = unicodedata.normalize("NFKC", code[:40])
    return "".join(character for character in plain if character.isalnum()).upper()[:20]


def _recovery_code() -> str:
    """Ten characters in two groups: 49 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(2))
    return "-".join(groups)


def _recovery_row(session: Session, staff: Staff, vault: Vault, code: str) -> RecoveryCode | None:
    for key in vault.keys_of(_recovery_text(staff, code)):
        if row := session.get(RecoveryCode, (staff.row_id, key)):
            return row
    return None


def _hashed(vault: Vault, staff: Staff, code: str) -> str:
    return vault.key_of(_recovery_text(staff, code)) or ""


def _recovery_text(staff: Staff, code: str) -> str:
    return f"recovery code\n{staff.row_id}\n{plain_code(code)}"


def forget_recovery_codes(session: Session, staff: Staff) -> None:
    session.exec(delete(RecoveryCode).where(col(RecoveryCode.staff_id) == staff.row_id))
