"""Longer reports and letters: lively words alarm nobody, a danger among calm words does."""

import csv
from pathlib import Path

import pytest

from classifiers.danger.level import level_with_danger

with (Path(__file__).parent / "data" / "danger_stories.csv").open(encoding="utf-8") as lines:
    ROWS = [(row["text"], row["kind"]) for row in csv.DictReader(lines)]


def is_danger(text: str) -> bool:
    return level_with_danger(text, {})[1].is_danger


def test_stories_of_everyday_trouble_alarm_nobody() -> None:
    assert [text for text, kind in ROWS if kind == "ordinary" and is_danger(text)] == []


def test_stories_of_a_danger_do() -> None:
    assert [text for text, kind in ROWS if kind != "ordinary" and not is_danger(text)] == []


CALM = (
    "我们小区的绿化去年改过一次，花坛边的石条现在又松了好几块，推婴儿车要绕着走。"
    "物业前台换了人，问什么都说要等经理回来再讲。停车位按月抽签，抽了半年也没有轮到我们这一户。"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "旁边的填埋场一年多来天天飘毒气，夏天开窗就闻到臭味，令人作呕",
        "听邻居转发电视报道说别处高楼着火了",
        "上个月配电房着火了，当晚就扑灭了",
        "那块广告牌若是砸下来，后面的孩子躲都躲不开",
        "推销的说得像天上掉下来的馅饼",
        "你们来了人，我家的火灾就会自灭",
    ],
)
def test_what_lasts_is_over_or_only_feared_alarms_nobody_in_a_letter(sentence: str) -> None:
    assert not is_danger(f"{CALM}{sentence}。{CALM}")


@pytest.mark.parametrize(
    "sentence", ["现在六楼着火了，有人困在阳台上喊救命", "他正拿着刀在楼道里砍人"]
)
def test_what_happens_now_does(sentence: str) -> None:
    assert is_danger(f"{CALM}{sentence}。{CALM}")
