"""Who asks to be kept out of sight."""

from time import process_time

import pytest

from classifiers.secrecy_wish import secrecy_wishes

ASKING = [
    "请保密",
    "希望你们替我保密，谢谢",
    "麻烦给我的身份信息保密",
    "不要让他们知道是我",
    "千万别让老板知道是谁说的",
    "我怕被报复",
    "担心他们给孩子穿小鞋",
    "请勿泄露我的手机号和姓名",
    "我要匿名举报",
    "別讓物業知道是我投訴的",
    "姓名电话不要公开",
]
SILENT = [
    "签了保密协议，公司还是不付钱",
    "不用保密，可以公开答复",
    "无需为我保密",
    "保密局门口的路灯坏了",
    "他扬言要报复社会",
    "我不怕报复，实名举报",
    "别告诉我这事归别人管",
    "请公开拆迁补偿的标准",
    "收到一封匿名举报信",
    "小区门口的垃圾没人清",
]


@pytest.mark.parametrize("text", ASKING)
def test_who_asks_is_heard_in_their_own_words(text):
    wishes = secrecy_wishes(text)
    assert wishes
    assert all(wish in text for wish in wishes)


@pytest.mark.parametrize("text", SILENT)
def test_who_does_not_ask_is_not_hidden(text):
    assert secrecy_wishes(text) == ()


@pytest.mark.parametrize("piece", ["请", "怕", "不要让", "身份", "请给我", "保密", "不要透露"])
def test_the_cost_follows_the_length(piece):
    def cost(size: int) -> float:
        begun = process_time()
        secrecy_wishes((piece * size)[:size])
        return process_time() - begun

    short, long = (min(cost(size) for _ in range(3)) for size in (5_000, 20_000))
    assert long <= 5 * short + 0.02
