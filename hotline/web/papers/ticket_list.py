"""工单清单: a list of tickets as a workbook, masked and marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from classifiers.personal import mask
from hotline.desk.desk import Desk
from hotline.domain.models import Ticket
from hotline.domain.roles import Actor
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES
from hotline.papers.paper import Cell, Paper, PaperSection, Table
from hotline.web.labels import STATUS
from hotline.web.names import Names, when
from hotline.web.papers.supervision_order import HIDDEN
from hotline.web.papers.watermark import EXAMPLE, MASKED, watermark

COLUMNS = (
    *("编号", "标题", "分类", "诉求类型", "紧急程度", "渠道", "区县", "街道", "主办单位"),
    *("状态", "当前时限", "反映时间"),
)


def list_paper(
    tickets: Sequence[Ticket],
    titles: Mapping[int, str],
    filters: Any,
    actor: Actor,
    desk: Desk,
    *,
    most: int,
    is_cut: bool,
) -> Paper:
    """titles   by id of the ticket; they name no caller
    filters  the parameters of the address
    most     so many rows at most; is_cut: there are more
    """
    mark = watermark(actor, desk)
    chosen = "，".join(f"{name}={mask(filters[name])}" for name in filters)
    return Paper(
        title="工单清单",
        number=f"只含前 {most} 件，请用筛选分批导出" if is_cut else "",
        facts=[("筛选", chosen or "无")],
        sections=[PaperSection("", "", [_table(tickets, titles, Names(desk.city))])],
        foot=(EXAMPLE if desk.city.example else "") + MASKED + mark,
        watermark=mark,
    )


def _table(tickets: Sequence[Ticket], titles: Mapping[int, str], names: Names) -> Table:
    rows: list[list[Cell]] = [
        [
            ticket.no,
            HIDDEN if ticket.secrecy == "confidential" else titles[ticket.row_id],
            names.category(ticket.category),
            REQUEST_TYPES.get(ticket.request_type, ""),
            URGENCIES.get(ticket.urgency, ""),
            CHANNELS.get(ticket.channel, ticket.channel),
            names.area(ticket.district),
            names.area(ticket.street),
            names.unit(ticket.unit),
            STATUS.get(ticket.status, ""),  # type: ignore[call-overload]
            when(ticket.due_at),
            when(ticket.reported_at),
        ]
        for ticket in tickets
    ]
    return Table("工单", COLUMNS, rows)
