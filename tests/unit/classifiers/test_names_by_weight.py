"""Names that no word announces are told by the weight of their signs; other words stay."""

import csv
from pathlib import Path

import pytest

from benchmarks.name_weights import WEIGHTS, weights
from classifiers.name_weights import weight
from classifiers.personal import mask

with (Path(__file__).parent / "data" / "personal_operators.csv").open("r", -1, "utf-8") as file:
    ROWS = list(csv.DictReader(file))


def is_open(text: str, secret: str) -> bool:
    """Whether a letter or digit of the secret can still be read."""
    masked, start = mask(text), text.index(secret)
    return any(masked[start + n] != "*" for n, sign in enumerate(secret) if sign.isalnum())


@pytest.mark.parametrize(("lot", "most"), [("a", 0.03), ("b", 0.10), ("c", 0.21), ("d", 0.15)])
def test_of_four_lots_of_operators_texts_more_stays_masked_than_at_the_first_reading(
    lot: str, most: float
) -> None:
    """Written before the code was read (a) or run on them; whole texts masked at the first reading:
    65 of 85, 62 of 84, 35 of 54 and 33 of 40. What each missed mended the code since.
    """
    rows = [row for row in ROWS if row["lot"] == lot]
    items = [(row["text"], each) for row in rows for each in row["secrets"].split("|") if each]
    unmasked = [(text, secret) for text, secret in items if is_open(text, secret)]
    assert len(items) >= 40
    assert len(unmasked) <= most * len(items), unmasked


def test_none_of_their_harmless_texts_is_touched() -> None:
    harmless = [row["text"] for row in ROWS if not row["secrets"]]
    assert len(harmless) >= 120
    assert [text for text in harmless if mask(text) != text] == []


def test_the_shipped_weights_are_those_of_the_dictionary() -> None:
    assert WEIGHTS.read_text("utf-8").splitlines() == list(weights())


def test_a_name_weighs_more_than_other_signs() -> None:
    names = ("靳小军", "屈文博", "崔家栋", "苗翠", "庾大为")
    others = ("水污确", "高管局", "能治好", "车少", "时间长")
    assert min(map(weight, names)) > max(map(weight, others))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("后来滕书恒就走了", "后来***就走了"),
        ("我跟窦莹一起去的", "我跟**一起去的"),
        ("欠薪的有阮平、蒲玉成、詹友德。", "欠薪的有阮平、***、***。"),
        ("名单：阮平、蒲玉成、詹友德。", "名单：**、***、***。"),
        ("是令狐雪娟写的", "是****写的"),
        ("外号叫刘大头的人", "外号叫***的人"),
        ("小名叫阿宝，三岁", "小名叫**，三岁"),
        ("联系人：和平，请回电", "联系人：**，请回电"),
        ("罗佩芳老师收了钱", "***老师收了钱"),
        ("业委会主任郦国庆换锁", "业委会主任***换锁"),
        ("收钱的是郗广田。", "收钱的是***。"),
        ("手机13966，后面是720315", "手机***************"),
        ("尾号5530的手机停机", "尾号****的手机停机"),
        ("1962年3月生，退休了", "*******生，退休了"),
        ("生日19620317", "生日********"),
        ("浙AD·30118占位", "*********占位"),
        ("33 0102 1977 0415 2214", "**********************"),
        ("煤气表号22019834", "煤气表号********"),
        ("串号356789104523187", "串号***************"),
    ],
)
def test_each_kind_is_masked_whole(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "居民幸福感提高了",
        "金桂树挡住了窗户",
        "高中老师不够",
        "语文老师体罚学生",
        "江苏律师事务所门口",
        "昵称是空的",
        "金银花、连翘、板蓝根断货",
        "茶园湾、罗垭坪、水田岗三个组",
        "郭公坪的班车停了",
        "大家、老人、孩子都害怕",
        "公积金热线0571-12329打不通",
        "联系人：应急管理局",
        "尾号限行",
        "赵大爷来了",
        "欧阳老师来了",
    ],
)
def test_what_looks_like_a_name_stays(text: str) -> None:
    assert mask(text) == text
