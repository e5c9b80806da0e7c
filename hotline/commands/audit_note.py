"""What a command does stands in the audit log of its installation."""

import getpass
from contextlib import closing
from typing import Any

from hotline.config import Settings
from hotline.domain.audit import AuditKind


def note_command(settings: Settings, kind: AuditKind, *, by: str, **fields: Any) -> None:
    """Append an entry in a transaction of its own; `by` is the name that was given, if any."""
    from hotline.domain.time.times import city_now
    from hotline.storage.audit import note
    from hotline.storage.database import open_database

    with closing(open_database(settings)) as database, database.writing() as session:
        note(session, kind, city_now(), actor=by or operator(), **fields)


def operator() -> str:
    """Who runs the command, as the audit log names them."""
    try:
        return f"os:{getpass.getuser()}"
    except (KeyError, OSError):
        return "os:"
