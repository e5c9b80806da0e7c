"""Short reports of one place: what they say parts them, however well the place is known."""

from datetime import datetime, timedelta
from itertools import combinations

import pytest

from analytics.hotspots.grouping import Grouping
from analytics.hotspots.joining import joining_of, traits_of
from analytics.hotspots.report import Report

AT = datetime(2026, 11, 2, 8)
MATTERS = {
    "lift": (
        "锦绣花园7栋电梯三天两头坏，昨天又关了人",
        "锦绣花园电梯停在半空，老人被关了半小时",
        "锦绣花园的电梯咣当响不敢坐",
    ),
    "water": (
        "锦绣花园停水两天了",
        "锦绣花园断水没通知",
        "锦绣花园从昨天早上就没水用",
    ),
    "dance": (
        "锦绣花园广场舞音响太大",
        "锦绣花园跳广场舞的喇叭声震天",
        "锦绣花园中心花坛大妈跳舞吵死人",
    ),
    "rubbish": (
        "锦绣花园垃圾桶满了好几天没人清",
        "锦绣花园门口垃圾堆成山，苍蝇乱飞",
        "锦绣花园的垃圾臭得开不了窗",
    ),
    "fire": ("锦绣花园五栋着火了", "锦绣花园厨房起火，里面还有人", "锦绣花园二楼冒浓烟"),
}
SUICIDE = ("锦绣花园十二栋天台上坐着个男的说要跳下去", "锦绣花园3栋我女儿吞了一瓶安眠药")
WAGES = "锦绣花园项目部欠我们木工班组三十多人的钱"


def report(number: int, text: str, title: str = "") -> Report:
    at = AT + timedelta(hours=30 * number)
    return Report(str(number), at, title, text, str(number), area="东湖区", place="锦绣花园")


@pytest.mark.parametrize("is_titled", [False, True])
def test_matters_of_one_estate_stand_apart_and_each_is_one(is_titled):
    texts = [(matter, text) for matter, three in MATTERS.items() for text in three]
    reports = [
        report(at, text, text[:12] if is_titled else "") for at, (_, text) in enumerate(texts)
    ]
    issue_of = Grouping(reports).issue_of
    pairs = list(combinations(range(len(texts)), 2))
    joined = [(a, b) for a, b in pairs if issue_of[a] == issue_of[b]]
    same = [(a, b) for a, b in pairs if texts[a][0] == texts[b][0]]
    assert len(set(joined) & set(same)) >= 0.8 * len(same)
    assert len(set(joined) & set(same)) >= 0.9 * len(joined)


@pytest.mark.parametrize("is_titled", [False, True])
def test_people_who_threaten_to_die_and_unpaid_wages_are_three_matters(is_titled):
    texts = (*SUICIDE, WAGES)
    reports = [report(at, text, text[:12] if is_titled else "") for at, text in enumerate(texts)]
    first, second, third = traits_of(reports)
    assert joining_of(second, [(1, first)]).group is None
    assert joining_of(third, [(1, first), (2, second)]).group is None
