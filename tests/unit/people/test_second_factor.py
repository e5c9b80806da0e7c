"""Codes of the moment against RFC 6238 and, where it is installed, against oathtool."""

import base64
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hotline.people.second_factor import (
    code_at,
    matching_step,
    new_secret,
    plain_code,
    step_of,
    totp_address,
)

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, SHA-1: seconds since 1970, the last six of the eight digits
RFC_VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]
BEIJING = timezone(timedelta(hours=8))


def in_city(seconds):
    return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING).replace(tzinfo=None)


@pytest.mark.parametrize(("seconds", "code"), RFC_VECTORS)
def test_codes_are_those_of_the_rfc(seconds, code):
    assert step_of(in_city(seconds)) == seconds // 30
    assert code_at(RFC_SECRET, seconds // 30) == code


def test_the_time_zone_of_the_machine_does_not_matter(monkeypatch):
    import time

    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert step_of(in_city(1111111109)) == 1111111109 // 30
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(shutil.which("oathtool") is None, reason="left out: oathtool is not installed")
def test_codes_are_those_of_oathtool():
    for number in range(5):
        secret, seconds = new_secret(), 1_773_021_600 + 12_345 * number
        command = ["oathtool", "--totp", "-b", secret, "-N", f"@{seconds}"]
        code = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        assert code_at(secret, step_of(in_city(seconds))) == code


def test_a_telephone_may_be_half_a_minute_off_and_no_more():
    for off, right in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        code = code_at(RFC_SECRET, (1111111111 + off) // 30)
        step = matching_step(RFC_SECRET, code, in_city(1111111111))
        assert (step is not None) == right, off


@pytest.mark.parametrize("code", ["", "05047", "0504711", "x", "é50471", "五零四七一零"])
def test_what_is_no_code_matches_nothing(code):
    assert matching_step(RFC_SECRET, plain_code(code), in_city(1111111111)) is None


def test_blanks_and_hyphens_of_a_typed_code_do_not_matter():
    assert plain_code(" 050 471 ") == "050471"
    assert plain_code("ab2cd-ef3gh") == "AB2CDEF3GH"
    assert plain_code("０５０４７１") == "050471"


def test_the_address_for_the_telephone_names_the_login_and_the_house():
    address = totp_address(RFC_SECRET, "liu.yang")
    assert address.startswith("otpauth://totp/12345:liu.yang?")
    assert f"secret={RFC_SECRET}" in address
