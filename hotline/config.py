"""Settings of one installation: read when asked for, never at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class SignOnSettings:
    """An OpenID Connect provider.

    issuer      its address, as it names itself in its tokens
    client      what it calls this installation, and the secret that it gave it, if any
    name        what the button on the sign-in page calls it
    trusts_mfa  a token that says a second factor was shown there is as good as one shown here
    """

    issuer: str = ""
    client: str = ""
    secret: str = field(default="", repr=False)
    name: str = "统一身份认证"
    trusts_mfa: bool = False


NO_SIGN_ON = SignOnSettings()
# As documented by the platform; another one where a city goes out through a gateway of its own.
WECHAT_API = "https://api.weixin.qq.com"


@dataclass(frozen=True)
class Settings:
    """Where the data is and which engines serve it. What may hold a secret is not printed.

    data      folder with database, search index, models, attachments, keys
    database  SQLAlchemy URL; default SQLite in the data folder
    search    Elasticsearch URL, or "" for the embedded engine in the data folder
    key       secret of the installation as text, or "" for the key file in the data folder
    metrics_token  bearer token for /metrics from other machines, or "" for this machine only
    proxies   addresses and networks, with commas, of the reverse proxies whose word on who asks
              and over which scheme is taken; "" for none
    address   how browsers reach the hotline, such as https://hotline.example, or "" for what each
              request says
    crypto    "aes" or "sm": by which algorithms personal data is encrypted and found
    sign_on   the provider of single sign-on; without issuer there is none
    wechat_api  where WeChat's interface is
    notices_to, notices_secret  where messages for staff go, such as a gateway of SMS or WeChat
              Work, and by which secret they are signed; "" for nowhere
    webhook_networks  addresses and networks inside the house, with commas, to which webhooks may go
    """

    data: Path
    database: str = field(repr=False)
    search: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
    proxies: str = ""
    address: str = ""
    crypto: str = "aes"
    sign_on: SignOnSettings = NO_SIGN_ON
    wechat_api: str = WECHAT_API
    webhook_networks: str = ""
    notices_to: str = ""
    notices_secret: str = field(default="", repr=False)

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")


def read_settings(
    data: str | Path | None = None,
    database: str | None = None,
    search: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Arguments first, then HOTLINE_DATA, HOTLINE_DATABASE, HOTLINE_SEARCH, HOTLINE_KEY,
    HOTLINE_METRICS_TOKEN, HOTLINE_PROXIES, HOTLINE_ADDRESS, HOTLINE_CRYPTO, HOTLINE_OIDC_ISSUER,
    HOTLINE_OIDC_CLIENT, HOTLINE_OIDC_SECRET, HOTLINE_OIDC_NAME, HOTLINE_OIDC_MFA,
    HOTLINE_WECHAT_API, HOTLINE_WEBHOOK_NETWORKS, HOTLINE_NOTICES_TO, HOTLINE_NOTICES_SECRET, then
    the defaults.

    HOTLINE_SEARCH_KEY is an API key for the search cluster; so no secret need stand in its address.
    """
    env = os.environ if environ is None else environ
    folder = Path(data or env.get("HOTLINE_DATA") or "data").expanduser().absolute()
    url = database or env.get("HOTLINE_DATABASE") or f"sqlite:///{folder / 'hotline.db'}"
    return Settings(
        data=folder,
        database=_with_driver(url),
        search=_with_api_key(
            search or env.get("HOTLINE_SEARCH", ""), env.get("HOTLINE_SEARCH_KEY", "")
        ),
        key=env.get("HOTLINE_KEY", ""),
        metrics_token=env.get("HOTLINE_METRICS_TOKEN", ""),
        proxies=env.get("HOTLINE_PROXIES", ""),
        address=env.get("HOTLINE_ADDRESS", "").rstrip("/"),
        crypto=env.get("HOTLINE_CRYPTO") or "aes",
        sign_on=_read_sign_on(env),
        wechat_api=env.get("HOTLINE_WECHAT_API") or WECHAT_API,
        webhook_networks=env.get("HOTLINE_WEBHOOK_NETWORKS", ""),
        notices_to=env.get("HOTLINE_NOTICES_TO", ""),
        notices_secret=env.get("HOTLINE_NOTICES_SECRET", ""),
    )


def _read_sign_on(env: Mapping[str, str]) -> SignOnSettings:
    return SignOnSettings(
        issuer=env.get("HOTLINE_OIDC_ISSUER", ""),
        client=env.get("HOTLINE_OIDC_CLIENT", ""),
        secret=env.get("HOTLINE_OIDC_SECRET", ""),
        name=env.get("HOTLINE_OIDC_NAME") or NO_SIGN_ON.name,
        trusts_mfa=env.get("HOTLINE_OIDC_MFA", "") == "trust",
    )


def _with_driver(url: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _with_api_key(address: str, key: str) -> str:
    """The key where the engine looks for it; an address that names somebody keeps that name."""
    scheme, mark, rest = address.partition("://")
    if not key or not mark or "@" in rest.partition("?")[0]:
        return address
    return f"{scheme}://apikey:{quote(key, safe='')}@{rest}"
