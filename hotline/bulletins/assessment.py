"""考评通报: scores of a month by group, who leads and who is last and by what, as published or as
they stand.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from hotline.bulletins.spans import BulletinSpan
from hotline.desk.desk import Desk
from hotline.domain.errors import InvalidInput
from hotline.domain.scoring.scores import UnitStanding
from hotline.papers.paper import Bars, Cell, PaperSection, Table
from hotline.scoring.organiser import beside_the_ranks
from hotline.scoring.scores import scores_of

NAMED = 5
MOST_OTHERS = 10
Unit = Mapping[str, Any]


def assessment_sections(session: Session, desk: Desk, span: BulletinSpan) -> list[PaperSection]:
    """Raises InvalidInput where the city assesses nobody."""
    if not desk.city.schemes:
        raise InvalidInput("城市包没有考核办法", field="kind", remedy="请在 scores.toml 中写明")
    period = f"{span.since:%Y-%m}"
    scores = scores_of(session, desk, code=desk.city.schemes[0].code, period=period)
    # A period that was published long ago has the centre among the others.
    head, units = scores["periods"][0], beside_the_ranks(desk.city, scores["units"])
    compared = [unit for unit in units if unit["standing"] == UnitStanding.COMPARED]
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(compared, key=lambda unit: -(unit["total"] or 0)):
        groups.setdefault(unit["group"], []).append(unit)
    return [
        PaperSection("一、考评办法", _rules(scores, head)),
        PaperSection(
            "二、各组得分",
            "" if groups else "本期没有达到参评件数的单位。",
            [_table(desk, name, group) for name, group in groups.items()],
            [_chart(desk, name, group) for name, group in groups.items()],
        ),
        PaperSection("三、先进和后进", _named(desk, groups)),
        PaperSection("四、未参加排名的单位", _others(desk, units)),
    ]


def _rules(scores: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    parts = "，".join(f"{part['name']}{part['weight']}分" for part in head["components"])
    state = "已公布" if scores["published"] else "尚未公布，按现有数据计算"
    pending = scores["pending_exclusions"]
    waiting = f"另有剔除申请{pending}件未决定。" if pending else ""
    least = f"办理不足{head['minimum_tickets']}件的不参加排名。" if head["minimum_tickets"] else ""
    year, month = head["period"].split("-")
    period = f"{year}年{int(month)}月"
    return f"按《{scores['name']}》考评，{period}，{state}：{parts}。{least}{waiting}"


def _table(desk: Desk, name: str, units: Sequence[Unit]) -> Table:
    columns = ["名次", "单位", "办理件数", "得分"]
    rows: list[list[Cell]] = [
        [
            str(unit["rank"] or unit["band"] or place),
            desk.city.unit_name(unit["unit"]) or unit["unit"],
            unit["volume"] or 0,
            _total(unit),
        ]
        for place, unit in enumerate(units, 1)
    ]
    return Table(f"{name}得分", columns, rows)


def _total(unit: Unit) -> float:
    """As the scheme rounds it."""
    return float(unit["total"] or 0)


def _chart(desk: Desk, name: str, units: Sequence[Unit]) -> Bars:
    shown = units[: 2 * NAMED]
    names = [desk.city.unit_name(unit["unit"]) or unit["unit"] for unit in shown]
    return Bars(f"{name}得分前列", names, [_total(unit) for unit in shown])


def _named(desk: Desk, groups: Mapping[str, Sequence[Unit]]) -> str:
    """Of groups that are large enough to have both ends."""
    lines = []
    for name, units in groups.items():
        most = min(NAMED, len(units) // 2)
        if most:
            first = "、".join(_unit_name(desk, unit) for unit in units[:most])
            last = "；".join(_with_reason(desk, unit) for unit in units[-most:])
            lines.append(f"{name}：红榜 {first}。黑榜 {last}。")
    return "\n".join(lines) or "参评单位较少，不列红黑榜。"


def _with_reason(desk: Desk, unit: Unit) -> str:
    """With the component that cost most points."""
    lost = [
        (part["weight"] - part["points"], part)
        for part in unit["components"]
        if part["points"] is not None and part["denominator"]
    ]
    if not lost or (worst := max(lost, key=lambda pair: pair[0]))[0] <= 0:
        return _unit_name(desk, unit)
    cost, part = worst
    counts = f"{part['numerator']}/{part['denominator']}"
    return f"{_unit_name(desk, unit)}（{part['name']}{counts}，失{cost:.1f}分）"


def _others(desk: Desk, units: Sequence[Unit]) -> str:
    """Those with most tickets by name, of many the others as a number."""
    others = [unit for unit in units if unit["standing"] != UnitStanding.COMPARED]
    others.sort(key=lambda unit: -(unit["volume"] or 0))
    names = "、".join(_unit_name(desk, unit) for unit in others[:MOST_OTHERS])
    more = f"等{len(others)}个单位" if len(others) > MOST_OTHERS else ""
    return f"{names}{more}。" if names else "无。"


def _unit_name(desk: Desk, unit: Unit) -> str:
    return str(desk.city.unit_name(unit["unit"]) or unit["unit"])
