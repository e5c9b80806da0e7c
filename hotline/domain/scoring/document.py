"""Scores as a plain JSON document; numbers as they are shown, 0/0 as null."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hotline.domain.scoring.component_base import ComponentScore
from hotline.domain.scoring.rates import RateComponent
from hotline.domain.scoring.rules import rule_of
from hotline.domain.scoring.scores import PeriodTable, UnitScore

Document = dict[str, Any]


def document(scored: Sequence[tuple[PeriodTable, Sequence[UnitScore]]]) -> Document:
    """`periods` says which version scored which period, `units` has every unit of every period."""
    scheme = scored[-1][0].scheme
    return {
        "scheme": scheme.code,
        "name": scheme.name,
        "periods": [_period(table) for table, _ in scored],
        "units": [_unit(score, table) for table, units in scored for score in units],
    }


def _period(table: PeriodTable) -> Document:
    scheme, period = table.scheme, table.period
    return {
        "period": period.name if period else None,
        "first": _day(period.first if period else None),
        "last": _day(period.last if period else None),
        "valid_from": _day(scheme.valid_from),
        "valid_to": _day(scheme.valid_to),
        "total": number(scheme.total),
        "note": scheme.note,
        "ranking": scheme.ranking,
        "bands": [[name, number(lowest)] for name, lowest in scheme.bands],
        "minimum_tickets": scheme.minimum,
        "components": [
            {
                "code": component.head.code,
                "name": component.head.name,
                "weight": number(component.weight),
                "population": component.head.population,
                "dated_by": component.head.dated_by,
                "rule": rule_of(component),
                "unit": ""
                if isinstance(component, RateComponent) and component.factor == 1
                else "%",
            }
            for component in scheme.components
        ],
    }


def _unit(score: UnitScore, table: PeriodTable) -> Document:
    return {
        "unit": score.unit,
        "group": score.group,
        "period": table.period.name if table.period else None,
        "standing": str(score.standing),
        "rank": score.rank,
        "band": score.band,
        "total": number(score.total),
        "attainable": number(score.attainable),
        "volume": number(score.volume),
        "components": [_component(component) for component in score.components],
    }


def _component(score: ComponentScore) -> Document:
    return {
        "code": score.head.code,
        "name": score.head.name,
        "weight": number(score.weight),
        "numerator": number(score.numerator),
        "denominator": number(score.denominator),
        "excluded": {name: number(count) for name, count in score.excluded.items()},
        "rate": number(score.rate),
        "points": number(score.points),
        "full_without_case": score.is_given,
    }


def number(value: Decimal | Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _day(on: date | None) -> str | None:
    return None if on in (None, date.min, date.max) else on.isoformat()
