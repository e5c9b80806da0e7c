"""Units are named by the first letters of their pinyin."""

import pytest

from hotline.city.initials import initials_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("市教育局", "sjyj"),
        ("硚口区", "qkq"),
        ("衢州市", "qzs"),
        ("A3 号公路", "a3hgl"),
        ("", ""),
    ],
)
def test_each_character_stands_with_the_letter_of_its_reading(name, initials):
    assert initials_of(name) == initials


def test_a_character_of_two_readings_stands_with_both():
    assert initials_of("银行") == "y[hx]"
    assert initials_of("长安") == "[cz]a"
