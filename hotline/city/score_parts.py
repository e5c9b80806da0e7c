"""[[scheme.part]] of scores.toml: one component of a score scheme."""

from collections.abc import Callable
from decimal import Decimal
from typing import cast, get_args

from hotline.city.score_values import choice, columns, decimal, optional_decimal
from hotline.city.toml_reading import Section
from hotline.domain.scoring.component_base import DatedBy, ExclusionRule, Head
from hotline.domain.scoring.components import (
    AnySolved,
    Component,
    Deduction,
    Given,
    RateComponent,
    ShareComponent,
)
from hotline.domain.scoring.points import Curve
from hotline.domain.scoring.rounding import ZERO

HEAVIEST = 1000
COMMON = ("code", "name", "kind", "weight", "population", "dated_by")
CURVE = ("full_at", "slope", "floor", "cap", "better")
EXCLUDED = ("excluded", "excluded_numerator")


def read_part(section: Section, places: int) -> Component:
    """A component; where something is wrong, a harmless one beside the fault.

    Points have at most `places` decimals.
    """
    kind = choice(section, "kind", KINDS, "rate")
    keys, build = KINDS[kind]
    section.only((*COMMON, *keys))
    return build(section, _head(section), places)


def _head(section: Section) -> Head:
    return Head(
        code=section.text("code"),
        name=section.text("name"),
        population=section.text("population", ""),
        dated_by=cast(
            "DatedBy | None", choice(section, "dated_by", (*get_args(DatedBy), ""), "") or None
        ),
        full_when_empty=choice(section, "when_empty", ("scale", "full"), "scale") == "full",
    )


def _exclusion(section: Section) -> ExclusionRule:
    excluded, of_these = (columns(section, key, required=False) for key in EXCLUDED)
    if of_these.names and not excluded.names:
        section.fault(
            "excluded_numerator", "没有对应的 excluded", "请先用 excluded 写明剔除数所在的列"
        )
    return ExclusionRule(excluded, of_these)


def _curve(section: Section, places: int, *, is_average: bool = False) -> Curve:
    weight = decimal(section, "weight", 0, HEAVIEST, places=places)
    curve = Curve(
        weight=weight,
        full_at=optional_decimal(section, "full_at", 0, 1_000_000 if is_average else 100),
        slope=decimal(section, "slope", 0, HEAVIEST, Decimal(1), places=6),
        floor=decimal(section, "floor", -HEAVIEST, HEAVIEST, ZERO, places=places),
        cap=optional_decimal(section, "cap", 0, HEAVIEST),
        lower_is_better=choice(
            section, "better", ("higher", "lower"), "lower" if is_average else "higher"
        )
        == "lower",
    )
    _check_curve(section, curve, is_average=is_average)
    return curve


def _check_curve(section: Section, curve: Curve, *, is_average: bool) -> None:
    if curve.floor > (curve.weight if curve.cap is None else curve.cap):
        section.fault("floor", "大于最高分", "请填不大于 weight（或 cap）的最低分")
    if curve.full_at is None and (is_average or curve.lower_is_better):
        section.fault("", "缺少 full_at", "平均值和越低越好的指标须写明从多少起得满分")
    if curve.full_at is None and "slope" in section.values:
        section.fault("slope", "没有对应的 full_at", "请写明 full_at，或删除 slope（按比例计分）")


def _rate(section: Section, head: Head, places: int) -> Component:
    numerator, denominator = columns(section, "numerator"), columns(section, "denominator")
    return RateComponent(head, _curve(section, places), numerator, denominator, _exclusion(section))


def _average(section: Section, head: Head, places: int) -> Component:
    numerator, denominator = columns(section, "numerator"), columns(section, "denominator")
    curve = _curve(section, places, is_average=True)
    return RateComponent(head, curve, numerator, denominator, _exclusion(section), factor=1)


def _share(section: Section, head: Head, places: int) -> Component:
    exclusion = ExclusionRule(columns(section, "excluded", required=False))
    return ShareComponent(head, _curve(section, places), columns(section, "numerator"), exclusion)


def _any(section: Section, head: Head, places: int) -> Component:
    weight = decimal(section, "weight", 0, HEAVIEST, places=places)
    denominator, exclusion = columns(section, "denominator", required=False), _exclusion(section)
    if exclusion.denominator.names and not denominator.names:
        section.fault("excluded", "没有对应的 denominator", "请先用 denominator 写明分母所在的列")
    return AnySolved(head, weight, columns(section, "numerator"), denominator, exclusion)


def _deduction(section: Section, head: Head, places: int) -> Component:
    weight = decimal(section, "weight", 0, HEAVIEST, ZERO, places=places)
    most = decimal(section, "most", 0, HEAVIEST, weight or Decimal(HEAVIEST), places=places)
    each = decimal(section, "each", 0, HEAVIEST, places=6)
    exclusion = ExclusionRule(columns(section, "excluded", required=False))
    return Deduction(head, weight, columns(section, "count"), each, weight - most, exclusion)


def _given(section: Section, head: Head, places: int) -> Component:
    weight = decimal(section, "weight", 0, HEAVIEST, ZERO, places=places)
    low = decimal(section, "low", -HEAVIEST, HEAVIEST, ZERO, places=places)
    high = decimal(section, "high", -HEAVIEST, HEAVIEST, weight, places=places)
    default = optional_decimal(section, "default", -HEAVIEST, HEAVIEST)
    if low > high or (default is not None and not low <= default <= high):
        section.fault(
            "default" if low <= high else "low",
            "不在 low 到 high 之间",
            "请使 low ≤ default ≤ high",
        )
    points = columns(section, "column").names
    if len(points) > 1:
        section.fault("column", "多于一列", '请只写一列，如 column = "bonus"')
    return Given(head, weight, points[0] if points else "", low, high, default)


Builder = Callable[[Section, Head, int], Component]
_RATED = ("numerator", "denominator", "when_empty", *EXCLUDED, *CURVE)
# kind -> the keys it knows beside the common ones, and what reads it
KINDS: dict[str, tuple[tuple[str, ...], Builder]] = {
    "rate": (_RATED, _rate),
    "average": (_RATED, _average),
    "share": (("numerator", "excluded", "when_empty", *CURVE), _share),
    "any": (("numerator", "denominator", "when_empty", *EXCLUDED), _any),
    "deduction": (("count", "each", "most", "excluded"), _deduction),
    "given": (("column", "low", "high", "default"), _given),
}
