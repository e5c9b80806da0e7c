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


def test_what_to_say_and_which_units_stand_first_are_those_of_the_likelier_kind(
    city: CityPack,
) -> None:
    plan = city.danger_plan(Danger(0.9, True, ("missing", "life")))
    alone = city.danger_plans["missing"]
    assert plan
    assert (plan.kind, plan.say, plan.units) == (alone.kind, alone.say, alone.units)


def test_where_nobody_is_in_danger_nobody_is_called(city: CityPack) -> None:
    assert city.danger_plan(Danger(0.2)) is None
