"""The intake writer: writes what the reader hands over, as one group what waits, and answers
after the commit.
"""

import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from hotline.casework.prepared import Prepared
from hotline.casework.receive import Receipt
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.intake.line.groups import GroupWriter
from hotline.intake.line.link import Message, groups, joined, pack
from hotline.intake.line.own_process import opened
from hotline.storage.database import Database

# Seconds until a thread that computes lets another run: the one that waited for the disk, for it
# has answers to send.
TURN = 0.0005


def write_until_closed(
    reader: socket.socket, answers: socket.socket, database: Database, desk: Callable[[], Desk]
) -> None:
    """Group after group; while one reaches the disk, the next one is written."""
    writer = GroupWriter(database, desk)

    def answer(outcome: Message[Receipt]) -> None:
        try:
            database.reach_disk()
            answers.sendall(pack(*outcome))
        except Exception:
            # The server tells those who wait, and starts another line.
            answers.shutdown(socket.SHUT_RDWR)
            raise

    with reader, answers, ThreadPoolExecutor(1, thread_name_prefix="intake disk") as disk:
        for group, refused in groups(reader, Prepared):
            disk.submit(answer, joined([Message([], refused), writer.write(group)]))


def work(settings: Settings, reader: socket.socket, answers: socket.socket) -> None:
    """What the writer's process does."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        # It ends behind the reader, with everything that was read.
        signal.signal(stop, signal.SIG_IGN)
    sys.setswitchinterval(TURN)
    with opened(settings, reads=False) as (database, desks):
        write_until_closed(reader, answers, database, desks)
