"""A session for many steps: their history and assignments are written table by table."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from hotline.storage.bulk import Bulk
from hotline.storage.rows import DraftRow, RowSession


class BatchSession(RowSession):
    """A Session in the transaction of another, which gathers drafts until it is flushed.

    A step that asks after it has added a row of its own finds that row; what earlier steps of a
    ticket added must have been flushed before its next step.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session.connection(), expire_on_commit=False, autoflush=False)
        self._bulk = Bulk(self)
        self._has_own_row = False

    def begin_step(self) -> None:
        self._has_own_row = False

    def add(self, instance: object, *, _warn: bool = True) -> None:
        if isinstance(instance, DraftRow):
            self._bulk.add(instance)
        else:
            super().add(instance, _warn=_warn)
            self._has_own_row = True

    def exec(self, *arguments: Any, **options: Any) -> Any:
        if self._has_own_row:
            self.flush()
        return super().exec(*arguments, **options)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        super().flush(objects)
        self._bulk.flush()
        self._has_own_row = False
