"""A session for many steps: their history and assignments are written table by table, everything else by the session."""

from collections.abc import Iterable
from typing import Any

from hotline.storage.bulk import Bulk, Draft


class Ledger(Bulk):
    """Stands in for a Session towards the casework; what it asks for must have been flushed before."""

    def exec(self, statement: Any) -> Any:
        return self.session.exec(statement)

    def add(self, row: Any) -> None:
        if isinstance(row, Draft):
            super().add(row)
        else:
            self.session.add(row)

    def add_all(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.add(row)

    def flush(self) -> None:
        self.session.flush()
        super().flush()
