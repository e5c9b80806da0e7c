"""A person who is known is found in a text in any writing, and where they speak of themselves."""

import pytest

from classifiers.known_person import KnownPerson, personal_in
from classifiers.personal import mask

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
    assert personal_in("我叫柏如霜，路灯不亮") == {"柏如霜"}
    assert (
        KnownPerson(others=personal_in("我叫柏如霜，路灯不亮")).mask("柏如霜再次来电")
        == "***再次来电"
    )


def test_signs_of_patterns_in_a_name_are_plain_signs():
    assert (
        KnownPerson(["(.*)+甲乙"]).mask("有人叫(.*)+甲乙，别人不叫")
        == "有人叫" + "*" * 7 + "，别人不叫"
    )


@pytest.mark.parametrize(
    "text", ["李-雷来电", "李_雷", "李*雷在家", "李\n雷", "李/雷", "李〜雷", "李+雷"]
)
def test_a_name_with_signs_in_it_is_the_same_name(text):
    masked = KnownPerson(["李雷"]).mask(text)
    assert "李" not in masked
    assert "雷" not in masked


@pytest.mark.parametrize(
    ("name", "text", "rests"),
    [
        ("阿不都热依木·买买提", "阿不都热依木来过", ["阿不都热依木"]),
        ("阿不都热依木·买买提", "买买提先生来过", ["买买提"]),
        ("阿不都热依木.买买提", "找买买提", ["买买提"]),
        ("欧阳如霜", "如霜昨天来过", ["如霜"]),
        ("柏如霜", "找如霜问", ["如霜"]),
        ("次仁卓玛", "卓玛女士来过", ["卓玛"]),
        ("John Smith", "MR SMITH and john", ["SMITH", "john"]),
        ("李雷", "李生、李太都在", ["李"]),
        ("李雷", "李工来过", ["李"]),
    ],
)
def test_a_part_of_the_name_by_which_they_are_called_is_masked(name, text, rests):
    masked = KnownPerson([name]).mask(text)
    assert [rest for rest in rests if rest in masked] == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("13977654321", "139，7765，4321"),
        ("13977654321", "139、7765、4321"),
        ("13977654321", "139\n7765\n4321"),
        ("13977654321", "139【7765】4321"),
        ("13977654321", "139****4321"),
        ("13977654321", "139XXXX4321"),
        ("13977654321", "手机最后四位4 3 2 1"),
        ("13977654321", "139 7765四三二一"),
        ("0571-82345678", "82345678打来的"),
        ("0571-82345678", "8234-5678打来的"),
        ("+852 6123 4567", "61234567打来的"),
    ],
)
def test_a_number_in_pieces_or_in_part_is_masked(number, text):
    masked = KnownPerson(numbers=[number]).mask(text)
    assert not any(sign.isdigit() for sign in masked), masked
    assert not any(sign in masked for sign in "四三二一" if sign not in "手机最后四位")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("王建国", "建国路123号路灯不亮"),
        ("李和平", "和平区府前街积水"),
        ("张三丰", "李生产的货有问题"),
        ("Ann Li", "annual planning in Lincoln"),
        ("张太平", "天下太平街口堵车"),
    ],
)
def test_places_and_words_that_look_like_a_part_of_the_name_stay(name, text):
    assert KnownPerson([name]).mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("别让单位知道是我上官", "别让单位知道是我**"),
        ("上官家的水管漏了", "**家的水管漏了"),
        ("上官路的路灯不亮", "上官路的路灯不亮"),
        ("家住上官小区", "家住上官小区"),
    ],
)
def test_a_surname_of_two_signs_tells_the_person_by_itself(text, masked):
    assert KnownPerson(["上官婉儿"]).mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("来电人陈先生反映油烟", "来电人*先生反映油烟"),
        ("来电人孙老师说", "来电人*老师说"),
        ("来电人老周说", "来电人老*说"),
        ("市民李女士来电反映", "市民*女士来电反映"),
        ("一位姓周的居民反映", "一位姓*的居民反映"),
        ("赵大爷来电反映", "*大爷来电反映"),
        ("陈先生（来电人）反映", "*先生（来电人）反映"),
        ("我叫老周", "我叫老*"),
        ("我们家姓郝", "我们家姓*"),
    ],
)
def test_the_surname_of_a_caller_is_hidden_however_the_operator_calls_them(text, masked):
    assert NOBODY.mask(text) == masked


@pytest.mark.parametrize(
    "text", ["我是老师", "我是老平房的住户", "来电人老家在外地", "我叫小孩去看", "小区反映多次"]
)
def test_words_that_begin_as_such_a_calling_stay(text):
    assert NOBODY.mask(text) == text


def test_a_title_that_ends_in_the_middle_of_what_the_text_hides_hides_it_too():
    person = KnownPerson(others=personal_in("路灯坏了，我是尼玛次仁，护照E12345678"))
    assert person.mask("路灯坏了，我是尼玛") == "路灯坏了，我是**"
    assert person.mask("护照E12345…").endswith("护照******…")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("回我 13 8 1 2 3 4 5 6 7 8", "13 8 1 2 3 4 5 6 7 8"),
        ("回我138 12 34 56 78谢谢", "138 12 34 56 78"),
        ("回我一 三 八 一二三四五六七八", "一 三 八 一二三四五六七八"),
        ("联系人慕容雪村", "慕容雪村"),
        ("报修人 茹仙古丽", "茹仙古丽"),
        ("李铁军报告：楼道灯不亮", "李铁军"),
        ("鄙人复姓上官婉儿", "上官婉儿"),
        ("我叫 Müller Hans", "Müller Hans"),
        ("Wo jiao Zhang Wei", "Zhang Wei"),
        ("加我 薇 abc12345", "abc12345"),
        ("微信号同手机 lisi-007", "lisi-007"),
        ("我叫司马懿之", "司马懿之"),
    ],
)
def test_what_tells_a_person_is_hidden_whole_however_it_is_written(text, hidden):
    assert mask(text) == text.replace(hidden, "*" * len(hidden))


@pytest.mark.parametrize("text", ["1 3 5 7 9 11 13 15 路公交都不来", "业主反映：路灯不亮"])
def test_numbers_of_buses_and_kinds_of_people_stay(text):
    assert mask(text) == text
