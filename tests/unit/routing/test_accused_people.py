"""Whether people of a unit are spoken of, or only its things."""

import pytest

from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.accusations import Accusations, Hearing


@pytest.fixture(scope="module")
def reader() -> Accusations:
    pack = read_pack(DEMO).pack
    assert pack
    return Accusations(pack.router.tables.units, pack.router.tables.areas)


@pytest.mark.parametrize(
    "text",
    [
        "燃气公司那个阀门一直在漏",
        "燃气公司那个井有很重的气味，头都晕了",
        "燃气公司的阀门井冒气泡，有很重的味道",
        "供电公司那个变压器嗡嗡响",
        "供电公司的电线杆歪了，很吓人",
        "交警支队那个红绿灯不亮",
        "供水公司那个消防栓漏了一地水",
    ],
)
def test_a_thing_of_a_unit_that_fails_accuses_nobody(reader: Accusations, text: str) -> None:
    assert reader.hear(text) == Hearing()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("燃气公司那个人收了我两百块", "G-RQ"),
        ("燃气公司那个女的态度很差", "G-RQ"),
        ("燃气公司那个管事的收了我两百块", "G-RQ"),
        ("供电公司那个姓刘的收了我三百", "G-GD"),
        ("燃气公司的阀门一直在漏，报了三次没人管", "G-RQ"),
        ("投诉燃气公司，阀门坏了不修", "G-RQ"),
    ],
)
def test_its_people_and_what_they_leave_undone_do(
    reader: Accusations, text: str, code: str
) -> None:
    assert reader.hear(text).units == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("西关街道王主任收了我两千块", "990102006"),
        ("平安街道王主任收了两千块", "990107002"),
        ("江湾街道吴书记占了公家的房", "990104001"),
        ("桃源镇赵书记骗走我五千", "990106101"),
        ("新桥街道李科长收了我两千块", "990102007"),
    ],
)
def test_who_is_called_by_street_name_and_post_is_of_its_office(
    reader: Accusations, text: str, code: str
) -> None:
    assert reader.hear(text).units == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "西关街道王主任帮我解决了",
        "江湾街道吴书记在社区走访，大家都说好",
        "新桥街道李科长电话多少",
        "桃源镇赵书记你好，路灯坏了",
        "西关街道王府井门口路灯坏了",
    ],
)
def test_who_does_their_work_is_not_accused(reader: Accusations, text: str) -> None:
    assert reader.hear(text).units == ()
