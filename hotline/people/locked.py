"""Which accounts no right password opens at the moment, because of wrong tries."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session

from hotline.domain.audit import AuditKind
from hotline.people.opening import pair_key
from hotline.people.sign_in import OF_BOTH, OF_CODE, OF_LOGIN, code_key, login_key
from hotline.people.throttle import AttemptLimit
from hotline.storage.accounts import used_up
from hotline.storage.audit import subjects_and_addresses
from hotline.storage.vault import Vault


def locked_logins(
    session: Session, vault: Vault, logins: Collection[str], now: datetime
) -> set[str]:
    """Those of `logins` that are locked at one address at least."""
    since = now - OF_BOTH.window
    pairs = subjects_and_addresses(session, AuditKind.SIGN_IN_REFUSED, logins, since=since)
    owners = [
        _owners(OF_BOTH, ((pair_key(vault, *pair), pair[0]) for pair in pairs)),
        _owners(OF_LOGIN, ((login_key(vault, login), login) for login in logins)),
        _owners(OF_CODE, ((code_key(vault, login), login) for login in logins)),
    ]
    limits = (OF_BOTH, OF_LOGIN, OF_CODE)
    return {
        keys[key]
        for limit, keys in zip(limits, owners, strict=True)
        for key in used_up(session, keys, limit=limit.limit, window=limit.window, now=now)
    }


def _owners(limit: AttemptLimit, keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {limit.stored_key(key): login for key, login in keys}
