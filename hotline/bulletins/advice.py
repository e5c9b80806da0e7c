"""What the figures give reason to say: what is hot, who is behind, what could be done."""

from collections import Counter
from collections.abc import Iterator

from analytics.figures import SMALLEST as LEAST_WHOLE
from analytics.figures import Rate
from hotline.bulletins.material import IN_TIME, Material
from hotline.bulletins.parts import (
    area_name,
    category_name,
    growth,
    rising,
    unit_name,
)
from hotline.bulletins.rates import NO_RATE, fraction, percent, percents
from hotline.bulletins.sentences import SMALLEST, changed, left_open
from hotline.bulletins.standing import handling, unit_table
from hotline.papers.paper import PaperSection, Table

# A unit is named for its rate when so many tickets had a limit in the period.
ENOUGH, NAMED = LEAST_WHOLE, 5
MAIN_SHARE = 0.2
# Where a matter is said to gather, the named areas hold together at least so much of it.
GATHERED_SHARE = 0.5


def hot(material: Material) -> str:
    """What rose, and the matters of which many people spoke."""
    return "\n".join([*_risen(material), *_gathered(material)]) or (
        f"{material.span.called}没有明显上升的类别，也没有多人集中反映的事项。"
    )


def quality(material: Material, heading: str) -> PaperSection:
    """The rates of all, of each unit, and who leads and who is last (红榜, 黑榜)."""
    whole = handling(material, heading)
    tables = [unit_table(material), *whole.tables, *_lists(material)]
    return PaperSection(heading, whole.text, [table for table in tables if table.rows])


def advice(material: Material) -> str:
    """One line for each reason; none without one."""
    lines = [*_to_curb(material), *_to_hasten(material)]
    return "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1)) or (
        "本期各项指标没有需要专门提出的问题。"
    )


def topic_advice(material: Material) -> str:
    districts = gathered_in(material.groups.by("district"))
    units = main_of(material.groups.by("unit"))
    if not material.groups.total or not units:
        return "本期没有需要专门部署的事项。"
    where = "、".join(area_name(material, code) for code in districts)
    who = "、".join(unit_name(material, code) for code in units)
    compared = changed(material.groups.total, material.before.total, material.span.before)
    return (
        f"此类诉求{compared}，{f'集中在{where}' if where else '各区分散'}，"
        f"建议由{who}牵头排查成因，明确整改时限，"
        "并向热线反馈结果。"
    )


def main_of(counts: Counter[str]) -> list[str]:
    """At most two values that hold a good part of all; none where everything is scattered."""
    least = max(SMALLEST, counts.total() * MAIN_SHARE)
    return [code for code, n in counts.most_common(2) if code and n >= least]


def gathered_in(counts: Counter[str]) -> list[str]:
    """The same where the two hold at least half of all: only there a matter gathers."""
    main = main_of(counts)
    return main if sum(counts[code] for code in main) >= counts.total() * GATHERED_SHARE else []


def _risen(material: Material) -> Iterator[str]:
    for field, what, name_of in (
        ("category", "类别", category_name),
        ("district", "区域", area_name),
    ):
        for code, n, _ in rising(material, field):
            risen = growth(material, field, code, n)
            yield f"{what}“{name_of(material, code)}”{n}件，{risen}。"


def _gathered(material: Material) -> Iterator[str]:
    """Issues, not places: a building site between two estates is one, and one angry caller none."""
    for issue in material.issues:
        where = issue.place or area_name(material, issue.street or issue.district) or "全市"
        what = category_name(material, issue.category)
        before = material.span.before
        yield (
            f"“{where}”{what}：{issue.callers}人反映{issue.tickets}件，"
            f"{changed(issue.tickets, issue.before, before)}，"
            f"{left_open(issue.open, issue.tickets)}。"
        )


def _lists(material: Material) -> Iterator[Table]:
    texts = percents(material.by_unit(IN_TIME))
    compared = sorted(
        (
            (rate.value or 0.0, rate.whole, unit_name(material, unit), texts[unit])
            for unit, rates in material.rates.items()
            if unit and (rate := rates[IN_TIME]).whole >= ENOUGH
        ),
        key=lambda row: (-row[0], -row[1], row[2]),
    )
    if len(compared) < 2 * NAMED:
        return
    columns = ["单位", IN_TIME, "到期件数"]
    for caption, rows in (("红榜", compared[:NAMED]), ("黑榜", compared[: -NAMED - 1 : -1])):
        yield Table(f"{caption}（{IN_TIME}）", columns, [[row[2], row[3], row[1]] for row in rows])


def _to_curb(material: Material) -> Iterator[str]:
    for code, n, _ in rising(material, "category"):
        inside = material.groups.within("category", code)
        districts, units = gathered_in(inside.by("district")), main_of(inside.by("unit"))[:1]
        where = "、".join(area_name(material, key) for key in districts)
        who = unit_name(material, units[0]) if units else "责任单位"
        risen = growth(material, "category", code, n)
        yield (
            f"“{category_name(material, code)}”诉求{n}件，{risen}，"
            f"{f'主要在{where}' if where else '各区分散'}，"
            f"建议{who}开展专项排查。"
        )


def _to_hasten(material: Material) -> Iterator[str]:
    """Units well below the city's own rate."""
    city, texts = material.rate(IN_TIME), percents(material.by_unit(IN_TIME))
    whole = city.value
    if whole is None or city.whole < LEAST_WHOLE:
        return
    behind = [
        (rate.value, unit_name(material, unit), _told(texts[unit], rate))
        for unit, rates in material.rates.items()
        if unit and (rate := rates[IN_TIME]).whole >= ENOUGH and (rate.value or 0) < whole - 0.1
    ]
    for _, name, shown in sorted(behind, key=lambda row: row[0] or 0.0)[:NAMED]:
        yield f"{name}{IN_TIME}{shown}低于全市（{percent(city)}），建议约谈并督促清理积压。"


def _told(text: str, rate: Rate) -> str:
    return "" if text == NO_RATE else f"{text}{fraction(rate)}，"
