"""Names that are words, and numbers told in parts, as people say them on the phone."""

import pytest

from classifiers.personal import mask


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("车主叫吉顺，堵着门不挪车", ["吉顺"]),
        ("保姆桂枝把老人锁在屋里", ["桂枝"]),
        ("欧阳素珍老人没领到补贴", ["欧阳素珍"]),
        ("本人姓佘，名丽兰，想问一下", ["佘", "丽兰"]),
        ("前三位是139，当中四位2047，后面四位7714", ["139", "2047", "7714"]),
        ("号码开头177，再往后是8031，尾数6644", ["177", "8031", "6644"]),
        ("座机是 0538-621 71 95，白天打", ["0538", "621", "95"]),
        ("打我家里电话 86 3 2 174 就行", ["86", "174"]),
        ("出生日期写错了，应该是1988-12-06", ["1988-12-06"]),
        ("我家在康乐新村17幢3弄203，水压小", ["17幢3弄203"]),
        ("住址是锦绣园6-1-1104，楼上漏水", ["6-1-1104"]),
    ],
)
def test_what_is_told_is_masked(text: str, secrets: list[str]) -> None:
    hidden = mask(text)
    assert not [secret for secret in secrets if secret in hidden]


@pytest.mark.parametrize(
    "text",
    [
        "老师叫家长去学校，家长请不了假",
        "她家阳台把我家采光挡了",
        "在商场买的张小泉的剪刀断了",
        "138路末班车，后来改成2046路，最后4521米要走",
        "男，2023年5月1日起停发补贴",
        "房产证是我爸的，为啥要我交税",
        "上官桥那边路灯坏了",
        "楼道宽1-2-300不够",
    ],
)
def test_what_looks_alike_stays(text: str) -> None:
    assert mask(text) == text
