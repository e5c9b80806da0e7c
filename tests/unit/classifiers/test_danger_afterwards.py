"""What is told afterwards alarms nobody; notes on orders, neighbours unseen for days and beasts at
large do.
"""

import time

import pytest

from classifiers.danger.afterwards import without_long_ago
from classifiers.danger.calming import calmed
from classifiers.danger.level import level_with_danger
from classifiers.danger.reader import THRESHOLD
from classifiers.danger.scenes import scene_of


def read(text: str) -> tuple[bool, str]:
    level, danger = level_with_danger(text, {})
    return danger.is_danger, level[0]


@pytest.mark.parametrize(
    "text",
    [
        "感谢巡逻的辅警，把昏倒在花坛边的我爸扶起来送医了，人缓过来了",
        "给游泳馆的教练送锦旗，我闺女溺水是他捞上来的",
        "想表扬一位大哥，他冲进着火的屋子把我婆婆背出来了",
    ],
)
def test_thanks_for_a_rescue_are_no_danger(text: str) -> None:
    assert read(text) == (False, "normal")


@pytest.mark.parametrize(
    "text",
    [
        "感谢你们快点来，我爸昏倒了扶不起来",
        "好心人把她从水里捞上来了，人还没醒，求你们派车",
        "民警救出来一个，里面还在着火，还有两个没出来，谢谢你们快来",
    ],
)
def test_thanks_beside_a_danger_that_goes_on_hide_it_not(text: str) -> None:
    assert read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "雨棚整个掉下来砸在我车顶上，人不在车里",
        "空调架子掉下来压住花盆了，没砸着人",
    ],
)
def test_what_fell_and_hurt_nobody_is_no_danger(text: str) -> None:
    assert not read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "楼板掉下来一块，没砸着人，剩下的还在晃，要掉",
        "着火了，人没事，火往隔壁烧过去了",
    ],
)
def test_what_hurt_nobody_yet_and_goes_on_is_a_danger(text: str) -> None:
    assert read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "去年隔壁单元煤气爆炸炸伤两个人，楼道的窗框一直没给装",
        "前年有孩子掉进水库淹死了，水库边的警示牌褪色了",
    ],
)
def test_what_was_long_ago_is_no_danger(text: str) -> None:
    assert not read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "上个月他就拿刀砍过我，今天又拿着刀砸门",
        "去年抢救过一回，刚才又吃了一整瓶安眠药",
    ],
)
def test_what_happens_again_is_a_danger(text: str) -> None:
    assert read(text)[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("订单备注上写着：我被锁在仓库里，帮忙报警", "violence"),
        ("骑手的小票备注：吃完这最后一顿就走了，门口的狗麻烦送人", "life"),
        ("四楼独居的阿婆八天没露面，窗台上的灯一直亮着", "illness"),
        ("租客一个星期没见过人，门缝里臭味往外冒，手机没人接", "illness"),
        ("动物园跑出来一只老虎，老虎冲进村里了", "violence"),
        ("账都清了，孩子托给我姐，各位下辈子再见", "life"),
        ("轿厢里有人拍门，喊救命喊了好一会", "trapped"),
    ],
)
def test_a_note_an_unseen_neighbour_and_a_beast_at_large_are_dangers(text: str, kind: str) -> None:
    danger = level_with_danger(text, {})[1]
    assert (danger.is_danger, danger.kinds[:1]) == (True, (kind,))
    scene = scene_of(text)
    assert scene is not None
    assert scene.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "歌词里唱来世再见，广场大喇叭天天放",
        "备注写了少放辣，商家不看，要求退款，不然我报警",
        "野猪冲进玉米地把庄稼拱了，能申请补偿吗",
        "售货机卡住了我的饮料，按铃没人应",
        "抽油烟机罢工，炒个青椒满屋子都是烟",
        "话务员再让我等我就原地爆炸",
        "孩子在课本剧里扮演中毒的皇后，排演服装要自己买",
    ],
)
def test_orders_empty_homes_machines_and_plays_are_none(text: str) -> None:
    assert not read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "楼上大姐一周没见人，出国旅游了，水表那儿往下渗，谁来关阀",
        "隔壁阿姨好几天没见过她了，房子空着没人住，报纸堆在过道",
    ],
)
def test_an_empty_home_is_no_scene_of_danger(text: str) -> None:
    assert scene_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "炒菜着火了，满屋子都是烟，老人还在里面",
        "洗衣机夹住孩子的手了，拿不出来",
        "道闸压住一个骑车的人",
        "我弟弟画了遗书里那张图，人在楼顶上",
    ],
)
def test_a_fire_in_the_kitchen_and_a_hand_in_a_machine_are_dangers(text: str) -> None:
    assert read(text)[0]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("取票机吞了银行卡，按铃没人应", "机器坏了"),
        ("楼下喇叭一开我脑袋都要炸了", "生气"),
        ("跑了八趟，被这窗口气死", "生气"),
        ("菜端上来香得我快晕倒", "受不了"),
        ("孩子扮演溺水的王子，排练到半夜", "演出"),
    ],
)
def test_ways_of_speaking_are_read_as_what_they_are(text: str, rest: str) -> None:
    assert rest in calmed(text)


def test_without_a_word_of_a_matter_a_report_must_be_surer() -> None:
    danger = level_with_danger("外婆坐在河边洗衣裳", {})[1]
    assert not danger.is_danger
    assert danger.chance > THRESHOLD


def test_who_comes_home_in_the_evening_tells_of_no_last_time() -> None:
    text = "他晚上回来就拿刀追我"
    assert without_long_ago(text) == text
    assert without_long_ago("上回拿刀追我，门还没修") == "门还没修"


def test_what_lasts_since_long_ago_stays_in_the_text() -> None:
    text = "去年他就拿刀追我，到现在天天来砸门"
    assert without_long_ago(text) == text
    assert without_long_ago("去年着过火，墙还没刷") == "墙还没刷"


@pytest.mark.parametrize(
    "text",
    ["感谢救" * 40, "去年没" * 40, "备注订单" * 30, "三天没" * 40, "豹子野猪" * 30, "道闸卡" * 40],
)
def test_hostile_texts_cost_little(text: str) -> None:
    start = time.process_time()
    for _ in range(20):
        level_with_danger(text, {})
    assert time.process_time() - start < 0.5
