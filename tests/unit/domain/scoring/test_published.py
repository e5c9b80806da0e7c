"""The points that were published under the standard to which lianyungang-fitted.toml was fitted,
each of them.
"""

from decimal import Decimal

import pytest

from hotline.domain.scoring.component_base import Head
from hotline.domain.scoring.components import Given
from hotline.domain.scoring.scores import score
from tests.support.schemes import scheme, shipped, unit

[FITTED] = shipped("lianyungang-fitted")
BLANK = dict.fromkeys(FITTED.columns, 0) | {"received": 20, "other_points": 10}
SIGNING = ("signed_in_time", "to_sign")
ON_TIME = ("closed_in_time", "due")
SATISFACTION = ("satisfied", "rated")
PROVINCIAL = ("provincial_satisfied", "provincial_rated")

# component, its columns, numerator, denominator, published rate, published points
POINTS = [
    ("signing", SIGNING, 4, 5, "80.00", "0"),
    ("signing", SIGNING, 17, 22, "77.27", "0"),
    ("on_time", ON_TIME, 150, 167, "89.82", "14.82"),
    ("on_time", ON_TIME, 2, 3, "66.67", "0"),
    ("satisfaction", SATISFACTION, 12, 17, "70.59", "12.80"),
    ("satisfaction", SATISFACTION, 2, 3, "66.67", "12.50"),
    ("satisfaction", SATISFACTION, 1, 2, "50.00", "12.50"),
    ("provincial_satisfaction", PROVINCIAL, 7, 8, "87.50", "19.75"),
    ("provincial_satisfaction", PROVINCIAL, 5, 6, "83.33", "17.67"),
    ("provincial_satisfaction", PROVINCIAL, 3, 4, "75.00", "13.50"),
    ("provincial_satisfaction", PROVINCIAL, 5, 7, "71.43", "12.50"),
    ("provincial_satisfaction", PROVINCIAL, 1, 2, "50.00", "12.50"),
]
TOWER = {
    "received": 7,
    "signed_in_time": 6,
    "to_sign": 7,
    "closed_in_time": 5,
    "due": 6,
    "other_points": 9,
}
LATE = {"signed_in_time": 4, "to_sign": 5, "other_points": 9}
# unit, counts, published total; the 1.00 that each of them lost elsewhere is in other_points
TOTALS = [
    ("连云港铁塔 2021-08", TOWER, "78.04"),
    ("万联能源 2022-02", LATE | {"satisfied": 12, "rated": 17}, "76.80"),
    ("体育局 2022-02", LATE | {"satisfied": 1, "rated": 2, "irregular_replies": 1}, "75.50"),
    (
        "碱业公司 2022-02",
        {"closed_in_time": 2, "due": 3, "satisfied": 2, "rated": 3, "other_points": 9},
        "66.50",
    ),
]


@pytest.mark.parametrize(("code", "columns", "numerator", "denominator", "rate", "points"), POINTS)
def test_a_published_component_is_reproduced_from_its_counts(
    code, columns, numerator, denominator, rate, points
):
    counts = BLANK | dict(zip(columns, (numerator, denominator), strict=True))
    [result] = score(FITTED, [unit(**counts)])
    [component] = [component for component in result.components if component.head.code == code]
    assert (component.rate, component.points) == (Decimal(rate), Decimal(points))
    assert (component.numerator, component.denominator) == (numerator, denominator)


@pytest.mark.parametrize(("name", "counts", "total"), TOTALS)
def test_a_published_total_is_reproduced(name, counts, total):
    [result] = score(FITTED, [unit(name, **(BLANK | counts))])
    assert result.total == Decimal(total)


def test_the_tower_company_lost_9_29_for_signing_and_11_67_for_closing():
    [result] = score(FITTED, [unit(**(BLANK | TOWER))])
    lost = [component.weight - component.points for component in result.components]
    assert lost == [Decimal("9.29"), Decimal("11.67"), 0, 0, 0, 1]


def test_an_irregular_reply_leaves_nine_points():
    [result] = score(
        FITTED, [unit(**(BLANK | {"to_sign": 1, "signed_in_time": 1, "irregular_replies": 1}))]
    )
    assert result.components[4].points == 9


def test_the_fitted_scheme_says_that_it_is_not_official_and_is_worth_100():
    assert "非官方" in FITTED.note
    assert FITTED.total == 100


def test_published_data_quality_points_add_up():
    """Points that people gave: 10 + 10 + 5 + 5 = 30, of which a county got 29.45."""
    weights = {"complete": 10, "content": 10, "in_time": 5, "stable": 5}
    parts = [
        Given(Head(code, code), Decimal(most), code, Decimal(0), Decimal(most))
        for code, most in weights.items()
    ]
    quality = scheme(*parts)
    [result] = score(
        quality, [unit(all=1, complete="9.48", content="9.99", in_time="4.98", stable="5.00")]
    )
    assert (result.total, quality.total) == (Decimal("29.45"), 30)
