"""Danger is seen in everyday, childish, hidden and angry words, and not in what sounds alike."""

import csv
import time
from pathlib import Path

import pytest

from classifiers.danger.kinds import NAMES
from classifiers.danger.level import level_with_danger
from classifiers.danger.reader import danger_reader
from classifiers.predict import Classifier

DATA = Path(__file__).parent / "data"
LESSONS = Path("classifiers/danger/lessons.csv")
with (DATA / "danger.csv").open(encoding="utf-8", newline="") as lines:
    CASES = [(row["text"], row["kind"]) for row in csv.DictReader(lines)]


with (DATA / "danger_unseen.csv").open(encoding="utf-8", newline="") as lines:
    UNSEEN = [(row["text"], row["danger"]) for row in csv.DictReader(lines)]
with (DATA / "danger_spoken.csv").open(encoding="utf-8", newline="") as lines:
    SPOKEN = [(row["text"], row["kind"]) for row in csv.DictReader(lines)]

with (DATA / "danger_later.csv").open(encoding="utf-8", newline="") as lines:
    LATER = [(row["text"], row["danger"]) for row in csv.DictReader(lines)]

with (DATA / "danger_lively.csv").open(encoding="utf-8", newline="") as lines:
    LIVELY = [(row["text"], row["kind"]) for row in csv.DictReader(lines)]


def is_danger(text: str) -> bool:
    return level_with_danger(text, {})[1].is_danger


def test_at_least_98_of_100_dangers_are_seen() -> None:
    dangers = [text for text, kind in CASES if kind]
    missed = [text for text in dangers if not is_danger(text)]
    assert len(dangers) >= 60
    assert len(missed) <= 0.02 * len(dangers), missed


def test_at_most_5_of_100_sentences_that_sound_alike_are_taken_for_danger() -> None:
    alike = [text for text, kind in CASES if not kind]
    alarms = [text for text in alike if is_danger(text)]
    assert len(alike) >= 60
    assert len(alarms) <= 0.05 * len(alike), alarms


def test_the_kind_is_among_the_two_likeliest_for_three_quarters_of_the_dangers() -> None:
    read = [(level_with_danger(text, {})[1].kinds, kind) for text, kind in CASES if kind]
    right = sum(kind in kinds for kinds, kind in read)
    assert right >= 0.75 * len(read)
    assert {kind for _, kind in read} <= set(NAMES)


def test_of_a_hundred_unseen_dangers_and_harmless_ones_at_most_7_are_read_wrongly() -> None:
    missed = [text for text, danger in UNSEEN if danger and not is_danger(text)]
    alarms = [text for text, danger in UNSEEN if not danger and is_danger(text)]
    assert len(missed) <= 7, missed
    assert len(alarms) <= 7, alarms


def test_of_dangers_in_many_voices_nearly_all_are_seen_and_of_what_sounds_alike_few() -> None:
    missed = [text for text, kind in SPOKEN if kind and not is_danger(text)]
    alarms = [text for text, kind in SPOKEN if not kind and is_danger(text)]
    assert len(missed) <= 3, missed
    assert len(alarms) <= 3, alarms


def test_of_forty_dangers_that_no_lesson_came_of_at_most_two_are_missed() -> None:
    missed = [text for text, danger in LATER if danger and not is_danger(text)]
    alarms = [text for text, danger in LATER if not danger and is_danger(text)]
    assert len(missed) <= 2, missed
    assert len(alarms) <= 2, alarms


def test_of_sixty_lively_ordinary_reports_few_are_taken_for_danger() -> None:
    """Before lessons of this kind twelve were."""
    ordinary = [text for text, kind in LIVELY if kind == "ordinary"]
    alarms = [text for text in ordinary if is_danger(text)]
    missed = [
        text for text, kind in LIVELY if kind not in ("ordinary", "alike") and not is_danger(text)
    ]
    assert len(ordinary) == 60
    assert len(alarms) <= 6, alarms
    assert len(missed) <= 2, missed


FILLING = [
    "我是老住户了，今天有几件事情想一起说一说，请你们耐心看完",
    "小区门口的路灯坏了半个月，晚上回家很不方便",
    "物业费每年都涨，账目从来没有公开过，大家很有意见",
    "公交站台也没有座椅，老人等车要站很久",
    "希望有关方面把这些问题一件一件地解决好",
]


def letter_about(text: str) -> str:
    return "。".join([*FILLING[:3], text.rstrip("。"), *FILLING[3:]])


def test_a_danger_in_the_middle_of_a_long_letter_is_seen() -> None:
    letters = [(letter_about(text), danger) for text, danger in UNSEEN]
    caught = sum(is_danger(text) for text, danger in letters if danger)
    alarms = [text for text, danger in letters if not danger and is_danger(text)]
    assert min(len(text) for text, _ in letters) > 100
    assert caught >= 55
    assert len(alarms) <= 3, alarms
    assert not is_danger("。".join(FILLING))


def test_what_is_far_from_danger_at_once_would_be_far_when_read_in_full() -> None:
    reader = danger_reader()
    for text, _ in CASES + UNSEEN:
        if reader.read(text).chance == 0.0:
            assert reader.read(text, "critical").chance < 0.34, text


def test_no_test_sentence_is_a_lesson() -> None:
    with LESSONS.open(encoding="utf-8", newline="") as rows:
        lessons = {row["text"] for row in csv.DictReader(rows)}
    assert len(lessons) >= 600
    assert lessons.isdisjoint(text for text, _ in CASES + UNSEEN + SPOKEN + LATER + LIVELY)


def test_at_most_one_in_a_hundred_ordinary_reports_is_taken_for_danger() -> None:
    ordinary = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    alarms = [text for text in ordinary if text and is_danger(text)]
    assert len(alarms) <= 0.01 * len(ordinary), alarms


@pytest.mark.parametrize("text", ["急死我了", "热死人", "电死蚊子", "跳楼价清仓", "捡回一条命"])
def test_figures_of_speech_are_neither_danger_nor_urgent(text: str) -> None:
    read = Classifier().classify(text)
    assert (read.danger.is_danger, read.urgency.code) == (False, "normal")


def test_a_danger_is_critical_and_names_its_words() -> None:
    read = Classifier().classify("三楼着火了，烟往楼上窜，有老人没出来")
    assert read.urgency.code == "critical"
    assert read.danger.kinds[0] == "fire"
    assert "着火" in read.urgent_words


@pytest.mark.parametrize("text", ["我们明天去市政府静坐", "再不给钱就同归于尽"])
def test_what_is_sensitive_for_many_people_is_urgent(text: str) -> None:
    assert Classifier().classify(text).urgency.code != "normal"


def test_a_sign_of_the_city_decides_in_doubt_and_of_which_kind() -> None:
    text = "老虎沟那边的娃又下到塘口去了"
    signs = {"water": ["塘口"]}
    _, danger = level_with_danger(text, signs)
    assert danger.is_danger
    assert danger.kinds[0] == "water"
    _, harmless = level_with_danger("咨询塘口路社保中心几点开门，需要带什么材料", signs)
    assert not harmless.is_danger


@pytest.mark.parametrize("text", ["", "。。。", " ", "\ud800", "12345"])
def test_what_says_nothing_is_no_danger(text: str) -> None:
    assert not is_danger(text)


def test_reading_takes_no_longer_than_the_text_is_long() -> None:
    danger_reader().read("着火")
    begin = time.process_time()
    danger_reader().read("救命着火" * 500_000)
    danger_reader().read("，" * 1_000_000)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "frame",
    [
        "东湖区湖滨街道人民路1号，{}",
        "东湖区湖滨街道人民路1号{}",
        "你好，我住在湖滨街道人民路12号，想反映一个情况，{}。请有关部门尽快处理，谢谢",
    ],
)
def test_an_address_and_courtesies_hide_no_danger(frame: str) -> None:
    """Of the unseen dangers as many are seen as without a frame, and no more harmless ones."""
    missed = [text for text, danger in UNSEEN if danger and not is_danger(frame.format(text))]
    alarms = [text for text, danger in UNSEEN if not danger and is_danger(frame.format(text))]

    assert len(missed) <= 8, missed
    assert len(alarms) <= 7, alarms


@pytest.mark.parametrize(
    "text",
    [
        "我家猫走丢了",
        "小狗走失了，三天没回来",
        "孩子的猫走丢了，孩子一直哭",
        "老人养的狗不见了一夜没回来",
        "这款呼吸机能救命，限时优惠，加微信",
        "车载安全锤落水能救命，正品低价",
        "推销电话说他们的药能救命，心脏病人吃了就好",
        "广告说这个灭火毯着火可救命",
    ],
)
def test_a_pet_that_ran_away_and_goods_that_save_lives_are_no_danger(text: str) -> None:
    assert not is_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "我家狗和孩子一起走丢了",
        "爷爷出门遛狗，狗回来了人没回来，天都黑了",
        "狗不见了，孩子追出去也没回来",
        "谁能救命啊，有人落水了",
        "有没有人能救命，我爸晕倒了",
        "被狗咬了脖子，血止不住",
    ],
)
def test_a_person_beside_a_pet_or_a_call_for_help_is_a_danger_all_the_same(text: str) -> None:
    assert is_danger(text)


@pytest.mark.parametrize(
    "text", ["算了", "没事", "没事了", "不用了", "不要了", "知道了", "走了", "再说吧"]
)
def test_a_report_of_a_few_plain_words_is_no_danger(text: str) -> None:
    read = Classifier().classify(text)
    assert (read.danger.is_danger, read.urgency.code) == (False, "normal")


@pytest.mark.parametrize("text", ["救命", "救我", "着火了", "不想活了", "煤气漏了"])
def test_a_cry_of_a_few_words_is_a_danger(text: str) -> None:
    assert is_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "邻居把煤气罐拧开了说要和大家一起死",
        "人生没意思了，这是我最后一次打电话",
        "楼上冒黑烟，屋里有小孩",
        "窗户往外冒黑烟，屋里有小孩",
        "他打我，手机也摔了",
        "手机掉河里，他下去捞没上来",
    ],
)
def test_a_threat_a_farewell_and_smoke_with_a_child_behind_it_are_dangers(text: str) -> None:
    assert is_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "锅炉房烟囱冒黑烟，屋里有小孩，天天咳嗽",
        "推销的天天打我电话",
        "手机掉水库里了，捞不上来",
        "这是我最后一次打电话问退款的事",
    ],
)
def test_a_chimney_a_sold_call_and_a_sunken_thing_are_none(text: str) -> None:
    assert not is_danger(text)


with (DATA / "danger_everyday.csv").open(encoding="utf-8", newline="") as lines:
    EVERYDAY = [(row["text"], row["danger"] == "yes") for row in csv.DictReader(lines)]


def test_everyday_reports_are_no_danger_and_everyday_leaks_and_threats_are() -> None:
    wrong = [text for text, danger in EVERYDAY if is_danger(text) != danger]
    assert len(wrong) <= 1, wrong
    lessons = LESSONS.read_text(encoding="utf-8").splitlines()
    assert {text for text, _ in EVERYDAY}.isdisjoint(row.rsplit(",", 1)[0] for row in lessons)


def test_of_dangers_heard_in_three_first_readings_nearly_all_are_seen_now_and_their_kind() -> None:
    with (DATA / "danger_heard.csv").open(encoding="utf-8", newline="") as rows:
        heard = [(row["text"], row["kind"]) for row in csv.DictReader(rows)]
    read = [(level_with_danger(text, {})[1], kind) for text, kind in heard]
    kinds_seen = [(danger.kinds[0], kind) for danger, kind in read if kind and danger.is_danger]
    alarms = [danger for danger, kind in read if not kind and danger.is_danger]
    assert len(kinds_seen) >= 0.95 * sum(bool(kind) for _, kind in heard)
    assert len(alarms) <= 0.07 * sum(not kind for _, kind in heard)
    assert sum(own == kind for own, kind in kinds_seen) >= 0.9 * len(kinds_seen)


@pytest.mark.parametrize(
    "text",
    [
        "没有着火，是烟感坏了，老是响",
        "外省煤气爆炸了，我们这里几时换管子",
        "楼下“砍人烧烤”的招牌太亮",
        "排队排得我都快断气了",
        "我家兔子卡在沙发底下出不来",
        "雨伞卡在闸机里抽不出来，只能掰断",
    ],
)
def test_what_is_denied_far_away_a_name_or_said_for_very_alarms_nobody(text: str) -> None:
    assert not is_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "是不是着火了，楼道里全是烟",
        "还没爆炸，可罐子一直嘶嘶往外喷气",
        "“救命”隔壁有人这么喊，还有砸门声",
        "狗掉进河里，孩子跳下去救，人没上来",
    ],
)
def test_calm_words_beside_a_danger_do_not_hide_it(text: str) -> None:
    assert is_danger(text)


def test_a_dated_story_in_a_long_letter_is_no_alarm() -> None:
    story = "2011年10月30日凌晨老师被爆炸声惊醒，火光冲天，车辆全都起火了，大家冲下楼灭火"
    assert not is_danger("。".join([*FILLING[:3], story, *FILLING[3:]]))


def rows_of(name: str) -> list[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as rows:
        return [(row["text"], row["kind"]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(
    ("name", "missed", "alike", "ordinary"),
    [
        ("danger_blind.csv", 1, 3, 7),
        ("danger_long.csv", 1, 3, 1),
        ("danger_halves.csv", 3, 4, 0),
        ("danger_last.csv", 8, 2, 0),
        ("danger_waiting.csv", 0, 0, 2),
    ],
)
def test_dangers_that_taught_nothing_are_seen_and_few_harmless_texts_alarm(
    name: str, missed: int, alike: int, ordinary: int
) -> None:
    rows = rows_of(name)
    lessons = {row.rsplit(",", 1)[0] for row in LESSONS.read_text(encoding="utf-8").splitlines()}
    assert lessons.isdisjoint(text for text, _ in rows)
    read = [(kind, is_danger(text)) for text, kind in rows]
    calm = {"alike": alike, "ordinary": ordinary}
    assert sum(kind not in calm and not alarms for kind, alarms in read) <= missed
    assert {
        name: sum(kind == name and alarms for kind, alarms in read) <= most
        for name, most in calm.items()
    } == dict.fromkeys(calm, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("市民来电反映：", "，请相关部门核实处理。"),
        ("我住在城东区建设街12号阳光花园5栋2单元，", ""),
        ("您好，我是附近的居民，有个情况要跟你们说一下，", "，麻烦你们尽快派人来看看，谢谢"),
    ],
)
def test_courtesies_and_addresses_around_a_danger_hide_few(before: str, after: str) -> None:
    dangers = [text for text, kind in CASES if kind]
    missed = [text for text in dangers if not is_danger(f"{before}{text}{after}")]
    assert len(missed) <= 0.08 * len(dangers), missed


@pytest.mark.parametrize("text", ["家里煤气漏了味道很大", "煤气漏了", "屋里煤气味好大，头都晕了"])
def test_gas_in_everyday_words_is_a_danger_of_gas(text: str) -> None:
    danger = level_with_danger(text, {})[1]
    assert (danger.is_danger, danger.kinds[0]) == (True, "gas")


@pytest.mark.parametrize(
    "sentence",
    [
        "更可怜的是病人，怎忍心让他们再受毒气，躺在床上头晕",
        "后来听说又起火了，人全往楼下跑",
    ],
)
def test_a_sentence_of_a_letter_that_argues_is_no_alarm(sentence: str) -> None:
    assert not is_danger("。".join([*FILLING[:3], sentence, *FILLING[3:]]))


def test_a_cry_of_a_few_signs_in_a_letter_is_heard() -> None:
    assert is_danger("。".join([*FILLING[:3], "快来人着火了", *FILLING[3:]]))
