from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import InvalidInput
from hotline.domain.time.limits import Limit, LimitUnit, parse_limit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5wd", 5, "wd"),
        ("8h", 8, "h"),
        ("24ch", 24, "ch"),
        ("15cd", 15, "cd"),
        (" 5WD ", 5, "wd"),
        ("0cd", 0, "cd"),
    ],
)
def test_a_limit_is_a_number_and_a_unit(text, amount, unit):
    assert parse_limit(text) == Limit(Decimal(amount), LimitUnit(unit))


def test_a_quarter_of_an_hour_is_a_limit():
    assert parse_limit("0.25ch").seconds == 900


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "wd",
        "5 wd",
        "-5wd",
        "+5wd",
        "5d",
        "5wdd",
        "1e3h",
        "五wd",
        "５wd",
        "nan",
        "0wd",
        "0h",
        "0ch",
        "5wd8h",
    ],
)
def test_what_is_no_limit_is_refused_with_the_four_units(text):
    with pytest.raises(InvalidInput) as refused:
        parse_limit(text)
    assert f"“{text}”" in refused.value.message
    assert "15cd" in refused.value.remedy


def test_half_a_working_day_is_refused_with_hours_as_the_remedy():
    with pytest.raises(InvalidInput, match="请用工作小时"):
        parse_limit("0.5wd")


@pytest.mark.parametrize("text", ["0.0001h", "3661wd", "87841ch", "9" * 5000 + "cd"])
def test_a_limit_beyond_reason_is_refused(text):
    with pytest.raises(InvalidInput):
        parse_limit(text)


@given(st.integers(1, 3660), st.sampled_from(LimitUnit))
def test_a_limit_that_is_shown_can_be_read_again(amount, unit):
    limit = Limit(Decimal(amount), unit)
    assert parse_limit(str(limit)) == limit
