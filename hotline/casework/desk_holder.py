"""The desk of the city in force, shared by all threads and opened again when a newer city pack is loaded."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, func, select

from hotline.casework.desk import Desk, open_desk
from hotline.domain.models import CityVersion
from hotline.domain.times import city_now
from hotline.storage.database import Database
from hotline.storage.vault import Vault

LOOK_EVERY = 1.0


class DeskHolder:
    """Call it for the desk; raises NoCity until a city pack is loaded."""

    def __init__(self, database: Database, vault: Vault, *, now: Callable[[], datetime] = city_now) -> None:
        self.database, self.vault, self.now = database, vault, now
        self._opening = threading.Lock()
        self._desk: Desk | None = None
        self._version: int | None = None
        self._looked = -LOOK_EVERY

    @property
    def current(self) -> Desk | None:
        """The desk without looking at the database; None when it is time to look."""
        return self._desk if time.monotonic() - self._looked < LOOK_EVERY else None

    def __call__(self) -> Desk:
        if (desk := self.current) is not None:
            return desk
        with self._opening, self.database.reading() as session:
            return self._look(session)

    def _look(self, session: Session) -> Desk:
        version = session.exec(select(func.max(CityVersion.id))).one()
        if self._desk is None or version != self._version:
            self._desk, self._version = open_desk(session, self.vault, now=self.now), version
        self._looked = time.monotonic()
        return self._desk
