"""A file, the command on it, and what stands in the data folder afterwards."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.domain.models import Caller, Comment, Ticket
from hotline.storage.database import Database
from hotline.storage.vault import open_vault


@dataclass(frozen=True)
class Imported:
    """Exit code, the JSON summary, standard error, and the rows of the rejects
    file.
    """

    exit_code: int
    summary: dict[str, Any]
    stderr: str
    rejects: list[dict[str, str]]
    error: HotlineError | None = None

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return tuple(self.summary[name] for name in ("read", "created", "skipped", "rejected"))


@pytest.fixture
def run_import(settings: Settings, tmp_path: Path) -> Callable[..., Imported]:
    """Import bytes under a file name into the fresh installation."""

    def run(content: bytes | str, *options: str, name: str = "reports.csv") -> Imported:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        arguments = ["import", str(file), "--data", str(settings.data), "--json", *options]
        result = CliRunner().invoke(hotline, arguments)
        if result.exception is not None and not isinstance(
            result.exception, HotlineError | SystemExit
        ):
            raise result.exception
        rejected = settings.data / f"{name}.rejected.csv"
        rows = (
            list(csv.DictReader(rejected.open(encoding="utf-8", newline="")))
            if rejected.exists()
            else []
        )
        summary = json.loads(result.stdout) if result.exit_code == 0 else {}
        error = result.exception if isinstance(result.exception, HotlineError) else None
        return Imported(result.exit_code, summary, result.stderr, rows, error)

    return run


@pytest.fixture
def tickets(database: Database) -> Callable[[], list[Ticket]]:
    def read() -> list[Ticket]:
        with database.reading() as session:
            return list(session.exec(select(Ticket).order_by(Ticket.id)))

    return read


@pytest.fixture
def remarks(database: Database) -> Callable[[], list[str]]:
    """What stands beside the tickets for staff."""

    def read() -> list[str]:
        with database.reading() as session:
            rows = session.exec(select(Comment).order_by(Comment.id))
            return [row.text for row in rows if row.audience == "staff"]

    return read


@pytest.fixture
def phone_of(database: Database, settings: Settings) -> Callable[[Ticket], str]:
    def read(ticket: Ticket) -> str:
        with database.reading() as session:
            caller = session.get(Caller, ticket.caller_id) if ticket.caller_id else None
            return open_vault(settings).decrypt(caller.phone) if caller and caller.phone else ""

    return read
