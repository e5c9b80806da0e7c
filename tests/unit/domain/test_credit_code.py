"""The code of an enterprise is believed only with the right check sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.credit_code import SIGNS, check_sign, read_credit_code

# The example of GB 32100-2015, and codes that well-known companies print on their pages.
REAL = ("91350100M000100Y43", "91110000802100433B", "914403001922038216")


@pytest.mark.parametrize("code", REAL)
def test_a_printed_code_is_right(code):
    assert read_credit_code(code) == code


def test_blanks_dashes_small_and_full_width_signs_are_understood():
    assert read_credit_code(" ９１３５０１００ｍ０００-１００ｙ４３ ") == REAL[0]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("91350100M000100Y4", "17 位"),
        ("91350100M000100Y44", "校验位"),
        ("91350100M000100I43", "不用 I"),
        ("913501X0M000100Y43", "第 3 至 8 位"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(code, message):
    with pytest.raises(ValueError, match=message):
        read_credit_code(code)


@given(st.sampled_from(REAL), st.integers(0, 16), st.sampled_from(SIGNS))
def test_one_sign_that_was_copied_wrongly_is_noticed(code, place, sign):
    wrong = code[:place] + sign + code[place + 1 :]
    assert (check_sign(wrong) == code[17]) is (sign == code[place])
