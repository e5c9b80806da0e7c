"""A person who is known is found in a text in any writing, and where they speak of themselves."""

import pytest

from classifiers.known_person import KnownPerson, names_in

WOMAN = KnownPerson(["欧阳如霜"], ["13977654321"])
NOBODY = KnownPerson()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("欧阳如霜住处旁施工", "****住处旁施工"),
        ("欧 阳 如 霜 说", "******* 说"),
        ("歐陽如霜說", "****說"),
        ("打给139 7765 4321", "打给*************"),
        ("打给１３９７７６５４３２１", "打给***********"),
        ("一三九七七六五四三二一", "***********"),
        ("欧阳女士等回电", "**女士等回电"),
        ("小欧阳在家", "小**在家"),
        ("尾号4321", "尾号****"),
    ],
)
def test_name_number_and_what_they_are_called(text, masked):
    assert WOMAN.mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("免贵姓柏，住得不远", "免贵姓*，住得不远"),
        ("我是柏女士", "我是*女士"),
        ("本人柏先生，路灯不亮", "本人*先生，路灯不亮"),
        ("手机后四位是4321", "手机后四位是****"),
    ],
)
def test_who_gave_no_name_still_says_it(text, masked):
    assert NOBODY.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "张家村的路灯不亮",
        "小张村口积水",
        "请城管局王局长来看看",
        "2026年3月9日20时，共138户",
        "人民路123号旁夜里施工",
        "工单编号2603090000018",
    ],
)
def test_what_tells_nobody_stays(text):
    assert KnownPerson(["张三丰"], ["13977654321"]).mask(text) == text


@pytest.mark.parametrize("names", [[""], [" "], ["王"], ["A"]])
def test_empty_and_single_names_mask_no_letters(names):
    assert KnownPerson(names, ["", "12"]).mask("王家的路灯不亮A") == "王家的路灯不亮A"


def test_a_name_that_was_announced_is_known_wherever_it_stands_again():
    assert names_in("我叫柏如霜，路灯不亮") == {"柏如霜"}
    assert (
        KnownPerson(others=names_in("我叫柏如霜，路灯不亮")).mask("柏如霜再次来电") == "***再次来电"
    )


def test_signs_of_patterns_in_a_name_are_plain_signs():
    assert (
        KnownPerson(["(.*)+甲乙"]).mask("有人叫(.*)+甲乙，别人不叫")
        == "有人叫" + "*" * 7 + "，别人不叫"
    )
