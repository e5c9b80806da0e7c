"""Which schemas this program knows, and which one a database has."""

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = "alembic_version"


def alembic_config(connection: Connection | None = None) -> Any:
    """The configuration of Alembic; with the connection that its commands are to use."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@cache
def known_revisions() -> frozenset[str]:
    """Revisions of the schema that this program can bring to the newest."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


@cache
def newest_revision() -> str:
    """The revision that `migrate` leads to."""
    return str(_scripts().get_current_head())


def stored_revision(connection: Connection) -> str | None:
    """The revision of this database; None where there is no schema yet."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608


def _scripts() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_config())
