"""Settings of one installation: read when asked for, never at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where the data is and which engines serve it.

    data      folder with database, search index, models, attachments, keys
    database  SQLAlchemy URL; default SQLite in the data folder
    search    Elasticsearch URL, or "" for the embedded engine in the data folder
    key       secret of the installation as text, or "" for the key file in the data folder
    """

    data: Path
    database: str
    search: str = ""
    key: str = ""

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")


def read_settings(
    data: str | Path | None = None,
    database: str | None = None,
    search: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Arguments first, then HOTLINE_DATA, HOTLINE_DATABASE, HOTLINE_SEARCH, HOTLINE_KEY, then the defaults."""
    env = os.environ if environ is None else environ
    folder = Path(data or env.get("HOTLINE_DATA") or "data").expanduser().absolute()
    url = database or env.get("HOTLINE_DATABASE") or f"sqlite:///{folder / 'hotline.db'}"
    return Settings(
        data=folder,
        database=_with_driver(url),
        search=search or env.get("HOTLINE_SEARCH", ""),
        key=env.get("HOTLINE_KEY", ""),
    )


def _with_driver(url: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url
