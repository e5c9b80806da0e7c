"""Sensitive matters are known by what they mean: a gathering, a petition or a threat need not be
called so.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from classifiers.predict import Classifier
from classifiers.sensitive import SensitiveWords
from classifiers.sensitive_classes import meanings
from hotline.city.pack import DEMO, CityPack
from hotline.city.pack_reading import read_pack

DATA = Path(__file__).parent / "data"
with (DATA / "sensitive.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [(row["text"], row["class"]) for row in csv.DictReader(lines)]
ORDINARY = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()


@cache
def city() -> CityPack:
    pack = read_pack(DEMO).pack
    assert pack
    return pack


@cache
def reader() -> Classifier:
    return Classifier().in_city(sensitive=city().sensitive_words)


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in reader().classify(text).sensitive}


def test_nine_of_ten_matters_are_found_without_their_word() -> None:
    missed = [text for text, kind in ROWS if kind and kind not in kinds(text)]
    assert len(missed) <= 0.1 * sum(bool(kind) for _, kind in ROWS), missed


def test_hardly_any_sentence_that_sounds_alike_is_taken_for_sensitive() -> None:
    wrong = [text for text, kind in ROWS if not kind and kinds(text)]
    assert len(wrong) <= 0.05 * sum(not kind for _, kind in ROWS), wrong


def test_no_ordinary_report_has_a_meaning_that_is_sensitive() -> None:
    """Unpaid wages, of which one of them tells, are 讨薪."""
    every = frozenset(city().sensitive_words) - {"讨薪"}
    assert [text for text in ORDINARY if meanings(text, every)] == []


def test_a_class_that_the_city_does_not_have_is_not_reported() -> None:
    text = "几十户业主约好了明早去售楼处门口坐着不走"
    assert [hit.kind for hit in SensitiveWords({"聚集": ["堵路"]}).find(text)] == ["聚集"]
    assert SensitiveWords({"讨薪": ["欠薪"]}).find(text) == []
    assert SensitiveWords({}).find(text) == []


def test_only_the_words_that_say_it_are_shown_and_nothing_between_them() -> None:
    text = "几十户业主约好了，我叫王小明，明早去售楼处门口坐着不走"
    (hit,) = SensitiveWords({"聚集": ["堵路"]}).find(text)
    assert "王小明" not in hit.word
    assert all(part in text for part in hit.word.split("…"))


def test_a_danger_is_sensitive_in_its_class_and_red_without_a_word_of_the_table() -> None:
    text = "家里烧炭取暖，叫不醒爸爸"
    (hit,) = [hit for hit in reader().classify(text).sensitive if hit.kind == "险情"]
    assert city().is_red(hit.kind, hit.word)


@pytest.mark.parametrize(
    ("text", "red"),
    [
        ("几十户业主约好了明早去售楼处门口坐着不走", True),
        ("干了八个月，工头跑了，一分钱没拿到", False),
    ],
)
def test_a_matter_is_as_red_as_most_words_of_its_class(text: str, red: bool) -> None:
    hits = reader().classify(text).sensitive
    assert hits
    assert any(city().is_red(hit.kind, hit.word) for hit in hits) is red


@pytest.mark.parametrize("text", ["小贩堵路口，车开不出去", "货车堵路口", "快递车堵门口"])
def test_a_cart_that_blocks_a_crossing_is_no_crowd(text):
    assert SensitiveWords({"聚集": ["堵路", "堵门"]}).find(text) == []


@pytest.mark.parametrize(
    "text", ["我们几十户明天去堵路口", "再不发工资就堵门口", "工友们在堵路", "他们要堵路"]
)
def test_people_who_block_a_crossing_are_one(text):
    assert {hit.kind for hit in SensitiveWords({"聚集": ["堵路", "堵门"]}).find(text)} == {"聚集"}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("浇了汽油在身上，说再拆就点", "critical"),
        ("工友们堵大门讨薪，不给钱不走", "urgent"),
        ("几十个业主约好了明早去售楼处门口坐着不走", "urgent"),
        ("工资被他砍了一半", "normal"),
    ],
)
def test_gatherings_and_threats_told_without_their_word_are_urgent(text: str, level: str) -> None:
    assert reader().classify(text).urgency.code == level


def test_wages_cut_by_half_are_no_threat_and_a_bought_knife_is_one() -> None:
    assert kinds("工资被他砍了一半") == set()
    assert "暴力" in kinds("刀都买好了，今天不退钱我就让他见血")


@pytest.mark.parametrize(
    "text",
    [
        "这些退伍老兵约好下周一起进京上访",
        "家长们商量明天带孩子去教育局门口站着",
        "村里人说要把施工的车拦住不让走",
        "业主群里说周日去售楼部拉条幅",
        "几个老知青相约下个月去省政府反映",
        "摊贩们约好明天一块儿到城管局门口摆着",
    ],
)
def test_people_who_plan_to_go_together_are_red(text: str) -> None:
    hits = reader().classify(text).sensitive
    assert any(hit.kind == "聚集" and city().is_red(hit.kind, hit.word) for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "家长们商量明天带孩子去公园玩",
        "施工的车天天堵在村口不让走，村里人都绕路",
        "村民约好明天一起去镇政府领种子",
        "家长们说学校门口站着等孩子没地方躲雨",
        "退伍老兵进京看病怎么报销",
    ],
)
def test_people_who_go_for_pleasure_or_an_errand_are_no_gathering(text: str) -> None:
    assert "聚集" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "几个老战友约好一起去北京旅游",
        "几个老战友聚会，约好下周去省城玩一趟",
        "大伙约好明天一起去北京看升旗",
    ],
)
def test_comrades_who_travel_together_are_no_gathering(text: str) -> None:
    assert kinds(text).isdisjoint({"聚集", "上访", "涉军"})


def test_comrades_who_meet_to_claim_something_are_one() -> None:
    assert "涉军" in kinds("战友们说是聚会，其实约好了去省里讨待遇")
    assert kinds("我们几个老兵约好一起去北京讨说法") & {"聚集", "上访"}


@pytest.mark.parametrize(
    "text",
    [
        "鞋店跳楼价是骗人的，买回来开胶不给退",
        "这个月水费爆炸了，一下子四百多",
        "手游里砍人的画面太吓人，孩子天天玩，有人管吗",
        "想请社区办个防溺水的讲座",
        "学校要一篇火灾逃生的作文，哪里能找到资料",
        "新闻里说外省化工厂爆炸了，我们这边的安全吗",
        "替我表姐打听一下，遭遇家庭暴力怎么取证",
        "地铁里挤得人想死，能不能加车",
        "楼上装修，墙皮掉了些灰往下掉",
    ],
)
def test_a_grave_word_that_is_not_meant_marks_nothing(text: str) -> None:
    read = reader().classify(text)
    assert (read.sensitive, read.urgency.code) == ([], "normal")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电费太高了，再催我就跳楼", "轻生"),
        ("我被家暴了，怎么办", "暴力"),
        ("网吧玩游戏的人在门口持刀砍人", "暴力"),
        ("讲座现场起火了", "险情"),
        ("电影院着火了，人往外跑", "险情"),
        ("我朋友被绑架了，帮我朋友报个警", "暴力"),
    ],
)
def test_the_same_word_that_is_meant_marks_it(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert reader().classify(text).urgency.code == "critical"
