"""People in a stopped lift, hearts that stand still, who is not yet rescued, what begins anew, and
everyday matters told with knives, poles and disgust.
"""

import time

import pytest

from classifiers.danger.level import level_with_danger


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "物业天天说修电梯修电梯，这下好了，刚才又卡在六楼上头，里边关着我爸跟三岁的孙女，小的嗓子都哭哑了，"
            "打了八个电话没一个接的，快半个钟头了",
            "trapped",
        ),
        ("货梯半路不走了，里面困着两个搬运师傅", "trapped"),
        ("我在电梯里，停在九楼和十楼之间，门扒不开", "trapped"),
        ("从河里拉上来的老汉，没有脉搏了", "illness"),
        ("捞上来的孩子摸不到脉搏了", "illness"),
        ("掉坑里的师傅还没拉上来", "trapped"),
        ("压在墙底下的师傅还没挖出来", "collapse"),
        ("再不来人我就点着液化气", "explosion"),
        ("天然气表换完了又开始漏，老人直犯困", "gas"),
        ("地铁轨道上坐着个男的，不肯走", "life"),
        ("有个学生从站台爬到铁轨上去了", "life"),
        ("校门口那男的手里有把菜刀", "violence"),
        ("幼儿园外头一个人揣着匕首转来转去", "violence"),
    ],
)
def test_a_danger_is_seen_however_plainly_told_and_its_first_kind_is_right(
    text: str, kind: str
) -> None:
    danger = level_with_danger(text, {})[1]
    assert (danger.is_danger, danger.kinds[:1]) == (True, (kind,))


@pytest.mark.parametrize(
    "text",
    [
        "电梯停了五天，十六楼，老人天天爬",
        "昨晚电梯停了，我们三个人在里面关了一小时，物业连句道歉都没有",
        "电梯坏了，物业说里面的主板要换，大家凑钱",
        "小区电梯卡在一楼，快递师傅把货放里面不出来",
        "运动手表测不到心跳，商家不给换",
        "手机掉进井里还没捞上来",
        "再不来修水管我就打开水龙头让它流",
        "水管修好了又漏，找谁",
        "阳台地漏返水，剩饭渣子漂一地，太恶心了，来个师傅拿铁丝捅了几下就走",
        "气得我真想杀人了，两斤羊肉少三两，老板拿着砍刀剁着案板说随便告",
        "厨房着火了应该先做什么，社区能不能来讲一讲",
        "燃气漏了该怎么办，盼着居委会办一次培训",
        "铁轨旁边有人种菜，能不能管管",
    ],
)
def test_everyday_matters_in_lively_words_are_none(text: str) -> None:
    assert not level_with_danger(text, {})[1].is_danger


@pytest.mark.parametrize(
    "text",
    [
        "楼上孩子蹦得跟地震一样",
        "昨天走失的奶奶已经找到了 谢谢大家",
        "他当年冒着生命危险救人，想给他请个奖",
    ],
)
def test_what_is_over_or_likened_is_not_urgent(text: str) -> None:
    assert level_with_danger(text, {})[0][0] == "normal"


def test_asking_to_be_taught_hides_no_fire_that_is_there() -> None:
    text = "我家厨房现在着火了该怎么灭，快教教我"
    assert level_with_danger(text, {})[1].is_danger


def test_a_danger_without_a_word_of_a_matter_shows_the_clause_that_says_it() -> None:
    text = "我家老三去菜场买了两斤肉，回来火灭了又着起来了"
    danger = level_with_danger(text, {})[1]
    assert not any("买" in word for word in danger.words)


@pytest.mark.parametrize("text", ["电梯里" * 40, "没人里" * 40, "掉人没" * 40, "燃气又" * 40])
def test_hostile_texts_cost_little(text: str) -> None:
    start = time.process_time()
    for _ in range(20):
        level_with_danger(text, {})
    assert time.process_time() - start < 0.5
