"""Single sign-on: the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0).

The provider takes the place of the password. The second factor of this house stays: who has one is
asked for it, a role that must have one sets it up, unless the installation trusts the provider's.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session

from hotline.domain.errors import HotlineError, InvalidInput, NotSignedIn, SecondFactorNeeded
from hotline.domain.models import SignOnLink, Staff
from hotline.domain.time.times import CITY_TIME
from hotline.people.opening import note_refusal
from hotline.people.pending import seal_note
from hotline.people.provider import Provider
from hotline.people.sessions import SIGN_ON, Shown, SignedIn, Visit
from hotline.people.sign_in import go_on
from hotline.people.sign_on_links import write_subject
from hotline.people.used_notes import read_note_once
from hotline.storage.accounts import links_of, staff_of_email
from hotline.storage.database import Database
from hotline.storage.vault import Vault

PURPOSE, SCOPE = "sign-on", "openid email"
# Clocks of two machines differ.
LEEWAY_SECONDS = 60
UNLINKED = "请联系管理员，在账号页关联统一身份"


@dataclass(frozen=True)
class Departure:
    """Where the browser goes, and the note that it keeps until it comes back."""

    address: str
    note: str


def begin(vault: Vault, provider: Provider, redirect: str, target: str, now: datetime) -> Departure:
    """Raises Unavailable when the provider does not answer."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": provider.settings.client,
        "redirect_uri": redirect,
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    endpoint = provider.address_of("authorization_endpoint")
    mark = "&" if "?" in endpoint else "?"
    note = seal_note(vault, PURPOSE, [state, nonce, verifier, target], now)
    return Departure(f"{endpoint}{mark}{urlencode(query)}", note)


def finish(
    database: Database,
    vault: Vault,
    provider: Provider,
    redirect: str,
    note: str,
    query: Mapping[str, str],
    visit: Visit,
    now: datetime,
) -> tuple[SignedIn, str]:
    """The session, and where its person wanted to go.

    note   of the same browser's `begin`; counts once
    query  what the provider sent back with the browser
    Raises NotSignedIn for whatever does not fit, SecondFactorNeeded, Unavailable.
    """
    state, nonce, verifier, target = _read(database, vault, note, now)
    _check_answer(provider, query, state)
    tokens = provider.exchange(query.get("code", ""), verifier, redirect)
    claims = provider.signed_claims(tokens["id_token"])
    staff = None
    try:
        check_claims(claims, provider, nonce, now)
        staff = _staff_of(database, provider, tokens, claims, now)
        if not staff.active:
            raise NotSignedIn("账号已停用", remedy="请联系管理员")
    except HotlineError:
        note_refusal(database, staff, visit, now, cause=SIGN_ON)
        raise
    strong = provider.settings.trusts_mfa and "mfa" in _texts(claims.get("amr"))
    try:
        return go_on(database, vault, staff, visit, now, Shown(SIGN_ON, strong)), target
    except SecondFactorNeeded as needed:
        needed.target = target
        raise


def check_claims(claims: Mapping[str, Any], provider: Provider, nonce: str, now: datetime) -> None:
    """Raises NotSignedIn for a token of another issuer, for another client, that lapsed, or for
    another sign-in.
    """
    client, audience = provider.settings.client, _texts(claims.get("aud"))
    moment = now.replace(tzinfo=CITY_TIME).astimezone(UTC).timestamp()
    faults = {
        "签发者": claims.get("iss") != provider.settings.issuer,
        "接收者": client not in audience
        or (len(audience) > 1 and claims.get("azp") != client)
        or claims.get("azp", client) != client,
        "有效期": not _number(claims, "exp") + LEEWAY_SECONDS > moment,
        "签发时间": not 0 < _number(claims, "iat") <= moment + LEEWAY_SECONDS,
        "随机数": not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()),
        "标识": not isinstance(claims.get("sub"), str) or not claims["sub"],
    }
    for name, is_wrong in faults.items():
        if is_wrong:
            raise NotSignedIn(f"认证系统的令牌不可用：{name}不符", remedy="请重新登录")


def _read(database: Database, vault: Vault, note: str, now: datetime) -> list[str]:
    try:
        content: list[str] = read_note_once(database, vault, PURPOSE, note, now)
    except InvalidInput as error:
        raise NotSignedIn("登录已超时，或不是在这个浏览器开始的", remedy="请重新登录") from error
    return content


def _check_answer(provider: Provider, query: Mapping[str, str], state: str) -> None:
    if not hmac.compare_digest(query.get("state", "").encode(), state.encode()):
        raise NotSignedIn("这次登录不是在这个浏览器开始的", remedy="请重新登录")
    if query.get("iss", provider.settings.issuer) != provider.settings.issuer:
        raise NotSignedIn("回答来自另一个认证系统", remedy="请重新登录")
    if "error" in query:
        raise NotSignedIn("在认证系统没有完成登录，或已取消", remedy="请重试，或用本系统的密码登录")


def _staff_of(
    database: Database,
    provider: Provider,
    tokens: dict[str, Any],
    claims: Mapping[str, Any],
    now: datetime,
) -> Staff:
    """By the subject; else by an e-mail that the provider vouches for, which links the subject."""
    issuer, subject = provider.settings.issuer, str(claims["sub"])
    with database.reading() as session:
        link = session.get(SignOnLink, (issuer, subject))
        if link is not None:
            return session.get_one(Staff, link.staff_id)
    email = _verified_email(provider, tokens, claims)
    with database.writing() as session:
        staff = staff_of_email(session, email)
        if staff is None or _is_linked(session, staff, issuer):
            raise NotSignedIn("这个统一身份没有关联本系统的账号", remedy=UNLINKED)
        if staff.active:
            write_subject(session, staff, now, issuer=issuer, subject=subject)
        return staff


def _is_linked(session: Session, staff: Staff, issuer: str) -> bool:
    """A person whose subject is known is no other subject, whatever e-mail that has today."""
    return any(link.issuer == issuer for link in links_of(session, staff.row_id))


def _verified_email(provider: Provider, tokens: dict[str, Any], claims: Mapping[str, Any]) -> str:
    """In lower case, "" for one that the provider does not vouch for."""
    if "email" not in claims:
        about = provider.userinfo(tokens)
        claims = about if about.get("sub") == claims["sub"] else {}
    is_verified = claims.get("email_verified") is True
    return str(claims.get("email", "")).lower() if is_verified else ""


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0
