"""Dangers that are told without an alarming word, and what sounds alike."""

import pytest

from classifiers.call_wish import wishes_no_call
from classifiers.danger.level import level_with_danger


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("刚才咽了四十来片感冒药，心里反倒轻松了", "life"),
        ("我妹把抽屉里的止疼片全都吞了，人还笑着", "life"),
        ("喝了两瓶安眠药水，不打紧，就想好好睡一回", "life"),
        ("我在楼顶天台", "life"),
        ("一个人坐在顶楼边上", "life"),
        ("楼上大娘好些天不见人，怎么敲都不开门", "illness"),
        ("姑奶奶一个人住，三天打电话都不接，拍门没人答应", "illness"),
        ("这几年辛苦大家了，替我谢谢每一位，我走啦，来世再见", "life"),
    ],
)
def test_a_scene_without_an_alarming_word_is_a_danger(text: str, kind: str) -> None:
    danger = level_with_danger(text, {})[1]
    assert (danger.is_danger, danger.kinds[:1]) == (True, (kind,))


@pytest.mark.parametrize(
    "text",
    [
        "吃了一整盒感冒药也没有效果，要求药店退钱",
        "药店卖给我三十片降压药是过期的",
        "我在天台上晒的被子被收走了",
        "天台的门坏了，风一吹哐哐响",
        "老人座机三天打不通，电信说线路坏了",
        "维修师傅敲门没人应就走了，家里老人等了三天没等到",
        "谢谢你们这么多年陪着老街坊，祝工作顺利",
    ],
)
def test_goods_roofs_in_use_and_missed_visits_are_none(text: str) -> None:
    assert not level_with_danger(text, {})[1].is_danger


@pytest.mark.parametrize(
    "text",
    [
        "他在隔壁屋，千万别打我电话",
        "不要回电话，会被他听见",
        "我现在没法接电话",
        "只能回短信，不敢出声",
        "请勿回拨",
    ],
)
def test_a_wish_not_to_be_called_is_read(text: str) -> None:
    assert wishes_no_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "别打电话给我妈",
        "他给我发短信说不想活了",
        "电话一直打不通",
        "你们快打电话给我",
        "说不要电话催",
    ],
)
def test_who_speaks_of_calls_to_others_may_be_called(text: str) -> None:
    assert not wishes_no_call(text)
