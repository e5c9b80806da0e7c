"""Which reports are about the same matter."""

import csv
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from analytics.hotspots.earlier import likely_repeats
from analytics.hotspots.report import Report

NOW = datetime(2026, 3, 9, 10, 0)
FIRST = Report(
    "1",
    NOW - timedelta(days=2),
    "",
    "金色家园北门外的工地每天半夜打桩，噪声大得睡不着。",
    caller="7",
    place="金色家园",
)
AGAIN = "我住金色家园，半夜还在打桩施工，噪声吵得孩子没法睡觉。"
OTHER = "金色家园三单元电梯坏了一个星期，老人下不了楼。"


def report(text: str = AGAIN, **changed) -> Report:
    fields = {"id": "9", "at": NOW, "title": "", "place": "金色家园"} | changed
    return Report(text=text, **fields)


def repeats_of(new: Report, *known: Report, **more) -> list[str]:
    return [number for number, _, _ in likely_repeats(new, known, **more)]


def test_the_same_matter_at_the_same_place_is_found_with_its_reason():
    ((number, score, why),) = likely_repeats(report(), [FIRST])
    assert (number, score > 0.6) == ("1", True)
    assert "同一地点“金色家园”，2 天前" in why
    assert "打桩" in why


def test_another_matter_at_the_same_place_is_no_repeat():
    assert repeats_of(report(OTHER), FIRST) == []


@pytest.mark.parametrize(
    ("place", "first", "second"),
    [
        ("体育馆", "体育馆泳池水发绿", "体育馆羽毛球场不让订"),
        ("老街", "老街的房子要塌了", "老街的石板路翘起来绊人"),
        ("春天花园", "春天花园门口有人卖假烟", "春天花园门口有人发传单"),
        ("北京路", "北京路公交站牌倒了", "北京路公交司机骂人"),
    ],
)
def test_the_name_of_the_place_and_who_stands_there_make_no_repeat(place, first, second):
    earlier = Report("1", NOW - timedelta(days=1), "", first, place=place)
    assert repeats_of(report(second, place=place), earlier) == []


def test_the_same_words_at_another_place_are_no_repeat():
    assert repeats_of(report(place="百合花园", caller="7"), FIRST) == []


def test_without_a_place_only_the_same_caller_repeats_themselves():
    assert repeats_of(report(place="", caller="7"), FIRST) == ["1"]
    assert repeats_of(report(place="", caller="8"), FIRST) == []
    assert repeats_of(report(place=""), FIRST) == []


def test_only_earlier_reports_inside_the_window_count():
    assert repeats_of(report(), FIRST, window=timedelta(days=1)) == []
    assert repeats_of(report(at=FIRST.at - timedelta(hours=1)), FIRST) == []
    assert repeats_of(report(id="1"), FIRST) == []


def test_traditional_characters_and_empty_texts():
    assert repeats_of(report("金色家園半夜還在打樁施工，噪聲吵得孩子沒法睡覺。"), FIRST) == ["1"]
    assert repeats_of(report("。。。"), FIRST) == []


def test_the_most_alike_comes_first():
    vague = Report(
        "2", NOW - timedelta(days=1), "", "金色家园旁边有噪声，半夜睡不着。", place="金色家园"
    )
    assert repeats_of(report(FIRST.text), vague, FIRST)[0] == "1"


OBJECTS = [
    re.compile(pattern)
    for pattern in (
        "搅拌[站厂]|混凝土",
        "夜宵|油烟|烧烤|餐馆|餐饮|商铺|门面|排烟",
        "车位|捆绑",
        "施工|工地|打桩",
        "渣土|拖土",
        "路灯",
        "公交",
        "停车|乱停",
        "拆迁|征地|安置|拆除",
        "物业",
        "质量|漏水|开裂",
        "学位|入学|招生",
        "垃圾",
        "停水|水质|自来水|水压",
        "停电|供电|变压器",
        "房产证|产权证",
        "地铁|轨道",
        "退费|退款|退定",
        "红绿灯|信号灯",
        "暖气|供暖|燃气|天然气",
        "麻将|棋牌",
        "违建|违章建|违法建",
        "广场舞|音响",
        "盗|偷",
        "宿舍|食堂",
        "工资",
        "消防",
        "幼儿园",
        "飙车|摩托",
        "电梯",
        "绿化|砍树",
    )
]
PLACE = re.compile(
    r"(?:[A-Z]\d*(?:市|区|县))+([\u4e00-\u9fff]{2,9}?(?:小区|花园|花苑|家园|社区|新村|新城|公馆|国际城|苑|公寓|广场|"
    r"学校|小学|中学|幼儿园|学院|医院|大道|路|街|村|镇|城|站|湾|府|庭|园))"
)


@pytest.mark.slow
def test_repeats_in_real_messages(real_data):
    """Judged by the titles (place, thing complained about), found by the texts, which are read
    without them.
    """
    same, other = _judged(real_data / "hotspots.csv")
    hits = sum(bool(likely_repeats(late, [early])) for early, late in same)
    false = sum(bool(likely_repeats(late, [early])) for early, late in other)
    assert len(same) > 300
    assert hits / len(same) >= 0.9
    assert hits / (hits + false) >= 0.9
    assert false <= len(other) / 4


def _judged(file) -> tuple[list, list]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["time"])
    named = [
        (row, match.group(1))
        for row in rows
        if (match := PLACE.search(row["title"])) and len(match.group(1)) > 3
    ]
    often = Counter(place for _, place in named)
    things = {
        row["id"]: {n for n, pattern in enumerate(OBJECTS) if pattern.search(row["title"])}
        for row, _ in named
    }
    usable = [(row, place) for row, place in named if often[place] > 1 and things[row["id"]]]
    matters = [
        Report(row["id"], datetime.fromisoformat(row["time"]), "", row["text"], place=place)
        for row, place in usable
    ]
    near = [
        (early, late)
        for early, late in combinations(matters, 2)
        if early.place == late.place and late.at - early.at <= timedelta(days=60)
    ]
    same = [(early, late) for early, late in near if things[early.id] & things[late.id]]
    return same, [pair for pair in near if not things[pair[0].id] & things[pair[1].id]]
