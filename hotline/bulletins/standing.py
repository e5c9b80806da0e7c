"""Parts about how the work stands: urgent tickets, rates and what is late, orders, units."""

from collections import Counter
from collections.abc import Sequence

from hotline.bulletins.material import RATES, Material
from hotline.bulletins.parts import LESS, area_name, category_name, top, unit_name
from hotline.bulletins.sentences import (
    OTHERS,
    SMALLEST,
    clock,
    counted,
    listed,
    only_large,
    percent,
    rated,
    so_far,
)
from hotline.domain.models import Ticket
from hotline.domain.statuses import ENDED
from hotline.domain.vocabulary import LEVELS
from hotline.papers.paper import Cell, PaperSection, Table

MOST_UNITS = 40


def urgent_table(material: Material, heading: str) -> PaperSection:
    """特急 and red words: what, where, who, how it stands; nothing of the callers."""
    tickets, total, done = material.urgent, material.urgent_total, material.urgent_ended
    few_ended = any(0 < n < SMALLEST for n in (done, total - done))
    text = (
        f"{material.span.called}特急和敏感诉求{counted(total)}，{so_far(done, total, '办结')}。"
        if tickets
        else f"{material.span.called}没有特急和敏感诉求。"
    )
    rows = [_urgent_row(material, ticket) for ticket in tickets]
    columns = ["工单编号", "事项", "区域", "承办单位", "状态"]
    if few_ended:  # the column would count them
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    tables = [Table("特急和敏感诉求", columns, rows)] if rows else []
    return PaperSection(heading, text, tables)


def _urgent_row(material: Material, ticket: Ticket) -> Sequence[str]:
    city = material.desk.city
    plan = city.danger_plans.get(ticket.danger)
    late = ticket.due_at is not None and ticket.due_at < material.now
    status = "已办结" if ticket.status in ENDED else "已超期" if late else "在办"
    what = plan.name if plan else category_name(material, ticket.category)
    where, unit = area_name(material, ticket.district), unit_name(material, ticket.unit)
    return [ticket.no, what, where or "未定", unit, status]


def handling(material: Material, heading: str) -> PaperSection:
    """The rates, with numerators, and what is late."""
    known = [name for name in RATES if material.rate(name).whole]
    rates = "，".join(rated(name, material.rate(name)) for name in known)
    late = sum(n for _, n in material.overdue)
    standing = f"超期未办结{counted(late)}" if late else "没有超期未办结件"
    text = [
        f"{rates}。" if known else f"{material.span.called}没有到期或评价的件，不计算各项率。",
        f"截至{clock(material.now)}，{standing}。",
    ]
    rows = _overdue_rows(material)
    tables = [Table("超期未办结", ["单位", "件数"], rows)] if rows else []
    return PaperSection(heading, "\n".join(text), tables)


def _overdue_rows(material: Material) -> list[list[Cell]]:
    """Those with a few stand together; none where every one has a few."""
    late = Counter({unit: n for unit, n in material.overdue if n})
    rows = top(late, Counter(), limit=MOST_UNITS)
    named = [(unit, n) for unit, n, _ in rows if unit is not None]
    if alone := only_large(list(late.values())):
        ((unit, _),) = late.most_common(1)
        return [[unit_name(material, unit), alone.removesuffix("件")], [OTHERS, LESS]]
    return [
        [OTHERS if unit is None else unit_name(material, unit), n] for unit, n, _ in rows if named
    ]


def supervision(material: Material, heading: str) -> PaperSection:
    issued = Counter[str]()
    for (level, _), n in material.orders.items():
        issued[level] += n
    closed = sum(n for (_, done), n in material.orders.items() if done)
    total, called = issued.total(), material.span.called
    if not total:
        return PaperSection(heading, f"{called}没有发出督办。")
    kinds = listed([(LEVELS[level], n) for level, n in issued.items()], 0)
    by_level = f"（{kinds}）" if kinds else ""
    text = f"{called}发出督办{counted(total)}{by_level}，{so_far(closed, total, '销号')}。"
    return PaperSection(heading, text)


def unit_table(material: Material) -> Table:
    """The rates of each unit that had some limits to keep, most first; of a few nobody judges."""
    units = [
        unit
        for unit, counts in material.counts.items()
        if unit and counts.get("due", 0) >= SMALLEST
    ]
    units.sort(key=lambda unit: (-material.counts[unit]["due"], unit))
    rows: list[list[Cell]] = [
        [
            unit_name(material, unit),
            material.counts[unit]["due"],
            *map(percent, material.rates[unit].values()),
        ]
        for unit in units[:MOST_UNITS]
    ]
    return Table("承办单位办理质效", ["单位", "到期件数", *RATES], rows)
