"""Notices in the words of the city: for the page of whoever is signed in, and as messages for
senders outside the house. No name, phone or content of a caller stands in one.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.call_wish import DO_NOT_CALL, must_not_be_called
from hotline.domain.hiding import hides_caller
from hotline.domain.ladder.ladder import Level
from hotline.domain.models import Notice, SupervisionOrder, Ticket
from hotline.domain.notice_rules import (
    ALARMS,
    OF_BULLETIN,
    OF_CHATS,
    OF_DANGER,
    OF_PERSON,
    WITHOUT_TICKET,
    NoticeRule,
)
from hotline.domain.outcomes import NoticeKind
from hotline.domain.overtaken import TAKEN_BACK
from hotline.domain.permissions import can_see
from hotline.domain.roles import Actor
from hotline.domain.time.clocks import STAGE
from hotline.domain.time.deadlines import CLOCKS
from hotline.domain.vocabulary import LEVELS
from hotline.storage.bulletins import titles_of
from hotline.storage.notices import clocks_then, orders_of, tickets_of, unsent
from hotline.storage.supervisions import Instruction, instructing

UNTITLED, NO_CLOCK = "…", "—"
# The part of a sentence that tells of a clock: left out where none ran.
_WITH_CLOCK = re.compile(r"，[^，。{}]*(?:\{clock\}[^，。{}]*)?\{due\}[^，。{}]*")
MOST_NAMED = 5
OLDEST = timedelta(days=15)
CALL = "请电话联系诉求人"
MANY = "{count} 件：{first}"


class Matters(NamedTuple):
    """What notices are about: tickets by number, orders of supervision by id, titles of
    bulletins by id; the status and the clock of each notice's own moment by its id.
    """

    tickets: Mapping[str, Ticket]
    orders: Mapping[int, SupervisionOrder]
    bulletins: Mapping[int, str]
    clocks: Mapping[int, tuple[str, datetime | None]]
    instructions: Mapping[int, Instruction] = {}


@dataclass(frozen=True)
class NoticeGroup:
    """Notices of one kind to one receiver that are one line or one message."""

    kind: NoticeKind
    receiver: str
    text: str
    notices: Sequence[Notice]
    is_instruction: bool = False

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
    by_kind: dict[tuple[str, NoticeKind], list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault((notice.receiver, notice.kind), []).append(notice)
    groups = []
    for (receiver, kind), rows in by_kind.items():
        rule = desk.city.notice_rules.get(kind)
        if rule and rule.bundle and len(rows) >= rule.bundle and kind not in OF_BULLETIN:
            groups.append(NoticeGroup(kind, receiver, _many(rows), rows))
        else:
            groups += [_single(notice, matters, desk, root=root) for notice in rows]
    return groups


def _many(notices: Collection[Notice]) -> str:
    numbers = list(dict.fromkeys(notice.ticket_no for notice in notices))
    more = " 等" if len(numbers) > MOST_NAMED else ""
    return MANY.format(count=len(numbers), first="、".join(numbers[:MOST_NAMED]) + more)


def _single(notice: Notice, matters: Matters, desk: Desk, *, root: str | None) -> NoticeGroup:
    rule = desk.city.notice_rules.get(notice.kind)
    text = text_of(rule, notice, matters, root) if rule else ""
    is_instruction = notice.kind == NoticeKind.WRITTEN and notice.order_id in matters.instructions
    return NoticeGroup(notice.kind, notice.receiver, text, [notice], is_instruction)


def text_of(rule: NoticeRule, notice: Notice, matters: Matters, root: str | None) -> str:
    """The rule's words; without a ticket no title and no clock, without a `root` no link."""
    link = "" if root is None else root + address_of(notice)
    if notice.kind in WITHOUT_TICKET:
        return rule.text.format(link=link).strip()
    if notice.kind in OF_BULLETIN:
        title = matters.bulletins.get(notice.bulletin_id or 0, UNTITLED)
        return rule.text.format(title=title, link=link).strip()
    ticket = matters.tickets.get(notice.ticket_no)
    order_id = notice.order_id or 0
    order = matters.orders.get(order_id)
    clock, due_at = _clock(ticket, order, matters.clocks.get(notice.row_id))
    call = DO_NOT_CALL if must_not_be_called(ticket) else CALL
    pattern = _words(rule, call)
    if notice.kind == NoticeKind.WRITTEN and (instruction := matters.instructions.get(order_id)):
        pattern = _of_leader(pattern, instruction)
    return (
        (pattern if due_at else _WITH_CLOCK.sub("", pattern))
        .format(
            no=notice.ticket_no,
            title=_title(ticket),
            clock=CLOCKS[clock].name if clock else "",
            due=f"{due_at:%m-%d %H:%M}" if due_at else NO_CLOCK,
            link=link,
            call=call,
        )
        .strip()
    )


def _words(rule: NoticeRule, call: str) -> str:
    """The rule's own; who must not be called in danger is named whatever the city wrote."""
    is_unsaid = rule.kind in OF_DANGER and call == DO_NOT_CALL and "{call}" not in rule.text
    return f"{DO_NOT_CALL}。{rule.text}" if is_unsaid else rule.text


def _of_leader(pattern: str, instruction: Instruction) -> str:
    """The rule's words for a written order, which name a leader's 批示 and who gave it."""
    usual, called = (
        LEVELS[Level.WRITTEN],
        f"领导批示（{instruction.name}）".replace("{", "").replace("}", ""),
    )
    return pattern.replace(usual, called) if usual in pattern else f"{called}：{pattern}"


def _clock(
    ticket: Ticket | None,
    order: SupervisionOrder | None,
    then: tuple[str, datetime | None] | None,
) -> tuple[str, datetime | None]:
    """The clock that raised an order; else the one that ran at the notice's own moment (`then`),
    whatever runs now.
    """
    if ticket is None or then is None:
        return "", None
    if order and order.clock:
        return order.clock, order.clock_due
    status, due_at = then
    return (ticket.clock if due_at == ticket.due_at else STAGE.get(status, "")), due_at


def address_of(notice: Notice) -> str:
    """Where the reader of a notice goes on."""
    if notice.kind in OF_PERSON:
        return "/account"
    if notice.kind in OF_CHATS:
        return "/chats"
    if notice.kind == NoticeKind.WARNING_ENDED and notice.receiver.startswith("unit:"):
        return "/warnings"  # whose it was may no longer read it
    if notice.warning_id is not None:
        return f"/warnings/{notice.warning_id}"
    if notice.bulletin_id is not None:
        return f"/bulletins/{notice.bulletin_id}"
    return f"/tickets/{notice.ticket_no}"


def _title(ticket: Ticket | None) -> str:
    """Of who wants to be hidden nothing leaves the house, however harmless it looks."""
    return UNTITLED if ticket is None or hides_caller(ticket) else mask(ticket.title)
