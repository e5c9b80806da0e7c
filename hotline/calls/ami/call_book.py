"""The calls of one phone system in the database, for who listens to it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from hotline.calls.record import record_event
from hotline.desk.desk import Desk
from hotline.domain.calls.events import CallEvent
from hotline.storage.calls import SAME_CALL, open_calls_of
from hotline.storage.database import Database


class StoredCallBook:
    """`source` names the phone system."""

    def __init__(
        self,
        database: Database,
        desks: Callable[[], Desk],
        source: str,
        now: Callable[[], datetime],
    ) -> None:
        self.database, self.desks, self.source, self.now = database, desks, source, now

    def open_ids(self) -> Sequence[str]:
        """Numbers of the calls that have not ended."""
        with self.database.reading() as session:
            calls = open_calls_of(session, self.source, self.now() - SAME_CALL)
            return [call.call_id for call in calls]

    def record(self, event: CallEvent) -> None:
        """Of two listeners that meet a new call one tries again."""
        try:
            self._record(event)
        except IntegrityError:
            self._record(event)

    def _record(self, event: CallEvent) -> None:
        with self.database.writing() as session:
            record_event(session, event, self.desks(), source=self.source)
