"""The rule of a component in words, for those who are scored by it."""

from decimal import Decimal

from hotline.domain.scoring.components import Component
from hotline.domain.scoring.marks import AnySolved, Deduction, Given
from hotline.domain.scoring.points import Curve
from hotline.domain.scoring.rates import ShareComponent


def rule_of(component: Component) -> str:
    """One sentence: 达到 95% 得满分 20 分，每低 1 个百分点扣 1 分."""
    if isinstance(component, Deduction):
        most = component.weight - component.floor
        return f"每件扣 {_plain(component.each)} 分，最多扣 {_plain(most)} 分"
    if isinstance(component, Given):
        return f"由热线中心评定，{_plain(component.low)} 至 {_plain(component.high)} 分"
    if isinstance(component, AnySolved):
        return f"有一件即得 {_plain(component.weight)} 分"
    if isinstance(component, ShareComponent):
        return f"占本组的比例 × {_plain(component.weight)} 分"
    return _of_curve(component.curve, "个百分点" if component.factor == 100 else "")


def _of_curve(curve: Curve, unit: str) -> str:
    if curve.full_at is None:
        return f"比率 × {_plain(curve.weight)} 分"
    percent, side = "%" if unit else "", "高" if curve.lower_is_better else "低"
    reach = "不高于" if curve.lower_is_better else "达到"
    lowest = f"，最低 {_plain(curve.floor)} 分" if curve.floor else ""
    return (
        f"{reach} {_plain(curve.full_at)}{percent} 得满分 {_plain(curve.weight)} 分，"
        f"每{side} 1 {unit or '次'}扣 {_plain(curve.slope)} 分{lowest}"
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
