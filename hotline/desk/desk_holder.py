"""The desk of the city in force, shared by all threads.

It follows the city pack, the live model and past dispatches.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, func, select

from hotline.desk.desk import Desk, open_desk
from hotline.desk.knowledge_index import KnowledgeIndex
from hotline.desk.learned_evidence import LearnedEvidence
from hotline.desk.live_model import LiveModel, models_folder
from hotline.domain.models import CityVersion
from hotline.domain.time.times import city_now
from hotline.storage.database import Database
from hotline.storage.vault import Vault
from routing.similar import SimilarCases

LOOK_EVERY = 1.0


class DeskHolder:
    """Call it for the desk; raises NoCity until a city pack is loaded.

    `learns` is False for a process that routes nothing and so needs no past dispatches.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        now: Callable[[], datetime] = city_now,
        learns: bool = True,
    ) -> None:
        self.database, self.vault, self.now = database, vault, now
        self._learns = learns
        self.model = LiveModel(models_folder(database.settings.data))
        self.evidence = LearnedEvidence(database, now=now)
        self.knowledge = KnowledgeIndex()
        self._opening = threading.Lock()
        self._desk: Desk | None = None
        self._version: int | None = None
        self._looked = float("-inf")

    @property
    def current(self) -> Desk | None:
        """The desk without looking at the database; None when it is time to look."""
        return self._desk if time.monotonic() - self._looked < LOOK_EVERY else None

    def __call__(self) -> Desk:
        if (desk := self.current) is not None:
            return desk
        with self._opening, self.database.reading() as session:
            return self._look(session)

    def look_again(self) -> None:
        """The next call looks at the database.

        A look that another thread has begun is waited for, as it may have seen what was before.
        """
        with self._opening:
            self._looked = float("-inf")

    def close(self) -> None:
        """Stop reading in the background."""
        self.evidence.close()

    def _look(self, session: Session) -> Desk:
        version = session.exec(select(func.max(CityVersion.id))).one()
        if self._desk is None or version != self._version:
            opened = open_desk(session, self.vault, now=self.now, model=self.model)
            self._desk = replace(opened, knowledge=self.knowledge)
            self._version = version
        if self._learns:
            self.evidence.keep_up()
        self._desk = _with(self._desk, self.evidence.cases)
        self._looked = time.monotonic()
        return self._desk


def _with(desk: Desk, cases: SimilarCases | None) -> Desk:
    """The same desk where nothing is new."""
    if cases is not None and desk.router.similar is not cases:
        desk = replace(desk, router=desk.router.with_similar(cases))
    return desk
