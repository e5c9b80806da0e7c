"""What a process of the intake line has at hand."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager

from analytics.hotspots.earlier import read_ahead
from hotline.config import Settings
from hotline.desk.desk_holder import DeskHolder
from hotline.domain.errors import HotlineError
from hotline.operation.garbage_collector import freeze_startup_objects
from hotline.storage.database import Database, open_database
from hotline.storage.vault import open_vault

log = logging.getLogger("hotline.intake")


@contextmanager
def opened(settings: Settings, *, reads: bool) -> Iterator[tuple[Database, DeskHolder]]:
    """Database and desks, the city read before the first report comes.

    Model and past dispatches too for a process that `reads`, for the one that writes what it
    compares with. Without a city each report is refused.
    """
    logging.basicConfig(level=logging.WARNING)
    with (
        closing(open_database(settings, create=False)) as database,
        closing(DeskHolder(database, open_vault(settings), learns=reads)) as desks,
    ):
        try:
            desk = desks()
            if reads:
                desk.classifier.now()
        except HotlineError as error:
            log.warning("%s", error)
        if not reads:
            read_ahead()
        freeze_startup_objects()
        yield database, desks
