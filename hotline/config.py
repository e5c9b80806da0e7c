"""Settings of one installation: read when asked for, never at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote


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
    """

    data: Path
    database: str = field(repr=False)
    search: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
    proxies: str = ""

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
    HOTLINE_METRICS_TOKEN, HOTLINE_PROXIES, then the defaults.

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
