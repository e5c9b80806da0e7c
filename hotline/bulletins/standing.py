"""Parts about how the work stands: urgent tickets, rates and what is late, orders, units."""

from collections import Counter
from collections.abc import Sequence

from hotline.bulletins.material import IN_TIME, RATES, Material
from hotline.bulletins.parts import LESS, area_name, category_name, top, unit_name
from hotline.bulletins.rates import percents, rated
from hotline.bulletins.sentences import (
    OTHERS,
    SMALLEST,
    clock,
    counted,
    only_large,
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
    # A list that names each of them counts them too.
    all_of_them = f"{total}件" if len(tickets) == total else counted(total)
    text = (
        f"{material.span.called}特急和敏感诉求{all_of_them}，{so_far(done, total, '办结')}。"
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
    handled = material.urgent_leading.get(ticket.no, ticket)
    late = handled.due_at is not None and handled.due_at < material.now
    status = "已办结" if handled.status in ENDED else "已超期" if late else "在办"
    what = plan.name if plan else category_name(material, ticket.category)
    where, unit = area_name(material, ticket.district), unit_name(material, handled.unit)
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
    # Orders are the government's own acts and nobody's report: they are counted out.
    total, called = issued.total(), material.span.called
    if not total:
        return PaperSection(heading, f"{called}没有发出督办。")
    kinds = "；".join(f"{LEVELS[level]}{n}件" for level, n in issued.most_common())
    text = f"{called}发出督办{total}件（{kinds}），已销号{closed}件。"
    return PaperSection(heading, text)


def unit_table(material: Material) -> Table:
    """The rates of each unit that had some limits to keep, most first; of a few nobody judges."""
    due = {unit: rates[IN_TIME].whole for unit, rates in material.rates.items() if unit}
    units = [unit for unit, n in due.items() if n >= SMALLEST]
    units.sort(key=lambda unit: (-due[unit], unit))
    texts = [percents(material.by_unit(name)) for name in RATES]
    rows: list[list[Cell]] = [
        [unit_name(material, unit), due[unit], *(shown[unit] for shown in texts)]
        for unit in units[:MOST_UNITS]
    ]
    return Table("承办单位办理质效", ["单位", "到期件数", *RATES], rows)
