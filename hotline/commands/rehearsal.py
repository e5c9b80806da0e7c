"""A desk to try things at without writing: on the installation's data if there is any, else on a
throw-away 示例市.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import Session

from hotline.commands.city_desk import open_city_desk
from hotline.config import Settings, read_settings
from hotline.desk.desk import Desk, open_desk
from hotline.domain.errors import NoCity
from hotline.storage.database import Database
from hotline.storage.vault import Vault


@contextmanager
def open_rehearsal(settings: Settings) -> Iterator[tuple[Session | None, Desk]]:
    """A session to read from, or None where there is no data yet, and a desk with a key of its
    own.
    """
    if not _exists(settings):
        yield None, _throw_away_desk()
        return
    database = Database(settings)
    try:
        with database.reading() as session:
            yield session, _desk(session)
    finally:
        database.close()


def _desk(session: Session) -> Desk:
    try:
        return open_desk(session, Vault(secrets.token_bytes(32)))
    except NoCity:
        return _throw_away_desk()


def _throw_away_desk() -> Desk:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_city_desk(read_settings(folder, environ={})) as (_, desk),
    ):
        return desk


def _exists(settings: Settings) -> bool:
    if not settings.is_sqlite:
        return True
    return Path(make_url(settings.database).database or "").is_file()
