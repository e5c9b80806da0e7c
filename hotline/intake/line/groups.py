"""Reports that arrive at the same time are read together, and share one transaction and one commit.

A group that fails is tried again report by report, so that a bad one harms no other.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hotline.casework.prepared import Prepared, Submission, prepare_all, unread
from hotline.casework.receive import Receipt, store
from hotline.casework.ticket_opening import HINTED_AT_ONCE
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError
from hotline.intake.line.link import Message, Numbered, joined
from hotline.intake.line.time_budget import OverTime, at_most
from hotline.storage.database import Database

log = logging.getLogger("hotline.intake")
# Computing time for a group, and for a report alone; an ordinary one takes a thousandth.
READING_SECONDS = 2.0


def read_group(
    group: Sequence[Numbered[Submission]], desk: Callable[[], Desk]
) -> Message[Prepared]:
    """Place, category and unit of each report, without any ticket of the database.

    A report that is not read in time goes on unread, for the dispatcher; it stops no other.
    """
    if not group:
        return Message([], [])
    try:
        current = desk()
        # Reading a model takes its second once; that is no report's fault.
        current.classifier.now()
        with at_most(READING_SECONDS):
            prepared = prepare_all([submission for _, submission in group], current)
    except OverTime:
        if len(group) == 1:
            log.warning("a report was not read in %s s and goes on unread", READING_SECONDS)
            return Message([(group[0][0], unread(group[0][1], current))], [])
        return joined([read_group([item], desk) for item in group])
    except Exception as error:
        if len(group) == 1:
            return _refused(group[0][0], error)
        return joined([read_group([item], desk) for item in group])
    return Message([(number, read) for (number, _), read in zip(group, prepared, strict=True)], [])


class GroupWriter:
    """`write` returns after the commit, which is safe from the power going off when
    `Database.reach_disk` returns.
    """

    def __init__(self, database: Database, desk: Callable[[], Desk]) -> None:
        self._database, self._desk = database, desk
        self._last = 0

    def write(self, group: Sequence[Numbered[Prepared]]) -> Message[Receipt]:
        """Receipt or error of each report, by its number."""
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
            return _refused(group[0][0], error)

    def _again(self, group: Sequence[Numbered[Prepared]]) -> Message[Receipt]:
        """Another process stored the same reference or caller a moment ago: now it is found."""
        try:
            return self._together(group)
        except Exception as error:
            return _refused(group[0][0], error)

    def _together(
        self, group: Sequence[Numbered[Prepared]], *, hinted: bool = True
    ) -> Message[Receipt]:
        outcome, desk = Message[Receipt]([], []), self._desk()
        with self._database.writing(waits=False) as session:
            receipts = store(session, [prepared for _, prepared in group], desk, hinted=hinted)
        for (number, _), receipt in zip(group, receipts, strict=True):
            if isinstance(receipt, Exception):
                outcome.refused.append((number, receipt))
            else:
                outcome.items.append((number, receipt))
        return outcome


def _refused(number: int, error: Exception) -> Message[Any]:
    """The error as the sender's process may have it: one that nobody foresaw stays here, in the
    log, without its text.
    """
    if not isinstance(error, HotlineError | SQLAlchemyError):
        log.error(
            "a report failed: %s\n%s",
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__)),
        )
        error = RuntimeError(type(error).__name__)
    return Message([], [(number, error)])
