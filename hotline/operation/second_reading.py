"""The worker reads once more what waits because the machine was unsure of its category.

Only where the extra `sentences` is installed, beside the model that comes with the project and
beside a city's own that was trained with `--sentences`.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from classifiers.sentences import (
    Encoder,
    SentenceReader,
    default_weights,
    installed_encoder,
    reader_of,
)
from hotline.casework.prepared import Prepared
from hotline.casework.second_reading import read_again, send_read_again
from hotline.desk.desk import Desk
from hotline.desk.live_model import LiveModel, models_folder
from hotline.domain.roles import SYSTEM
from hotline.operation.chores import Shift
from hotline.storage.model_registry import DEFAULT, NONE, read_registry
from hotline.storage.unsure import unsure_tickets

# After so long a person has the report in hand.
YOUNG = timedelta(minutes=15)
# Seconds of a run, and reports that are looked at: the worker has other things to do.
BUDGET, AT_ONCE = 5.0, 200


class SecondReader:
    """Remembers the suggestion that it read last; after a restart it begins with the young ones."""

    def __init__(self, encoder: Callable[[], Encoder | None] = installed_encoder) -> None:
        self._encoder = encoder
        self._folder, self._model = Path(), LiveModel(Path())
        self._last = 0

    def __call__(self, shift: Shift) -> int:
        """How many reports went to their units."""
        folder = models_folder(shift.database.settings.data)
        live = read_registry(folder).live
        encoder = self._encoder() if live != NONE else None
        if encoder is None:
            return 0
        if folder != self._folder:
            self._folder, self._model = folder, LiveModel(folder)
        own = self._model().learned_sentences
        reader = reader_of(encoder, default_weights() if live == DEFAULT else own)
        if reader is None:
            return 0
        desk = shift.desk(self._model)
        with shift.database.reading() as session:
            sure = self._sure(session, desk, reader)
        if not sure:
            return 0
        with shift.database.writing() as session:
            return _send(session, desk, sure)

    def _sure(self, session: Session, desk: Desk, reader: SentenceReader) -> dict[int, Prepared]:
        """By id of the suggestion, as far as the budget goes; the rest comes with the next run."""
        until, sure = time.monotonic() + BUDGET, dict[int, Prepared]()
        since = desk.now() - YOUNG
        for suggestion, ticket in unsure_tickets(
            session, since=since, after=self._last, limit=AT_ONCE
        ):
            if time.monotonic() >= until:
                break
            prepared = read_again(ticket, suggestion, desk, reader=reader)
            if prepared.is_sure:
                sure[suggestion.row_id] = prepared
            self._last = suggestion.row_id
        return sure


def _send(session: Session, desk: Desk, sure: dict[int, Prepared]) -> int:
    """What nobody has touched in the meantime."""
    first = min(sure) - 1
    waiting = unsure_tickets(session, since=desk.now() - 2 * YOUNG, after=first, limit=2 * AT_ONCE)
    sent = [(suggestion, ticket) for suggestion, ticket in waiting if suggestion.row_id in sure]
    for suggestion, ticket in sent:
        prepared = sure[suggestion.row_id]
        send_read_again(session, SYSTEM, ticket, desk, suggestion=suggestion, prepared=prepared)
    return len(sent)
