"""A small year, played once for all tests."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from hotline.config import read_settings
from hotline.demo.demo_data import make_year
from hotline.demo.demo_staff import DemoStaff
from hotline.desk.desk import Desk, open_desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.storage.database import Database, open_database
from hotline.storage.vault import open_vault

END = datetime(2026, 3, 10)
COUNT = 400


@dataclass
class Year:
    database: Database
    desk: Desk
    crew: DemoStaff
    tickets: list[Ticket]
    history: list[HistoryEntry]


@pytest.fixture(scope="session")
def year(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    played = play(sqlite_template, tmp_path_factory.mktemp("year"), seed=7)
    yield played
    played.database.close()


def play(template: Path, folder: Path, *, seed: int, key: str = "") -> Year:
    shutil.copytree(template, folder / "data")
    settings = read_settings(folder / "data", environ={"HOTLINE_KEY": key} if key else {})
    database = open_database(settings)
    with database.reading() as session:
        desk = open_desk(session, open_vault(settings))
    with database.writing() as session:
        crew = make_year(
            session,
            desk,
            count=COUNT,
            seed=seed,
            end=END,
            password="for tests only",
            progress=lambda done: None,
        )
    with database.reading() as session:
        tickets = list(session.exec(select(Ticket).order_by(Ticket.id)))
        history = list(session.exec(select(HistoryEntry).order_by(HistoryEntry.id)))
    return Year(database, desk, crew, tickets, history)
