"""A session for many steps: their history and assignments are written table by table, everything
else by the session.
"""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from hotline.storage.bulk import Bulk, DraftRow


class Ledger(Bulk):
    """Stands in for a Session towards the casework.

    A step that asks after it has added a row of its own finds that row; what earlier steps of a
    ticket added must have been flushed before its next step.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self._has_own_row = False

    def begin_step(self) -> None:
        self._has_own_row = False

    def add(self, row: Any) -> None:
        if isinstance(row, DraftRow):
            super().add(row)
        else:
            self.session.add(row)
            self._has_own_row = True

    def add_all(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.add(row)

    def exec(self, statement: Any) -> Any:
        if self._has_own_row:
            self.flush()
        return self.session.exec(statement)

    def flush(self) -> None:
        self.session.flush()
        super().flush()
        self._has_own_row = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)
