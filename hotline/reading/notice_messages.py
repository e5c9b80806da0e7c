"""Notices in the words of the city: for the page of whoever is signed in, and as messages for
senders outside the house. No name, phone or content of a caller stands in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.models import Notice
from hotline.domain.notice_rules import (
    ALARMS,
    OF_BULLETIN,
)
from hotline.domain.outcomes import NoticeKind
from hotline.domain.overtaken import TAKEN_BACK
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.reading.notice_texts import Matters, is_of_leader, subjects_of, text_of, text_of_many
from hotline.storage.bulletins import titles_of
from hotline.storage.notices import clocks_then, orders_of, tickets_of, unsent
from hotline.storage.supervisions import instructing

OLDEST = timedelta(days=15)


@dataclass(frozen=True)
class NoticeGroup:
    """Notices of one kind to one receiver that are one line or one message."""

    kind: NoticeKind
    receiver: str
    text: str
    notices: Sequence[Notice]
    is_instruction: bool = False

    @property
    def count(self) -> int:
        """How many matters it is about, of which one may have several notices."""
        return len(subjects_of(self.notices))

    @property
    def alarms(self) -> bool:
        """Of danger, and unread."""
        return self.kind in ALARMS and self.notices[0].read_at is None

    @property
    def is_taken_back(self) -> bool:
        return self.notices[0].read_by == TAKEN_BACK


def shown_notices(
    session: Session, actor: Actor, notices: Sequence[Notice], desk: Desk
) -> list[NoticeGroup]:
    """For the reader's own page, unread danger first, then the newest; many unread ones of a kind
    are one line. No text has the link, for the line itself leads there.

    The title of a ticket that they do not see, or no longer, stands in none.
    """
    matters = _matters(session, notices)
    visible = {no: ticket for no, ticket in matters.tickets.items() if can_see(actor, ticket)}
    matters = matters._replace(tickets=visible)
    bundled = [notice for notice in notices if notice.read_at is None]
    groups = _bundles(bundled, matters, desk, root=None)
    alone = [notice for notice in notices if notice.read_at is not None]
    groups += [_single(notice, matters, desk, root=None) for notice in alone]
    return sorted(groups, key=lambda group: (not group.alarms, -group.notices[0].row_id))


def messages(
    session: Session, desk: Desk, *, root: str = "", limit: int = 500
) -> list[NoticeGroup]:
    """What may leave the house now, oldest first: not in quiet hours, some in working time only,
    each once (`note_sent`). What was read on the page is not sent, nor what is older than any
    holiday: who names a receiver for the first time sends no year of old notices.

    root   the address of the hotline, in front of links
    """
    now = desk.now()
    # Asked by kind: what waits for the morning never stands before what may leave.
    quiet = desk.city.settings.quiet
    kinds = [
        rule.kind for rule in desk.city.notices if rule.leaves_at(now, desk.calendar, quiet) <= now
    ]
    ready = unsent(session, kinds, since=now - OLDEST, limit=limit)
    return _bundles(ready, _matters(session, ready), desk, root=root)


def _matters(session: Session, notices: Sequence[Notice]) -> Matters:
    bulletins = [notice.bulletin_id for notice in notices if notice.bulletin_id]
    orders = orders_of(session, notices)
    return Matters(
        tickets_of(session, notices),
        orders,
        titles_of(session, bulletins),
        clocks_then(session, notices),
        instructing(session, list(orders.values())),
    )


def _bundles(
    notices: Sequence[Notice], matters: Matters, desk: Desk, *, root: str | None
) -> list[NoticeGroup]:
    """Leaders' 批示 are no line with the orders of supervisors."""
    by_kind: dict[tuple[str, NoticeKind, bool], list[Notice]] = {}
    for notice in notices:
        key = (notice.receiver, notice.kind, is_of_leader(notice, matters))
        by_kind.setdefault(key, []).append(notice)
    groups = []
    for (receiver, kind, is_led), rows in by_kind.items():
        rule = desk.city.notice_rules.get(kind)
        if rule and rule.bundle and len(rows) >= rule.bundle and kind not in OF_BULLETIN:
            groups.append(
                NoticeGroup(kind, receiver, text_of_many(rule, rows, matters, root), rows, is_led)
            )
        else:
            groups += [_single(notice, matters, desk, root=root) for notice in rows]
    return groups


def _single(notice: Notice, matters: Matters, desk: Desk, *, root: str | None) -> NoticeGroup:
    rule = desk.city.notice_rules.get(notice.kind)
    text = text_of(rule, notice, matters, root) if rule else ""
    return NoticeGroup(notice.kind, notice.receiver, text, [notice], is_of_leader(notice, matters))
