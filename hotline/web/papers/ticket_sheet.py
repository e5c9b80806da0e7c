"""工单: the printed sheet of a ticket, masked; a confidential matter is not told."""

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.models import HistoryEntry, Ticket
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, RESULTS, URGENCIES
from hotline.papers.paper import Paper, PaperSection, Table
from hotline.web.action_names import ACTION_NAMES
from hotline.web.labels import STATUS
from hotline.web.names import Names, when
from hotline.web.papers.supervision_order import HIDDEN
from hotline.web.papers.watermark import EXAMPLE, MASKED


def ticket_paper(ticket: Ticket, history: list[HistoryEntry], desk: Desk, *, printed: str) -> Paper:
    """`ticket` as its reader may see it, its history oldest first; `printed` says by whom and
    when.
    """
    names, city = Names(desk.city), desk.city
    is_hidden = ticket.secrecy == "confidential"
    reply = "（尚未答复）" if not ticket.public_reply else mask(ticket.public_reply)
    return Paper(
        title="政务服务便民热线工单",
        number=f"工单编号：{ticket.no}",
        head=f"{city.name}12345政务服务便民热线",
        facts=_facts(ticket, names, is_hidden=is_hidden),
        sections=[
            PaperSection("诉求内容", HIDDEN if is_hidden else mask(ticket.content)),
            PaperSection("答复内容", HIDDEN if is_hidden else reply),
            PaperSection("办理过程", "", [_steps(history, names)]),
        ],
        signed=[names.unit(city.centre), f"{desk.now():%Y年%-m月%-d日}"],
        foot=(EXAMPLE if city.example else "") + MASKED + printed,
    )


def _facts(ticket: Ticket, names: Names, *, is_hidden: bool) -> list[tuple[str, str]]:
    kind = REQUEST_TYPES.get(ticket.request_type, "")
    return [
        ("诉求类别", f"{kind}，{names.category(ticket.category)}"),
        ("紧急程度", URGENCIES.get(ticket.urgency, "")),
        ("反映渠道", CHANNELS.get(ticket.channel, ticket.channel)),
        ("反映时间", when(ticket.reported_at)),
        ("地点", HIDDEN if is_hidden else names.where(ticket)),
        ("主办单位", names.unit(ticket.unit) or "—"),
        ("协办单位", "、".join(map(names.unit, ticket.co_units)) or "—"),
        ("当前状态", STATUS.get(ticket.status, "")),  # type: ignore[call-overload]
        ("办理时限", when(ticket.due_handle)),
        ("办理结果", RESULTS.get(ticket.result, "—")),
    ]


def _steps(history: list[HistoryEntry], names: Names) -> Table:
    rows: list[list[str | int | float]] = [
        [
            when(entry.at),
            ACTION_NAMES.get(entry.action, entry.action),  # type: ignore[call-overload]
            names.unit(entry.actor_unit) or "热线中心",
            STATUS.get(entry.to_status, ""),  # type: ignore[call-overload]
        ]
        for entry in history
    ]
    return Table("办理过程", ["时间", "环节", "办理方", "此后状态"], rows)
