"""Roads and house numbers where no list of places is known: one house is one place."""

from datetime import datetime, timedelta

from analytics.hotspots.hottest import hottest
from analytics.hotspots.report import Report

DRAINS = ("下水道堵死了，污水漫到院里", "窨井往外冒脏水，臭气熏天", "一楼厕所返水，下水管不通")


def reports(where: str, tells, first: int) -> list[Report]:
    return [
        Report(
            id=f"{where} {at}",
            at=datetime(2026, 3, 1) + timedelta(days=at),
            title="",
            text=f"{where}{tell}，请派人来看看。",
            caller=f"{where} {first + at}",
        )
        for at, tell in enumerate(tells)
    ]


def places(*groups) -> dict[str, int]:
    issues = hottest([report for group in groups for report in group], 10)
    return {issue.place: issue.tickets for issue in issues}


def test_one_matter_at_two_houses_of_a_road_is_two_issues_named_by_their_houses():
    near, far = reports("槐安街7号", DRAINS, 0), reports("槐安街145号", DRAINS, 10)
    assert places(near, far) == {"槐安街7号": 3, "槐安街145号": 3}


def test_neighbours_next_door_hear_one_building_site():
    site = ("的工地半夜打桩，睡不着", "工地凌晨浇混凝土，声音很大", "工地夜间施工，噪声扰民")
    near, next_door = reports("柏青路12号旁边", site, 0), reports("柏青路16号对面", site, 10)
    [tickets] = places(near, next_door).values()
    assert tickets == 6


def test_a_road_of_which_everybody_knows_the_name_is_a_place_by_its_number():
    restaurant = ("楼下烧烤店油烟呛人", "烧烤摊的烟熏到家里", "烤串店没有烟囱，油烟直排")
    assert places(reports("解放路88号", restaurant, 0)) == {"解放路88号": 3}


def test_what_stands_before_a_road_is_no_part_of_its_name():
    tells = ("路灯不亮", "路灯坏了没人修", "晚上路灯全黑")
    assert places(reports("我住在梧桐巷3号，门口", tells, 0)) == {"梧桐巷3号": 3}
