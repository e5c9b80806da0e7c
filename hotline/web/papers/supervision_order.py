"""督办单: the printed supervision order.

Texts are masked, and a confidential matter is not told at all.
"""

from datetime import datetime

from classifiers.personal import find_personal, mask
from hotline.desk.desk import Desk
from hotline.domain.models import SupervisionOrder, Ticket
from hotline.domain.vocabulary import LEVELS, REQUEST_TYPES, URGENCIES
from hotline.papers.paper import Paper, PaperSection
from hotline.storage.supervisions import Instruction
from hotline.web.labels import CLOCK, ORDER_OF_LEADER, instructed_by, role_name
from hotline.web.names import Names, when

HIDDEN = "（保密件，内容请在系统内查看）"
GONE = "（工单已转由其他单位办理，内容不再显示）"
FOOT = "本单由热线系统生成，诉求内容中的个人信息已隐去；不得对外公开。"


def supervision_paper(
    order: SupervisionOrder,
    ticket: Ticket,
    desk: Desk,
    *,
    may_read: bool,
    instruction: Instruction | None = None,
) -> Paper:
    """`may_read`: whether who prints it sees the ticket; `instruction`: who gave it, of a 批示."""
    names, city = Names(desk.city), desk.city
    receiver = (
        f"{names.unit(order.unit)}（{role_name(order.role)}）"
        if order.role
        else names.unit(order.unit)
    )
    return Paper(
        title=f"{city.name}12345热线{ORDER_OF_LEADER if instruction else LEVELS[order.level]}单",
        number=order.number or f"工单 {order.ticket_no}",
        facts=[
            ("承办单位", receiver),
            ("工单编号", order.ticket_no),
            ("诉求类别", _kind(ticket, names)),
            ("督办原因", _reason(order, instruction)),
            ("签发时间", when(order.issued_at)),
            ("反馈时限", when(order.due_at)),
        ],
        sections=[
            PaperSection("诉求内容", _content(ticket, may_read=may_read)),
            PaperSection("批示内容" if instruction else "督办要求", _without_numbers(order.demand)),
            PaperSection("承办单位反馈", _said(order.answer, order.answered_at)),
            PaperSection(
                "销号意见", _said(order.closing, order.closed_at if order.closing else None)
            ),
        ],
        signed=[f"{names.unit(city.centre)}", f"{order.issued_at:%Y 年 %-m 月 %-d 日}", "（盖章）"],
        foot=("示例数据，非现行权责。" if city.example else "") + FOOT,
    )


def _kind(ticket: Ticket, names: Names) -> str:
    kind, urgency = REQUEST_TYPES.get(ticket.request_type, ""), URGENCIES.get(ticket.urgency, "")
    return f"{kind}，{names.category(ticket.category)}，{urgency}"


def _reason(order: SupervisionOrder, instruction: Instruction | None) -> str:
    if instruction:
        return f"{instructed_by(instruction)}批示，第 {order.cycle} 次办理"
    if order.clock:
        return f"{CLOCK[order.clock]}时限 {when(order.clock_due)}，第 {order.cycle} 次办理"
    return (
        f"第 {order.cycle} 次办理"
        if not order.rule
        else f"多次办理或流转未解决，第 {order.cycle} 次办理"
    )


def _content(ticket: Ticket, *, may_read: bool) -> str:
    if ticket.secrecy == "confidential":
        return HIDDEN
    return mask(ticket.content) if may_read else GONE


def _without_numbers(text: str) -> str:
    """An official's own words: what looks like a name in them (负责人包案) is none, numbers are
    masked all the same.
    """
    for span in find_personal(text):
        if span.kind != "name":
            text = text[: span.start] + "*" * (span.end - span.start) + text[span.end :]
    return text


def _said(text: str, at: datetime | None) -> str:
    return f"{mask(text)}（{when(at)}）" if at else "　"
