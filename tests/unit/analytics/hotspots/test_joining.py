"""A report finds its issue among a few candidates by the same likeness as all reports together."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from analytics.hotspots.joining import among, joining_of, middle_of, traits_of
from analytics.hotspots.likeness import Likeness
from analytics.hotspots.report import Report

START = datetime(2026, 3, 2, 9)
NOISE = (
    "云顶项目工地夜间施工，打桩声很大，老人睡不着",
    "云顶项目的工地半夜还在浇筑混凝土，噪声扰民",
    "请管管云顶项目工地，凌晨施工孩子被吵醒",
    "云顶项目工地夜里打桩，整栋楼都在震",
)
HEAT = ("翠竹苑暖气不热，家里只有十四度", "翠竹苑供暖不达标，老人受冻", "翠竹苑的暖气片是凉的")


def reports(*texts: str) -> list[Report]:
    return [
        Report(str(at), START + timedelta(hours=at), text[:14], text)
        for at, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def traits():
    return traits_of(reports(*NOISE, *HEAT))


def test_a_report_joins_the_group_that_speaks_of_its_matter(traits):
    candidates = [(7, trait) for trait in traits[1:4]] + [(9, trait) for trait in traits[4:]]
    assert joining_of(traits[0], candidates).group == 7
    assert joining_of(traits[5], [candidates[0], *candidates[3:]]).group == 9


def test_a_report_of_something_else_joins_nothing(traits):
    [other] = traits_of(reports("金山路公交车站牌倒了，存在安全隐患"))
    assert joining_of(other, [(7, trait) for trait in traits]).group is None
    assert joining_of(other, []).group is None


def test_two_groups_of_one_matter_are_told(traits):
    twice = [(7, trait) for trait in traits[:3]] + [(8, trait) for trait in traits[1:4]]
    joining = joining_of(traits[0], twice)
    assert {joining.group, *joining.also} == {7, 8}
    apart = [(7, trait) for trait in traits[:4]] + [(9, trait) for trait in traits[4:]]
    assert joining_of(traits[0], apart).also == ()


def test_few_are_compared_as_all_are():
    rows = reports(*NOISE, *HEAT)
    whole = Likeness(rows).among(range(len(rows)))
    assert np.allclose(among(traits_of(rows)), whole, atol=0.02)


def test_the_middle_speaks_of_what_most_speak_of(traits):
    assert middle_of([*traits[:4], traits[5]]) < 4
