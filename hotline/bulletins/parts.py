"""Parts that several bulletins have."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from analytics.suppression import open_cells
from hotline.bulletins.material import Material
from hotline.bulletins.sentences import (
    FEW,
    OTHERS,
    SMALLEST,
    change_cell,
    changed,
    changes,
    listed,
    only_large,
    some,
)
from hotline.bulletins.spans import ONE_DAY
from hotline.domain.holders import CENTRE
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES
from hotline.papers.paper import Bars, Cell, PaperSection, Table

TOP = 10
OF_CENTRE = "热线中心"
TOO_FEW = f"各类{FEW}，不作分类统计。"
EACH_FEW = f"各{{name}}均{FEW}，不列表。"
LESS, WITHHELD = f"少于{SMALLEST}", "—"


def overall(material: Material, heading: str) -> PaperSection:
    """Totals, comparisons, kinds, channels, direct answers."""
    groups, span = material.groups, material.span
    total = groups.total
    compared = changes(total, {name: other.total for name, other in material.others.items()})
    days = max(1, round((span.until - span.since) / ONE_DAY))
    mean = f"，日均{total / days:.1f}件" if days > 1 else ""
    direct = material.direct
    if 0 < total < SMALLEST:
        return PaperSection(heading, f"{span.called}共受理诉求{FEW}。{TOO_FEW}")
    first = f"{span.called}共受理诉求{total}件{mean}{'，' + compared if compared else ''}。"
    if not total:
        return PaperSection(heading, first)
    kinds = listed(named(groups.by("request_type"), REQUEST_TYPES), total)
    channels = listed(named(groups.by("channel"), CHANNELS), total)
    lines = [
        first,
        f"按诉求类型：{kinds}。" if kinds else "",
        f"按受理渠道：{channels}。" if channels else "",
        f"其中热线直接答复{some(direct, total)}；其余转承办单位办理。" if direct else "",
    ]
    return PaperSection(heading, "\n".join(filter(None, lines)))


def ranking(material: Material, field: str) -> tuple[Table, Bars]:
    """The commonest values, beside the span before; the small ones in one row, and what is small in
    the span before withheld.
    """
    what, name_of = NAMES[field]
    if alone := only_large(list(material.groups.by(field).values())):
        return _alone(material, field, alone)
    rows = top(material.groups.by(field), material.before.by(field))
    cells = withheld_before(rows)
    names = [OTHERS if key is None else name_of(material, key) or "未定" for key, _, _ in rows]
    table = Table(
        f"{what}分布",
        [what, material.span.called, material.span.before, "占比", "变化"],
        [
            _row(name, n, old, cells[key], material.groups.total)
            for name, (key, n, old) in zip(names, rows, strict=True)
        ],
    )
    shown = [(name, row) for name, row in zip(names, rows, strict=True) if row[0] is not None]
    chart = Bars(
        f"{what}前{len(shown)}位" if shown else f"{what}：各项均{FEW}",
        [name for name, _ in shown],
        [n for _, (_, n, _) in shown],
        [] if None in cells.values() else [old for _, (_, _, old) in shown],
        series=(material.span.called, material.span.before),
    )
    return table, chart


def _alone(material: Material, field: str, at_least: str) -> tuple[Table, Bars]:
    """One large value beside a few others: how many exactly would tell the others."""
    what, name_of = NAMES[field]
    ((key, _),) = material.groups.by(field).most_common(1)
    columns = [what, material.span.called]
    rows = [[name_of(material, key) or "未定", at_least.removesuffix("件")], [OTHERS, LESS]]
    return Table(f"{what}分布", columns, rows), Bars(f"{what}：其余{FEW}", [], [])


def breakdown(
    material: Material,
    heading: str,
    tables: Sequence[Table],
    charts: Sequence[Bars] = (),
    *,
    text: str = "",
) -> PaperSection:
    """Without tables where so few came that every cell would be withheld, or that have one row of
    what is small, which is said; without charts that have nothing to compare.
    """
    is_few = material.groups.total < SMALLEST
    shown = [] if is_few else [table for table in tables if _names_any(table)]
    lost = [table.columns[0] for table in tables if table not in shown and not is_few]
    lines = [text or (TOO_FEW if is_few else ""), *(EACH_FEW.format(name=name) for name in lost)]
    drawn = [chart for chart in charts if len(chart.names) > 1]
    return PaperSection(heading, "\n".join(filter(None, lines)), shown, drawn)


def _names_any(table: Table) -> bool:
    return not table.rows or any(row[0] != OTHERS for row in table.rows)


def top(
    now: Counter[str], before: Counter[str], *, limit: int = TOP
) -> Sequence[tuple[str | None, int, int]]:
    """(key, now, before), most first; None holds all that is beyond `limit` or too small, and where
    that would be a few, the smallest of the others with it: the total tells the rest.
    """
    keys = sorted(now, key=lambda key: (-now[key], key))
    large = [key for key in keys if now[key] >= SMALLEST][:limit]
    if large and 0 < now.total() - sum(now[key] for key in large) < SMALLEST:
        large.pop()
    rest = [key for key in {*now, *before} if key not in large]
    rows: list[tuple[str | None, int, int]] = [(key, now[key], before[key]) for key in large]
    others = sum(now[key] for key in rest), sum(before[key] for key in rest)
    return [*rows, (None, *others)] if any(others) else rows


def withheld_before(rows: Sequence[tuple[str | None, int, int]]) -> dict[str | None, int | None]:
    """By key what may be shown of the span before, None for what is withheld."""
    before = {key: old for key, _, old in rows}
    return open_cells(before) or dict.fromkeys(before)


def _row(name: str, n: int, old: int, shown: int | None, total: int) -> list[Cell]:
    """One value: now, before, share, change; from none of them can a withheld cell be computed."""
    if 0 < n < SMALLEST:
        return [name, LESS, WITHHELD, WITHHELD, WITHHELD]
    part = f"{n / max(total, 1):.1%}"
    if shown is None:
        return [name, n, LESS if 0 < old < SMALLEST else WITHHELD, part, WITHHELD]
    return [name, n, shown, part, change_cell(n, shown)]


def growth(material: Material, field: str, key: str, n: int) -> str:
    """较上周增长12.4%, as far as the table of the field shows what was before."""
    rows = top(material.groups.by(field), material.before.by(field))
    before = withheld_before(rows).get(key)
    name = material.span.before
    if before is None and 0 < material.before.by(field)[key] < SMALLEST:
        return f"{name}{FEW}，上升明显"
    return f"较{name}明显增加" if before is None else f"{changed(n, before, name)}，上升明显"


def rising(material: Material, field: str) -> Sequence[tuple[str, int, int]]:
    """(code, now, before) of what rose most: by five at least, and by three deviations."""
    now, before = material.groups.by(field), material.before.by(field)
    risen = [
        (key, n, before[key])
        for key, n in now.items()
        if key and n - before[key] >= max(SMALLEST, 3 * max(before[key], 1) ** 0.5)
    ]
    return sorted(risen, key=lambda row: row[2] - row[1])[:5]


def named(counts: Counter[str], names: Mapping[str, str]) -> Sequence[tuple[str, int]]:
    return [(names.get(key, key) or "未定", n) for key, n in counts.most_common()]


def unit_name(material: Material, code: str) -> str:
    """A ticket without one lies at the centre: answered there, or not dispatched yet."""
    return OF_CENTRE if code in ("", CENTRE) else material.desk.city.unit_name(code) or code


def category_name(material: Material, code: str) -> str:
    return material.desk.city.category_name(code) or code or "未分类"


def area_name(material: Material, code: str) -> str:
    return material.desk.city.area_name(code) or code


def channel_name(_material: Material, code: str) -> str:
    return CHANNELS.get(code, code)


def request_type_name(_material: Material, code: str) -> str:
    return REQUEST_TYPES.get(code, code)


# Field of the groups -> what a table calls it, and its values by name.
NAMES: Mapping[str, tuple[str, Callable[[Material, str], str]]] = {
    "category": ("类别", category_name),
    "district": ("区域", area_name),
    "unit": ("单位", unit_name),
    "channel": ("渠道", channel_name),
    "request_type": ("类型", request_type_name),
}
