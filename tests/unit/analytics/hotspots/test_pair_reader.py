"""Longer reports of one place, in other words: a reader of pairs tells one matter from two."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from analytics.hotspots import likeness
from analytics.hotspots.earlier import likely_repeats
from analytics.hotspots.likeness import Likeness
from analytics.hotspots.pair_reader import pair_weights, traits_of_pairs
from analytics.hotspots.report import Report
from analytics.hotspots.rows import facts_of

AT = datetime(2026, 3, 9)
# A place, two who tell one matter, one who tells another matter of the same thing.
SCENES = [
    (
        "翠微苑",
        "地下车库的道闸抬杆慢得要命，早高峰我在里面排了二十分钟才出来，上班又迟到",
        "每天七点半车库出口的杆子半天抬不起来，后面堵一长串，赶着送孩子的都在按喇叭",
        "车库的杆子落下来把我车顶砸了个坑，保安说是我跟车太近，一分钱不肯赔给我",
    ),
    (
        "双桥菜市场",
        "卖鱼的把脏水直接泼在过道上，我婆婆昨天滑了一跤，手腕子都肿了，没人来拖一下",
        "鱼摊子前面一地的血水和鱼鳞，滑得站不住，老太太们买菜都扶着墙走",
        "买了一条三斤的鱼回家一称才两斤四两，找摊主他把秤往后一藏，还说我找茬",
    ),
    (
        "育红小学",
        "中午的饭又是冷的，孩子说米饭夹生，肉片就两片，回家饿得直翻冰箱",
        "娃天天回来喊饿，问了才知道学校的午饭菜凉饭硬，量还少得可怜",
        "午饭钱这学期从十二块涨到十八块，事先一个字没通知家长，说扣就扣了",
    ),
    (
        "枫林路",
        "夜里十二点多一群人骑着改装摩托来回轰油门，窗户都震得嗡嗡响，刚睡着的娃吓得大哭",
        "半夜飙摩托的又来了，排气管跟放炮一样，一条街的人都被吵醒，心脏不好的受不了",
        "电动车摩托车全停在人行道上，盲道都占满了，推着婴儿车只能走到机动车道上去",
    ),
]


def reports(scene) -> list[Report]:
    place, *texts = scene
    return [
        Report(str(at), AT + timedelta(hours=at), "", f"{place}{text}", place=place)
        for at, text in enumerate(texts)
    ]


def repeated(late: Report, early: Report) -> bool:
    return bool(likely_repeats(late, [early]))


def test_one_matter_is_likelier_than_another_of_the_same_thing():
    likely = [Likeness(reports(scene)).among([0, 1, 2]) for scene in SCENES]
    assert sum(row[0, 1] > max(row[0, 2], row[1, 2]) for row in likely) >= 3


def test_few_other_matters_of_the_same_thing_are_joined():
    """Three of these eight are: of the scenes that are held out it is one in ten."""
    joined = [
        repeated(other, each)
        for first, second, other in map(reports, SCENES)
        for each in (first, second)
    ]
    assert sum(joined) <= 3


def test_what_two_short_reports_are_is_left_to_the_lists(monkeypatch):
    monkeypatch.setattr(likeness, "by_reading", lambda likely, *_: np.full_like(likely, 0.9))
    assert Likeness(reports(SCENES[0])).among([0, 1])[0, 1] == pytest.approx(0.9)
    monkeypatch.undo()
    short = [
        Report("1", AT, "", "电梯坏了", place="某处"),
        Report("2", AT, "", "电梯里贴满广告", place="某处"),
    ]
    by_both = Likeness(short).among([0, 1])[0, 1]
    monkeypatch.setattr(likeness, "by_reading", lambda likely, *_: likely)
    assert Likeness(short).among([0, 1])[0, 1] == by_both


def test_the_order_of_two_reports_does_not_matter():
    first, second, other = (facts_of([report]) for report in reports(SCENES[1]))
    learned = pair_weights()
    for left, right in ((first, second), (first, other)):
        there, back = (traits_of_pairs(*pair, learned) for pair in ((left, right), (right, left)))
        np.testing.assert_allclose(there, back, atol=1e-4)
    assert learned.weights.shape == there.shape[1:]
