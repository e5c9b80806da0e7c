"""Phones, ID numbers, cards, plates and names are found and masked; ordinary words stay."""

import csv
import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import personal
from classifiers.personal import find_personal, mask

ORDINARY = (Path(__file__).parent / "data" / "ordinary.txt").read_text("utf-8").splitlines()
with (Path(__file__).parent / "data" / "personal_items.csv").open("r", -1, "utf-8") as file:
    ITEMS = [(row["kind"], row["text"], row["secret"]) for row in csv.DictReader(file)]
with (Path(__file__).parent / "data" / "personal_spoken.csv").open("r", -1, "utf-8") as file:
    VOICES = [(row["kind"], row["text"], row["secret"]) for row in csv.DictReader(file)]
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧巧美雅芝萍红玲芬燕彩春菊兰凤洁梅琳素云莲真环雪"
    "荣爱妹霞香月莺媛建国志刚海波宇浩然子轩欣怡梓涵"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜"
)
SPOKEN = "零一二三四五六七八九"


def digits(chance: Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def mobile(chance: Random) -> str:
    number = "1" + chance.choice("3456789") + digits(chance, 9)
    form = chance.randrange(6)
    if form == 1:
        return f"{number[:3]}-{number[3:7]}-{number[7:]}"
    if form == 2:
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if form == 3:
        return f"+86{number}"
    if form == 4:
        return "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    return "".join(SPOKEN[int(sign)] for sign in number) if form == 5 else number


def landline(chance: Random) -> str:
    return (
        chance.choice(["010", "021", "0731", "0512", "0755"])
        + chance.choice(["-", "", " "])
        + "8"
        + digits(chance, 7)
    )


def id_number(chance: Random) -> str:
    day = f"{chance.randint(1930, 2015)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    place = chance.choice(["430102", "110105", "320583", "510104", "445281"])
    return (
        place
        + chance.choice(["", " "])
        + day
        + digits(chance, 3)
        + chance.choice([*"0123456789", "X", "x"])
    )


def card(chance: Random) -> str:
    number = chance.choice(["6222", "6217", "6228", "4563", "5187"]) + digits(
        chance, chance.choice([12, 15])
    )
    return (
        number
        if chance.random() < 0.5
        else " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    )


def plate(chance: Random) -> str:
    tail = digits(chance, 5) if chance.random() < 0.5 else chance.choice("DF") + digits(chance, 5)
    return (
        chance.choice("湘粤京沪苏浙鄂川")
        + chance.choice("ABCEFKM")
        + chance.choice(["", "·", " "])
        + tail
    )


def name(chance: Random) -> str:
    return chance.choice(SURNAMES) + "".join(
        chance.choice(GIVEN) for _ in range(chance.choice([1, 2, 2]))
    )


MAKERS = {
    "phone": (
        mobile,
        ("电话{}，请联系我", "我的手机号是{}。", "联系方式：{}", "打{}找我", "{}一直没人接"),
    ),
    "id_number": (id_number, ("身份证{}，", "身份证号码：{}", "证件号{}的户口办不了")),
    "bank_card": (card, ("卡号{}，", "银行账号：{}", "钱打到{}这张卡上")),
    "plate": (plate, ("车牌{}堵住了路口", "{}违停", "一辆{}的货车", "司机开{}，闯红灯")),
    "name": (
        name,
        (
            "我叫{}，家住城南",
            "姓名：{}，男",
            "联系人{}，",
            "投诉人：{}",
            "业主姓名 {} 反映",
            "法定代表人{}，",
            "落款：{}",
        ),
    ),
}


def landlines(chance: Random) -> tuple[str, str, str]:
    number = landline(chance)
    return "phone", number, f"座机{number}打不通"


def texts_with_secrets(count: int) -> list[tuple[str, str, str]]:
    """(kind, secret, text)"""
    chance, rows = Random(12345), []
    for _ in range(count):
        kind = chance.choice(list(MAKERS))
        maker, frames = MAKERS[kind]
        secret = maker(chance)
        before, behind = (
            chance.choice(["", "您好。", "我要投诉，", "反映一个问题："]),
            chance.choice(["", "，谢谢", "。盼复"]),
        )
        rows.append((kind, secret, before + chance.choice(frames).format(secret) + behind))
    return rows + [landlines(chance) for _ in range(count // 10)]


def test_at_least_995_of_1000_made_secrets_are_masked() -> None:
    rows = texts_with_secrets(5000)
    missed = [
        (secret, mask(text))
        for _, secret, text in rows
        if secret in mask(text) or not hidden(secret, text)
    ]
    assert len(missed) <= 0.005 * len(rows), missed[:20]


def hidden(secret: str, text: str) -> bool:
    """Every letter and digit of the secret is covered by a star."""
    start, masked = text.index(secret), mask(text)
    return all(masked[start + i] == "*" for i, sign in enumerate(secret) if sign.isalnum())


def test_at_least_95_of_100_items_as_callers_write_them_are_masked() -> None:
    """Not drawn from the lists of the code; what the first runs missed mended the code since."""
    items = [(secret, text) for kind, text, secret in ITEMS if kind != "harmless"]
    missed = [text for secret, text in items if not hidden(secret, text)]
    assert len(items) >= 300
    assert len(missed) <= 0.05 * len(items), missed


def test_at_most_1_of_100_texts_that_look_like_personal_data_is_touched() -> None:
    harmless = [text for kind, text, _ in ITEMS if kind == "harmless"]
    touched = [text for text in harmless if mask(text) != text]
    assert len(harmless) >= 300
    assert len(touched) <= 0.01 * len(harmless), touched


def test_of_items_written_before_the_patterns_were_read_at_most_5_of_100_are_missed() -> None:
    items = [(secret, text) for kind, text, secret in VOICES if kind != "harmless"]
    missed = [text for secret, text in items if not hidden(secret, text)]
    assert len(missed) <= 0.05 * len(items), missed
    assert not [text for kind, text, _ in VOICES if kind == "harmless" and mask(text) != text]


def test_a_name_that_is_announced_once_is_masked_wherever_it_stands() -> None:
    text = "老板郗若溪、逄立鹏跑了，昨天有人见过郗若溪"
    assert mask(text) == "老板***、***跑了，昨天有人见过***"


def test_the_door_of_a_home_is_masked_whole() -> None:
    assert mask("漏水的是3栋2单元501室") == "漏水的是*********"
    assert mask("行政中心1号楼302室没人") == "行政中心1号楼302室没人"


def test_the_telephone_of_an_office_stays_and_that_of_a_home_does_not() -> None:
    assert mask("街道办事处电话0571-88033187") == "街道办事处电话0571-88033187"
    assert mask("街道办事处没人管，我家电话0571-88033187").endswith("我家电话*************")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=80))
def test_masking_keeps_the_length_and_the_spans_are_apart(text: str) -> None:
    spans = find_personal(text)
    assert len(mask(text)) == len(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_the_kind_of_each_span_is_told() -> None:
    text = "我叫张伟，电话13812345678，身份证430102198501011234，车牌湘A12345，微信号abc_1234"
    assert [span.kind for span in find_personal(text)] == [
        "name",
        "phone",
        "id_number",
        "plate",
        "account",
    ]


@pytest.mark.parametrize(
    "plate",
    [
        *("粤B使1234", "粤B·领1234", "领A·12345", "使A12345", "应急X·1234", "应急X1234"),
        *("粤B·D12345F", "粤B-D12345F", "粤B D12345F", "粤BD12345F", "粤B·12345F"),
        *("浙江A12345", "浙江A·D12345", "湖北A12345", "广东B12345"),
    ],
)
def test_rare_plates_are_masked_whole(plate: str) -> None:
    assert mask(f"车牌{plate}，停在门口") == f"车牌{'*' * len(plate)}，停在门口"
    assert mask(f"一辆{plate}的车") == f"一辆{'*' * len(plate)}的车"


@pytest.mark.parametrize(
    "text",
    [
        "我领A0123号等了两小时",
        "领A12345号排队",
        "浙江G1523高速堵车",
        "领A4纸12345张",
    ],
)
def test_tickets_roads_and_trains_are_no_plates(text: str) -> None:
    assert mask(text) == text


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("联系人李小明，13812345678")
    assert mask(once) == once == "联系人***，***********"


PIECES = [
    "13812345678",
    "+86",
    "0086",
    "86",
    "1",
    "8",
    "0",
    "138",
    "5678",
    " ",
    "-",
    "(",
    ")",
    "010",
    "@",
    "a.cn",
    "X",
    "A",
]
PIECES += [
    "电话",
    "身份证",
    "护照",
    "卡号",
    "微信",
    "京",
    "12345",
    "110101",
    "19900101",
    "幺三八",
    "五五五五五五五五",
    "，",
    "１２３４",
    "栋",
    "单元",
    "501室",
    "家住",
    "12号",
    "加v",
    "群号",
    "抖音",
    "wj",
    "使",
    "应急",
    "#",
    "163.com",
    "出生",
    "2001年1月2日",
    "_",
    "abc",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_lacks_the_sign_of_a_pattern_would_not_be_found_by_it(text: str) -> None:
    folded = personal._narrow(text)
    for _, sign, pattern in personal._PATTERNS:
        assert sign in personal.signs_in(folded) or pattern.search(folded) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "11",
        "1a",
        "8613812345678",
        "+8613812345678",
        "008613812345678",
        "1\n13812345678",
        "113812345678",
    ],
)
def test_a_number_begins_where_no_digit_stands_before_it(text: str) -> None:
    match = re.search(r"(?<!\d)(?:(?:\+|00)?86)?1[3-9]\d{9}(?!\d)", text)
    assert [(span.start, span.end) for span in find_personal(text)] == (
        [match.span()] if match else []
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("电话159，8765，4321", "8765"),
        ("电话159、8765、4321", "8765"),
        ("159\n8765\n4321", "8765"),
        ("电话㈠㈤㈨㈧㈦㈥㈤㈣㈢㈡㈠", "㈤㈨㈧"),
        ("电话㊀㊄㊈㊇㊆㊅㊄㊃㊂㊁㊀", "㊄㊈㊇"),
        ("+1 (415) 555-2671", "555"),
        ("+44 (0)20 7946 0958", "7946"),
        ("lei.li (at) example.org", "lei.li"),
        ("lei.li[at]example[dot]com", "lei.li"),
        ("车号：浙-A-12345", "12345"),
        ("浙.A12345逆行", "12345"),
        ("我叫阿卜杜热合曼.吐尔逊", "吐尔逊"),
    ],
)
def test_what_parts_a_number_or_a_name_does_not_save_it(text: str, rest: str) -> None:
    assert rest not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "共159、8765、432户",
        "2026年3月9日，138，4000元",
        "分别为150，200，300元",
        "浙江-宁波高速12345",
        "面积+1 (2楼)共30平方",
    ],
)
def test_figures_in_a_row_are_no_number(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "我的手机138 1234\n5678，谢谢",
        "电话 138\r\n1234 5678",
        "手机号是13８-1二3四-5六78。",
        "打1三八，1234，五六78",
    ],
)
def test_a_number_is_hidden_across_lines_and_in_mixed_writing(text: str) -> None:
    assert not set("5678五六") & set(personal.mask(text))


@pytest.mark.parametrize("text", ["2026-11-28\n12345投诉", "工单2611290000050\n2611290000051"])
def test_numbers_below_each_other_are_no_telephone(text: str) -> None:
    assert personal.mask(text) == text


def is_open(text: str, secret: str) -> bool:
    """Whether a letter or digit of the secret can still be read."""
    masked, start = mask(text), text.index(secret)
    return any(masked[start + n] != "*" for n, sign in enumerate(secret) if sign.isalnum())


def test_of_sentences_written_before_the_patterns_were_read_nearly_all_are_masked() -> None:
    """125 of one pen; at the first reading 53 of 63 were masked and none of 62 harmless ones."""
    path = Path(__file__).parent / "data" / "personal_blind.csv"
    rows = list(csv.DictReader(path.open("r", -1, "utf-8")))
    items = [(row["text"], row["secrets"].split("|")) for row in rows if row["secrets"]]
    unmasked = [text for text, secrets in items if any(is_open(text, each) for each in secrets)]
    false = [row["text"] for row in rows if not row["secrets"] and mask(row["text"]) != row["text"]]
    assert len(unmasked) <= 0.05 * len(items), unmasked
    assert false == []


def test_of_what_strangers_wrote_nearly_all_is_masked_and_nothing_harmless() -> None:
    """Five lots, each written before the code was read or run on it; at the first reading 85, 70,
    71, 71 and 80 of 100 were masked (names of all peoples and namesakes of the famous), 3 of 210
    harmless ones touched.
    """
    path = Path(__file__).parent / "data" / "personal_strangers.csv"
    rows = list(csv.DictReader(path.open("r", -1, "utf-8")))
    items = [(row["text"], each) for row in rows for each in row["secrets"].split("|") if each]
    unmasked = [(text, secret) for text, secret in items if is_open(text, secret)]
    harmless = [row["text"] for row in rows if not row["secrets"]]
    assert len(items) >= 240
    assert len(unmasked) <= 0.07 * len(items), unmasked
    assert [text for text in harmless if mask(text) != text] == []


def test_names_in_the_middle_of_stories_are_masked_and_nothing_that_looks_like_them() -> None:
    """Lots of 80 and 80, 40 and 40, 40 and 40, each written before it was run: at the first reading
    58 of 80, 27 of 40 and 33 of 40 were masked; the last mended nothing yet. Of the harmless ones
    the 400 number of a firm is masked on purpose.
    """
    path = Path(__file__).parent / "data" / "personal_stories.csv"
    rows = list(csv.DictReader(path.open("r", -1, "utf-8")))
    items = [(row["text"], each) for row in rows for each in row["secrets"].split("|") if each]
    unmasked = [(text, secret) for text, secret in items if is_open(text, secret)]
    false = [row["text"] for row in rows if not row["secrets"] and mask(row["text"]) != row["text"]]
    assert len(items) >= 160
    assert len(unmasked) <= 0.07 * len(items), unmasked
    assert len(false) <= 1, false


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我姓诸葛，孩子上二年级", "我姓**，孩子上二年级"),
        ("我姓王，叫我老王就行", "我姓*，叫我老*就行"),
        ("𠮷**先生来电", "***先生来电"),
        ("王小*女士来电", "***女士来电"),
        ("联系人欧 阳 志 远，住五楼", "联系人*******，住五楼"),
        ("我是欧 阳 志 远", "我是*******"),
        ("本人李㛃，要求退款", "本人**，要求退款"),
        ("应急A12345堵了路", "********堵了路"),
    ],
)
def test_no_part_of_a_name_is_left(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", ["我姓什么不重要", "王女士来电", "老王家漏水", "应急电话12350"])
def test_a_surname_that_is_not_told_as_ones_own_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("家在梅园路88号7楼西户", "家在梅园路88号****"),
        ("在平安里18号2楼东户", "在平安里18号****"),
        ("丈夫何建军动手打人", "丈夫***动手打人"),
        ("前夫曹军骚扰我", "前夫**骚扰我"),
        ("司机师傅姓孙叫孙立平", "司机师傅姓孙叫***"),
        ("保安队长老张叫张国庆", "保安队长老张叫***"),
        ("护士长田雨说的", "护士长**说的"),
        ("邻居老孙家的孙志强天天放音响", "邻居老孙家的***天天放音响"),
        ("微信同号 a_long1990", "微信同号 **********"),
        ("姓名栏写的是张伟民", "姓名栏写的是***"),
    ],
)
def test_kin_posts_and_doors_announce_what_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "姓名栏填错了",
        "姓名一栏空着",
        "司机姓王叫我等着",
        "邻居小陈家的水管漏",
        "老张叫张嘴就骂",
        "护士长态度不好",
        "丈夫何时回来",
        "二楼北户的餐馆",
        "水利水电工程公司没来人",
    ],
)
def test_the_same_words_before_other_words_leave_them_as_they_are(text: str) -> None:
    assert mask(text) == text
