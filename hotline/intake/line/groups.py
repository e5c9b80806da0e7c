"""Reports that arrive at the same time share one transaction and one commit.

A group that fails is tried again one by one, so that one bad report harms no other.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hotline.casework.receive import Prepared, Receipt, prepare_all, store
from hotline.casework.ticket_opening import HINTED_AT_ONCE
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.domain.permissions import Actor
from hotline.domain.reports import IncomingReport
from hotline.intake.line.link import Message, joined
from hotline.storage.database import Database

log = logging.getLogger("hotline.intake")


class Waiting(NamedTuple):
    """A report that waits for its ticket, under the number by which its sender is told."""

    number: int
    actor: Actor
    report: IncomingReport
    key: str


class Slip(NamedTuple):
    """What goes back to the sender of a report: of its ticket what the answer needs."""

    no: str
    query_code: str
    created: bool
    status: str
    unit: str
    category: str
    request_type: str
    urgency: str
    created_at: datetime
    due_at: datetime | None
    due_handle: datetime | None


class Read(NamedTuple):
    """A report that was read and is to be written."""

    number: int
    actor: Actor
    prepared: Prepared


class Answer(NamedTuple):
    number: int
    slip: Slip


def read_group(group: Sequence[Waiting], desk: Callable[[], Desk]) -> Message[Read]:
    """Place, category and unit of each report, without any ticket of the database."""
    if not group:
        return Message([], [])
    try:
        prepared = prepare_all([(item.report, item.key) for item in group], desk())
        return Message(
            [Read(item.number, item.actor, one) for item, one in zip(group, prepared, strict=True)],
            [],
        )
    except Exception as error:
        if len(group) == 1:
            return Message([], [(group[0].number, _told(error))])
        return joined([read_group([item], desk) for item in group])


class GroupWriter:
    """`write` returns after the commit, which is safe from the power going off when
    `Database.reach_disk` returns.
    """

    def __init__(self, database: Database, desk: Callable[[], Desk]) -> None:
        self._database, self._desk = database, desk
        self._last = 0

    def write(self, group: Sequence[Read]) -> Message[Answer]:
        """Slip or error of each report, by its number."""
        if not group:
            return Message([], [])
        # A small group behind a large one is still part of the burst.
        hinted, self._last = self._last <= HINTED_AT_ONCE, len(group)
        try:
            return self._together(group, hinted=hinted)
        except Exception as error:
            if len(group) > 1:
                return joined([self.write([item]) for item in group])
            if isinstance(error, IntegrityError):
                return self._again(group)
            return Message([], [(group[0].number, _told(error))])

    def _again(self, group: Sequence[Read]) -> Message[Answer]:
        """Another process stored the same reference or caller a moment ago: now it is found."""
        try:
            return self._together(group)
        except Exception as error:
            return Message([], [(group[0].number, _told(error))])

    def _together(self, group: Sequence[Read], *, hinted: bool = True) -> Message[Answer]:
        outcome = Message[Answer]([], [])
        desk = self._desk()
        with self._database.writing(waits=False) as session:
            for actor, items in groupby(group, key=lambda one: one.actor):
                mine = list(items)
                receipts = store(
                    session, actor, [one.prepared for one in mine], desk, hinted=hinted
                )
                for one, receipt in zip(mine, receipts, strict=True):
                    if isinstance(receipt, Exception):
                        outcome.refused.append((one.number, receipt))
                    else:
                        outcome.items.append(Answer(one.number, _slip(receipt)))
        return outcome


def _slip(receipt: Receipt) -> Slip:
    ticket = receipt.ticket
    return Slip(
        ticket.no,
        receipt.query_code,
        receipt.created,
        str(ticket.status),
        ticket.unit,
        ticket.category,
        ticket.request_type,
        ticket.urgency,
        ticket.created_at,
        ticket.due_at,
        ticket.due_handle,
    )


def _told(error: Exception) -> Exception:
    """The error as the sender's process may have it: others stay here, in the log, without their
    words.
    """
    if isinstance(error, HotlineError | SQLAlchemyError):
        return error
    log.error(
        "a report failed: %s\n%s",
        type(error).__name__,
        "".join(traceback.format_tb(error.__traceback__)),
    )
    return RuntimeError(type(error).__name__)
