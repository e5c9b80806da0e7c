"""Estates beside one building site are one issue, by text, place and time together."""

from datetime import datetime, timedelta

import pytest

from analytics.hotspots.grouping import Grouping
from analytics.hotspots.hottest import hottest
from analytics.hotspots.joining import joining_of, traits_of
from analytics.hotspots.naming import names
from analytics.hotspots.report import Report

START = datetime(2026, 5, 4, 9)
BAY = (
    "翡翠湾对面工地每晚打桩到两点，孩子根本睡不了",
    "翡翠湾三期这边夜里施工噪音太大，望管管",
    "我住翡翠湾，隔壁工地凌晨还在浇混凝土",
    "翡翠湾小区旁边的建筑工地通宵干活，机器轰鸣",
)
LANE = (
    "香樟里北门外工地夜间施工，吵得整栋楼都失眠",
    "香樟里旁边盖楼的半夜两三点还在干，太吵",
    "香樟里业主反映，小区边上工地连续一周晚上打桩",
    "家住香樟里，外面工地一到晚上就开始施工",
)
LIFTS = tuple(
    f"{place}电梯又停了，第{n}次报修没人来" for place in ("香樟里",) for n in (2, 3, 4, 5)
)
HERE, NEAR, FAR = (117.0, 33.5), (117.002, 33.501), (117.03, 33.52)


def reports(place, texts, spot=None, days=0, area="东湖区"):
    return [
        Report(
            f"{place}{days} {at}",
            START + timedelta(days=days, hours=9 * at),
            "",
            text,
            f"{place}{at}",
            place=place,
            area=area,
            spot=spot,
        )
        for at, text in enumerate(texts)
    ]


def are_joined(first, second):
    issue_of = Grouping(first + second).issue_of.tolist()
    parts = issue_of[: len(first)], issue_of[len(first) :]
    return bool(set(parts[0]) & set(parts[1])) and len(set(issue_of)) == 1


def test_two_near_estates_that_hear_a_site_in_the_same_days_are_one_issue():
    assert are_joined(reports("翡翠湾", BAY, HERE), reports("香樟里", LANE, NEAR))


@pytest.mark.parametrize(
    ("spot", "days", "texts"),
    [(FAR, 0, LANE), (NEAR, 60, LANE), (None, 0, LANE), (NEAR, 0, LIFTS)],
    ids=["far away", "months later", "nobody knows where", "another matter"],
)
def test_otherwise_two_estates_are_two_issues(spot, days, texts):
    bay, lane = reports("翡翠湾", BAY, HERE), reports("香樟里", texts, spot, days)
    groups = Grouping(bay + lane).issue_of.tolist()
    assert not set(groups[:4]) & set(groups[4:])


def test_the_road_of_the_site_makes_estates_of_it_one():
    def beside(road):
        return [text.replace("工地", f"{road}的工地", 1) for text in (*BAY[::2], *LANE[::2])]

    texts = beside("青枫路")
    assert are_joined(reports("翡翠湾", texts[:2]), reports("香樟里", texts[2:]))
    other = beside("学林路")
    assert not are_joined(reports("翡翠湾", texts[:2]), reports("香樟里", other[2:]))


def test_a_new_report_joins_the_issue_of_the_estate_beside_its_own():
    *bay, new = traits_of([*reports("翡翠湾", BAY, HERE), *reports("香樟里", LANE[:1], NEAR, 1)])
    assert joining_of(new, [(7, traits) for traits in bay]).group == 7


ESTATES = (
    ("绿荫花园", "绿荫花园旁边工地夜里打桩"),
    ("金色家园", "金色家园旁的工地半夜打桩吵"),
    ("绿荫花园", "工地夜间施工，绿荫花园居民无法入睡"),
    ("金色家园", "金色家园门口工地深夜打桩噪音大"),
    ("绿荫花园", "绿荫花园隔壁工地凌晨打桩"),
    ("金色家园", "金色家园边上工地夜里打桩扰民"),
)


def half_name_the_site():
    texts = [text for _, text in (*ESTATES, *ESTATES)]
    named = {0, 1, 4, 5, 8, 9}
    return [
        Report(
            str(at),
            START + timedelta(days=at),
            text,
            f"{text}，就是盛世天地项目。" if at in named else text,
            f"c{at}",
        )
        for at, text in enumerate(texts)
    ]


def test_a_site_that_half_of_the_reports_name_makes_its_estates_one_issue_named_by_both():
    [issue] = hottest(half_name_the_site(), 5)
    assert issue.tickets == 12
    for estate in ("绿荫花园", "金色家园"):
        assert estate in issue.place
        assert estate in issue.title


def test_places_that_the_city_knows_are_both_named():
    bay, lane = reports("翡翠湾", BAY, HERE), reports("香樟里", LANE, NEAR)
    name = names([*bay, *lane], bay[0])
    assert name.place == "东湖区翡翠湾、香樟里"
    assert name.title.startswith(name.place)


def test_where_one_cannot_see_is_no_road_and_three_roads_are_no_issue():
    rows = [
        Report(str(at), START + timedelta(days=at), f"{road}路灯不亮", text, f"c{at}")
        for at, (road, text) in enumerate(
            (
                ("青山路", "青山路的路灯坏了三天，晚上看不见路。"),
                ("白云街", "白云街的路灯坏了，晚上看不见路。"),
                ("胜利路", "胜利路的路灯坏了，走夜路危险。"),
            )
        )
    ]
    assert hottest(rows, 5) == []
    assert "看不见" not in names(rows, rows[0]).place
