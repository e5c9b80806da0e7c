"""Score schemes for tests: those that ship, and short ones."""

from decimal import Decimal
from pathlib import Path

import hotline.city
from hotline.city.faults import Report
from hotline.city.scores import read_schemes
from hotline.domain.scoring.component_base import ExclusionRule, Head
from hotline.domain.scoring.components import RateComponent
from hotline.domain.scoring.points import Curve
from hotline.domain.scoring.schemes import Scheme
from hotline.domain.scoring.scores import UnitCounts, UnitScore, score
from hotline.domain.scoring.tallies import tally

CITY = Path(hotline.city.__file__).parent
SHIPPED = [CITY / "demo" / "scores.toml", *sorted((CITY / "schemes").glob("*.toml"))]


def shipped(name: str) -> tuple[Scheme, ...]:
    """Every version in one of the files that ship, by the file's name without its end."""
    [path] = [path for path in SHIPPED if path.stem == name]
    return read(path.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Scheme, ...]:
    report = Report()
    schemes = read_schemes(text, report)
    assert report.faults == []
    return schemes


def unit(name: str = "甲", group: str = "", **counts: float | str) -> UnitCounts:
    return UnitCounts(
        name, {column: Decimal(str(value)) for column, value in counts.items()}, group
    )


def rate(code: str = "solved", weight: float = 100, **curve) -> RateComponent:
    """good / all, less `out` (of which `good_out` were good)."""
    numbers = {key: Decimal(str(value)) for key, value in curve.items()}
    exclusion = ExclusionRule(tally("out"), tally("good_out"))
    return RateComponent(
        Head(code, code),
        Curve(Decimal(str(weight)), **numbers),
        tally("good"),
        tally("all"),
        exclusion,
    )


def scheme(*components, **settings) -> Scheme:
    settings = {"volume": tally("all"), **settings}
    return Scheme("test", "试行", components or (rate(),), **settings)


def score_one(of: Scheme, **counts: float | str) -> UnitScore:
    [result] = score(of, [unit(**counts)])
    return result
