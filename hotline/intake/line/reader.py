"""The intake reader: takes reports from the server, finds category, place and unit of each,
hands them to the writer.

It reads no ticket and writes nothing, so it may compute beside the writer; both end when the
server's socket closes.
"""

import logging
import signal
import socket
from collections.abc import Callable

from hotline.casework.prepared import Submission
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.intake.line.groups import read_group
from hotline.intake.line.link import groups, pack
from hotline.intake.line.own_process import opened

log = logging.getLogger("hotline.intake")


def read_until_closed(
    requests: socket.socket, writer: socket.socket, desk: Callable[[], Desk]
) -> None:
    """Group after group; ends early when the writer is gone, which tells the server itself."""
    with requests, writer:
        try:
            for group, _ in groups(requests, Submission):
                writer.sendall(pack(*read_group(group, desk)))
        except BrokenPipeError:
            log.warning("the intake reader ends: its writer is gone")


def work(settings: Settings, requests: socket.socket, writer: socket.socket) -> None:
    """What the reader's process does."""
    # The server, which hears it too, closes the socket when it is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What came is still read and written.
    signal.signal(signal.SIGTERM, lambda *_: requests.shutdown(socket.SHUT_RD))
    with opened(settings, reads=True) as (_, desks):
        read_until_closed(requests, writer, desks)
