"""The intake reader: takes reports from the server, finds category, place and unit of each, hands them to the writer.

It reads no ticket and writes nothing, so it may compute beside the writer; both end when the server's socket closes.
"""

import logging
import signal
import socket
from collections.abc import Callable
from contextlib import closing

from hotline.casework.desk import Desk
from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.intake.groups import LARGEST_GROUP, Waiting, read_group
from hotline.intake.link import groups, pack

log = logging.getLogger("hotline.intake")


def read_until_closed(requests: socket.socket, writer: socket.socket, desk: Callable[[], Desk]) -> None:
    """Group after group; ends early when the writer is gone, which tells the server itself."""
    with requests, writer:
        try:
            for group, _ in groups(requests, Waiting, LARGEST_GROUP):
                writer.sendall(pack(*read_group(group, desk)))
        except BrokenPipeError:
            log.warning("the intake reader ends: its writer is gone")


def work(settings: Settings, requests: socket.socket, writer: socket.socket) -> None:
    """What the reader's process does."""
    # Imported here so that a reader in a thread does without.
    from hotline.casework.desk_holder import DeskHolder
    from hotline.casework.settle import settle
    from hotline.storage.database import open_database
    from hotline.storage.vault import open_vault

    logging.basicConfig(level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server, which hears it too, closes the socket when it is done
    signal.signal(signal.SIGTERM, lambda *_: requests.shutdown(socket.SHUT_RD))  # what came is still read and written
    with (
        closing(open_database(settings, create=False)) as database,
        closing(DeskHolder(database, open_vault(settings))) as desks,
    ):
        _warm(desks)
        settle()
        read_until_closed(requests, writer, desks)


def _warm(desks: Callable[[], Desk]) -> None:
    """Read city and model before the first report comes; a missing city is told to those who send."""
    try:
        desks().classifier.now()
    except HotlineError as error:
        log.warning("%s", error)
