"""Whom to call when a text tells of dangers of two kinds."""

import pytest

from classifiers.danger.reader import Danger
from hotline.city.pack import DEMO, CityPack
from hotline.city.pack_reading import read_pack


@pytest.fixture(scope="module")
def city() -> CityPack:
    pack = read_pack(DEMO).pack
    assert pack
    return pack


def phones(city: CityPack, *kinds: str) -> list[str]:
    plan = city.danger_plan(Danger(0.9, True, kinds))
    assert plan
    return [number.phone for number in plan.numbers]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("illness", "trapped"), ["120", "119"]),
        (("missing", "life"), ["110", "120", "12356"]),
        (("fire", "trapped"), ["119", "120"]),
        (("fire",), ["119", "120"]),
    ],
)
def test_the_numbers_of_both_kinds_are_called_each_once(
    city: CityPack, kinds: tuple[str, ...], expected: list[str]
) -> None:
    assert phones(city, *kinds) == expected


def test_what_to_say_is_that_of_both_kinds_and_the_first_unit_of_the_other_stands_behind(
    city: CityPack,
) -> None:
    plan = city.danger_plan(Danger(0.9, True, ("gas", "violence")))
    gas, violence = city.danger_plans["gas"], city.danger_plans["violence"]
    assert plan
    assert (plan.kind, plan.name) == ("gas", f"{gas.name}、{violence.name}")
    assert (gas.say in plan.say, violence.say in plan.say) == (True, True)
    assert plan.units == (*gas.units, violence.units[0])


def test_where_nobody_is_in_danger_nobody_is_called(city: CityPack) -> None:
    assert city.danger_plan(Danger(0.2)) is None
