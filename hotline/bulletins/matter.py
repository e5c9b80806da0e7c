"""Parts of a report about one matter: who spoke of it, how its tickets stand, what was ordered."""

from collections import Counter
from collections.abc import Sequence

from hotline.bulletins.material import Material
from hotline.bulletins.parts import unit_name
from hotline.bulletins.sentences import FEW, SMALLEST, changes, clock, counted, listed
from hotline.domain.models import SupervisionOrder
from hotline.domain.order_states import ORDER_STATE, order_state
from hotline.domain.stages import Stage, stage_of
from hotline.domain.vocabulary import LEVELS
from hotline.papers.paper import PaperSection, Table

STAGES = {
    Stage.DISPATCHER: "待派单、待定",
    Stage.UNIT: "单位办理",
    Stage.CENTRE: "审核、回访",
    Stage.MERGED: "已并单",
    Stage.ENDED: "已办结",
}
MOST_ORDERS = 40


def spoken(material: Material) -> str:
    """How many reports by how many people, and how that compares."""
    total, people = material.groups.total, material.people
    compared = changes(total, {name: other.total for name, other in material.others.items()})
    by = f"，涉及诉求人{counted(people, '人')}"
    return (
        f"{material.span.called}受理此类诉求{counted(total)}{by if total >= SMALLEST else ''}"
        f"{'，' + compared if compared else ''}。"
    )


def states(material: Material) -> str:
    """Where the tickets are now."""
    total = material.states.total()
    if not total:
        return f"{material.span.called}没有此类诉求。"
    stages = Counter[Stage]()
    for status, n in material.states.items():
        stages[stage_of(status)] += n
    if total < SMALLEST:
        return f"共{FEW}，不分状态统计。"
    text = listed([(STAGES[stage], stages[stage]) for stage in Stage if stages[stage]], total)
    return f"截至{clock(material.now)}，{text}。"


def given(material: Material, heading: str) -> PaperSection:
    """Urges and orders on its tickets, those of leaders told apart, with what became of each."""
    orders = [(order, led) for order, led in material.given if order.number]
    urges = len(material.given) - len(orders)
    text = (_ordered(orders) if orders else "没有发出督办和批示") + (
        f"；另有催办{urges}次。" if urges else "。"
    )
    rows = [_order_row(material, order, led) for order, led in orders[-MOST_ORDERS:]]
    columns = ["文号", "形式", "受文单位", "要求反馈时间", "状态"]
    return PaperSection(heading, text, [Table("督办和批示", columns, rows)] if rows else [])


def _ordered(orders: Sequence[tuple[SupervisionOrder, bool]]) -> str:
    """Orders are the government's own acts, and the table names each of them."""
    total, led = len(orders), sum(led for _, led in orders)
    closed = sum(order.closed_at is not None for order, _ in orders)
    by_leaders = f"，其中领导批示{led}件" if led else ""
    return f"已发出督办{total}件{by_leaders}，已销号{closed}件"


def _order_row(material: Material, order: SupervisionOrder, led: bool) -> Sequence[str]:
    state = ORDER_STATE[order_state(order, material.now)]
    until = f"{order.due_at:%m-%d %H:%M}" if order.due_at else "—"
    form = "领导批示" if led else LEVELS[order.level]
    return [order.number or "", form, unit_name(material, order.unit), until, state]
