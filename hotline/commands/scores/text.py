"""Scores for a reader at a terminal: one table for each group, those who are not compared apart."""

from collections.abc import Iterator, Sequence

from hotline.commands.aligned import aligned
from hotline.domain.scoring.component_base import ComponentScore
from hotline.domain.scoring.components import Component
from hotline.domain.scoring.document import number
from hotline.domain.scoring.rates import RateComponent
from hotline.domain.scoring.rounding import ZERO, half_up
from hotline.domain.scoring.schemes import Scheme, span
from hotline.domain.scoring.scores import PeriodTable, UnitScore, UnitStanding

NOTHING = "—"


def render(table: PeriodTable, units: Sequence[UnitScore]) -> str:
    return "\n".join(_lines(table, units))


def _lines(table: PeriodTable, units: Sequence[UnitScore]) -> Iterator[str]:
    scheme, period = table.scheme, table.period
    days = f"  {period.name}（{period.first} 至 {period.last}）" if period else ""
    yield f"{scheme.name}{days}  满分 {number(scheme.total)}  方案版本：{span(scheme)}"
    if scheme.note:
        yield f"说明：{scheme.note}"
    for group in dict.fromkeys(score.group for score in units):
        yield ""
        if group:
            yield f"【{group}】"
        yield from _group(scheme, [score for score in units if score.group == group])
    if any(_is_scaled(scheme, score) for score in units):
        yield ""
        yield "* 有指标无件（—），总分由其余指标按满分折算"


def _group(scheme: Scheme, units: Sequence[UnitScore]) -> Iterator[str]:
    titles = {
        UnitStanding.COMPARED: "",
        UnitStanding.SMALL_SAMPLE: f"样本不足（少于 {scheme.minimum} 件），只列得分：",
        UnitStanding.NOT_SCORABLE: "没有可考核工单的单位：",
    }
    for standing, title in titles.items():
        if own := [score for score in units if score.standing is standing]:
            yield from filter(None, [title])
            yield from _table(scheme, own)
    if idle := [score.unit for score in units if score.standing is UnitStanding.NO_TICKETS]:
        yield f"无群众诉求的单位：{'、'.join(idle)}"


def _table(scheme: Scheme, units: Sequence[UnitScore]) -> Iterator[str]:
    heads = [
        _heading(component.head.name, number(component.weight)) for component in scheme.components
    ]
    place = {"rank": "名次", "bands": "等次", "none": ""}[scheme.ranking]
    rows = [[place, "单位", "件数", "总分", *heads], *(_row(scheme, score) for score in units)]
    without_place = 0 if place else 1
    yield from aligned(
        [row[without_place:] for row in rows], right={2 - without_place, 3 - without_place}
    )


def _heading(name: str, weight: int | float | None) -> str:
    return f"{name}（{weight}）" if weight else name


def _row(scheme: Scheme, score: UnitScore) -> list[str]:
    place = score.band or (str(score.rank) if score.rank else NOTHING)
    total = (
        NOTHING
        if score.total is None
        else (
            f"{half_up(score.total, scheme.rounding.points):f}"
            f"{'*' if _is_scaled(scheme, score) else ''}"
        )
    )
    pairs = zip(score.components, scheme.components, strict=True)
    cells = (_component(part, component, scheme.rounding.points) for part, component in pairs)
    return [place, score.unit, str(score.volume), total, *cells]


def _is_scaled(scheme: Scheme, score: UnitScore) -> bool:
    return score.total is not None and score.attainable != scheme.total


def _component(score: ComponentScore, component: Component, places: int) -> str:
    """8.33 5/6=83.33% 剔1"""
    points = NOTHING if score.points is None else f"{half_up(score.points, places):f}"
    remark = "（无件按满分）" if score.is_given else ""
    excluded = f"剔{number(sum(score.excluded.values(), ZERO))}" if score.excluded else ""
    return " ".join(filter(None, [points + remark, _measured(score, component), excluded]))


def _measured(score: ComponentScore, component: Component) -> str:
    if score.numerator is None:
        return ""
    if score.denominator is None:
        return f"{number(score.numerator)}件"
    percent = "" if isinstance(component, RateComponent) and component.factor == 1 else "%"
    rate = NOTHING if score.rate is None else f"{score.rate:f}{percent}"
    return f"{number(score.numerator)}/{number(score.denominator)}={rate}"
