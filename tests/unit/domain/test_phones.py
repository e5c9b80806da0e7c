"""One number is one text, however a caller, a gateway or a SIP phone writes it."""

import pytest

from hotline.calls.numbers import number_of
from hotline.domain.phones import read_phone


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+8657188880000", "057188880000"),
        ("0086 571 8888-0000", "057188880000"),
        ("+86 (0)571 88880000", "057188880000"),
        ("+86 10 6501 2345", "01065012345"),
        ("013800138000", "13800138000"),
        ("+86 400 820 1234", "4008201234"),
        ("+8696123", "96123"),
        ("0085291234567", "+85291234567"),
        ("+852 9123 4567", "+85291234567"),
        ("010-65012345", "01065012345"),
    ],
)
def test_country_codes_and_needless_zeros_make_no_other_number(written, number):
    assert read_phone(written) == number
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ('"caller" <sip:13800001234@10.0.0.1:5060;user=phone>', "13800001234"),
        ("张三 <sip:+8657188880000@ims.example>", "057188880000"),
        ("tel:+86-138-0000-1234", "13800001234"),
        ("<13800001234>", "13800001234"),
        ("8657188880000", "057188880000"),
        ("861065012345", "01065012345"),
        ("8613800001234", "13800001234"),
        ("86123456", "86123456"),
        ("8001", "8001"),
        ("sip:anonymous@anonymous.invalid", ""),
        ("<unknown>", ""),
        ("Restricted", ""),
    ],
)
def test_phone_systems_write_addresses_and_drop_the_plus(written, number):
    assert number_of(written) == number
