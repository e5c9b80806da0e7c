"""The words of a notice: the rule's own, for one matter or for many. No name, phone or content of a
caller stands in them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from classifiers.personal import mask
from hotline.domain.call_wish import DO_NOT_CALL, must_not_be_called
from hotline.domain.hiding import hides_caller
from hotline.domain.ladder.ladder import Level
from hotline.domain.models import Notice, SupervisionOrder, Ticket
from hotline.domain.notice_rules import (
    OF_BULLETIN,
    OF_CHATS,
    OF_DANGER,
    OF_PERSON,
    WITHOUT_TICKET,
    NoticeRule,
)
from hotline.domain.outcomes import NoticeKind
from hotline.domain.time.clocks import STAGE
from hotline.domain.time.deadlines import CLOCKS
from hotline.domain.vocabulary import LEVELS
from hotline.storage.supervisions import Instruction

UNTITLED, NO_CLOCK = "…", "—"
# The part of a sentence that tells of a clock: left out where none ran.
_WITH_CLOCK = re.compile(r"，[^，。{}]*(?:\{clock\}[^，。{}]*)?\{due\}[^，。{}]*")
MOST_NAMED = 5
CALL = "请电话联系诉求人"
# Of many the rule's own words, with how many instead of the one and without its title.
_TITLE = re.compile("“[^“”]*\\{title\\}[^“”]*”")
MANY, OF_WARNINGS = "{count} 件（{first}）", "{count} 项"
EARLIEST, ALSO_EARLIEST = "{due}（最早一件）", "最早一件的{clock}时限 {due}。"
LIST = "/notices"


class Matters(NamedTuple):
    """What notices are about: tickets by number, orders of supervision by id, titles of
    bulletins by id; the status and the clock of each notice's own moment by its id.
    """

    tickets: Mapping[str, Ticket]
    orders: Mapping[int, SupervisionOrder]
    bulletins: Mapping[int, str]
    clocks: Mapping[int, tuple[str, datetime | None]]
    instructions: Mapping[int, Instruction] = {}


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
    if is_of_leader(notice, matters):
        pattern = _of_leaders(pattern, [matters.instructions[order_id]])
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


def is_of_leader(notice: Notice, matters: Matters) -> bool:
    """Whether it tells of a written order that a leader's 批示 made."""
    return notice.kind == NoticeKind.WRITTEN and notice.order_id in matters.instructions


def _of_leaders(pattern: str, instructions: Iterable[Instruction]) -> str:
    """The rule's words for a written order, which name leaders' 批示 and who gave them."""
    names = "、".join(dict.fromkeys(instruction.name for instruction in instructions))
    usual = LEVELS[Level.WRITTEN]
    called = f"领导批示（{names}）".replace("{", "").replace("}", "")
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


def subjects_of(notices: Iterable[Notice]) -> list[str]:
    """The tickets or warnings that notices are about, each once; of anything else each notice."""
    return list(dict.fromkeys(_subject(notice) for notice in notices))


def _subject(notice: Notice) -> str:
    if notice.warning_id is not None:
        return f"warning {notice.warning_id}"
    return notice.ticket_no or f"notice {notice.id}"


def text_of_many(
    rule: NoticeRule, notices: Sequence[Notice], matters: Matters, root: str | None
) -> str:
    """What happened, to how many, the earliest clock, what to do and where."""
    subjects = subjects_of(notices)
    if len(subjects) == 1:
        return text_of(rule, notices[-1], matters, root)
    link = "" if root is None else root + LIST
    count = len(subjects)
    if notices[0].warning_id is not None or rule.kind in WITHOUT_TICKET:
        newest = notices[-1].ticket_no
        text = rule.text.format(no=newest, title="", clock="", due="", link=link, call="")
        return f"{OF_WARNINGS.format(count=count)}{text}".strip()
    more = " 等" if count > MOST_NAMED else ""
    first = "、".join(subjects[:MOST_NAMED]) + more
    clock, due = _earliest(notices, matters)
    pattern = _TITLE.sub("", rule.text if due else _WITH_CLOCK.sub("", rule.text))
    if led := [notice.order_id for notice in notices if is_of_leader(notice, matters)]:
        pattern = _of_leaders(pattern, [matters.instructions[number or 0] for number in led])
    if due and "{due}" not in pattern:
        also = ALSO_EARLIEST.format(clock=clock, due=due)
        pattern = pattern.replace("{link}", also + "{link}")
    return pattern.format(
        no=MANY.format(count=count, first=first),
        title=UNTITLED,
        clock=clock,
        due=EARLIEST.format(due=due),
        link=link,
        call=CALL,
    ).strip()


def _earliest(notices: Iterable[Notice], matters: Matters) -> tuple[str, str]:
    """The clock that ends first of those that the notices tell of, and its end, in words."""
    ends = []
    for notice in notices:
        ticket = matters.tickets.get(notice.ticket_no)
        order = matters.orders.get(notice.order_id or 0)
        clock, due_at = _clock(ticket, order, matters.clocks.get(notice.row_id))
        ends += [(due_at, clock)] if due_at else []
    due_at, clock = min(ends, default=(None, ""))
    return CLOCKS[clock].name if clock else "", f"{due_at:%m-%d %H:%M}" if due_at else ""
