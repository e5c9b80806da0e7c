"""Of which kinds a danger is, where a text tells of several."""

import pytest

from classifiers.danger.level import level_with_danger
from classifiers.danger.strong_signs import with_signed_kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("前夫把燃气阀门打开了，手里攥着把菜刀不让我们娘俩出门", {"gas", "violence"}),
        ("屋里都是天然气味，他喊着要拉全家陪葬", {"gas", "violence"}),
        ("厂里氨气漏了，工人一个个晕倒，旁边车间还起火了", {"explosion", "fire"}),
        ("吊篮烧起来了，工人从架子上摔下来不动了", {"fire", "collapse"}),
        ("老伴割了手腕，血怎么按都止不住，人喊不醒", {"life", "illness"}),
        ("毕业聚餐回来十来个学生上吐下泻，食堂后厨又起火了", {"poisoning", "fire"}),
    ],
)
def test_every_kind_that_a_clause_names_is_one_of_the_danger(text: str, kinds: set[str]) -> None:
    danger = level_with_danger(text, {})[1]
    assert danger.is_danger
    assert kinds <= set(danger.kinds)


@pytest.mark.parametrize(
    "text",
    [
        "三楼着火了，里面有孩子，去年这楼还有人跳楼",
        "厨房着火了，怕旁边的煤气罐爆炸",
        "楼道着火了，没有爆炸，快来",
    ],
)
def test_what_is_over_feared_or_denied_adds_no_kind(text: str) -> None:
    assert with_signed_kinds(("fire",), text) == ("fire",)


def test_a_fever_with_cramps_is_an_illness_first() -> None:
    danger = level_with_danger("小儿子高烧不退，突然抽搐，怎么拍都叫不醒", {})[1]
    assert danger.kinds[0] == "illness"


def test_reading_kinds_takes_no_longer_than_the_text_is_long() -> None:
    assert with_signed_kinds(("fire",), "拿刀" * 200_000 + "跳到" * 200_000)
