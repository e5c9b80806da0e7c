"""The sign-on provider (OpenID Connect): what it says of itself, its keys, its tokens.

Everything comes over the network: a wrong or slow answer is a refusal in words, never a wait.
"""

import time
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hotline.config import SignOnSettings
from hotline.domain.errors import NotSignedIn, Unavailable

# With keys of two halves: a provider's secret or "none" never signs a token.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SECONDS, KEPT_SECONDS, LARGEST = 5.0, 600, 200_000
AGAIN = "请稍后重试，或用本系统的密码登录"


class Provider:
    """One provider; what it says of itself is kept for ten minutes."""

    def __init__(self, settings: SignOnSettings) -> None:
        self.settings = settings
        self._about: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = -float(KEPT_SECONDS)

    def address_of(self, endpoint: str) -> str:
        """Raises Unavailable when the provider does not answer or is another one."""
        return str(self._read_about().get(endpoint, ""))

    def exchange(self, code: str, verifier: str, redirect: str) -> dict[str, Any]:
        """The tokens for a code; raises NotSignedIn when the provider refuses it."""
        settings, form = self.settings, {"grant_type": "authorization_code", "code": code}
        form |= {"redirect_uri": redirect, "code_verifier": verifier, "client_id": settings.client}
        auth = httpx.BasicAuth(settings.client, settings.secret) if settings.secret else None
        status, answer = _ask("POST", self.address_of("token_endpoint"), data=form, auth=auth)
        if status != httpx.codes.OK or not isinstance(answer.get("id_token"), str):
            raise NotSignedIn("认证系统没有确认这次登录", remedy="请重新登录")
        return answer

    def userinfo(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """What the provider says of who has these tokens; {} when it says nothing."""
        address, token = self.address_of("userinfo_endpoint"), tokens.get("access_token")
        if not address or not isinstance(token, str):
            return {}
        status, answer = _ask("GET", address, headers={"Authorization": f"Bearer {token}"})
        return answer if status == httpx.codes.OK else {}

    def signed_claims(self, token: str) -> dict[str, Any]:
        """The claims of an ID token that the provider has signed; raises NotSignedIn.

        Keys that are not known yet are asked for once more: providers change them.
        """
        for is_again in (False, True):
            try:
                keys = self._read_keys(is_again)
                return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
            except (JoseError, ValueError, TypeError, KeyError) as error:
                fault = error
        raise NotSignedIn(
            "认证系统的令牌签名无效", remedy="请联系管理员核对认证系统的设置"
        ) from fault

    def _read_about(self) -> dict[str, Any]:
        if time.monotonic() - self._read_at < KEPT_SECONDS:
            return self._about
        issuer = self.settings.issuer
        address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        status, about = _ask("GET", address)
        if status != httpx.codes.OK or about.get("issuer") != issuer:
            raise Unavailable("认证系统的地址与设置不符", remedy="请管理员核对 HOTLINE_OIDC_ISSUER")
        for name in ENDPOINTS:
            if urlsplit(str(about.get(name, ""))).scheme != urlsplit(issuer).scheme:
                raise Unavailable(f"认证系统的 {name} 不可用", remedy="请管理员核对认证系统")
        self._about, self._keys, self._read_at = about, None, time.monotonic()
        return about

    def _read_keys(self, is_again: bool) -> KeySet:
        if self._keys is None or is_again:
            status, answer = _ask("GET", self.address_of("jwks_uri"))
            if status != httpx.codes.OK:
                raise Unavailable("认证系统没有给出密钥", remedy=AGAIN)
            self._keys = KeySet.import_key_set({"keys": answer.get("keys", [])})
        return self._keys


def _ask(method: str, address: str, **parts: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of the answer, {} for anything else; raises Unavailable."""
    try:
        answer = httpx.request(method, address, timeout=SECONDS, follow_redirects=False, **parts)
        document = answer.json() if len(answer.content) <= LARGEST else {}
    except ValueError:
        return answer.status_code, {}
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable("认证系统没有回应", remedy=AGAIN) from error
    return answer.status_code, document if isinstance(document, dict) else {}
