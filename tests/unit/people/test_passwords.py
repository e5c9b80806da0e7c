"""What a password has to be, by the rule of level 3: ten of three kinds, or a passphrase."""

import string
import time
from contextlib import suppress

import pytest
from argon2 import Type

from hotline.domain.errors import InvalidInput
from hotline.people.passwords import (
    check_password,
    form_fault,
    hash_password,
    is_among,
    make_password,
)


def check(password, login="liuyang", name="刘洋"):
    check_password(password, login=login, name=name)


@pytest.mark.parametrize(
    "password",
    [
        "Vb7-kqZm2x",
        "门前-Tree-77",
        "river basket 9 Tuesday",
        "purple anvil sings softly",
        "雨后窗台上的三只麻雀在吵架呢真的",
    ],
)
def test_ten_of_three_kinds_or_a_passphrase_is_good(password):
    check(password)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Vb7-kqZm2", "太短"),
        ("", "太短"),
        ("vbkqzmxwtr", "只含 1 种"),
        ("vbkqzm4829", "只含 2 种"),
        ("x" * 201, "最多 200"),
        ("Liuyang-83kQ", "账号或姓名"),
        ("gnayuiL-83kQ", "账号或姓名"),
        ("83-刘洋-kQzmV", "账号或姓名"),
        ("Password123!", "太常见"),
        ("qwertyuiopasdfgh", "太常见"),
        ("1111111111111111", "太常见"),
        ("Woaini5201314", "太常见"),
        ("Admin@12345", "太常见"),
        ("12345shifuwu!A", "太常见"),
        ("zhonghuarenmin123!A", "太常见"),
    ],
)
def test_short_plain_own_and_known_ones_are_refused(password, fault):
    with pytest.raises(InvalidInput, match=fault) as refusal:
        check(password)
    assert [name for name, _ in refusal.value.faults] == ["password"]
    assert password not in str(refusal.value) or not password


@pytest.mark.parametrize(
    "password",
    [
        *("1qaz@WSX3edc", "Rexian@2026x", "Qwer!234asdf", "Qwer!2345678", "Chengshi@2026"),
        *("Zxcv!@#1234", "!QAZ2wsx#EDC", "Shimin12345!", "Zhengwu@2026", "qwe123!@#QWE"),
        *("Summer2026!!", "Asdf@Zxcv123", "Mima@20261129", "Kefu@2026abc", "QAZwsx@741852"),
        *("Spring#2026x", "Poiu@0987lkj", "1qaz@WSX3edc$RFV5tgb"),
    ],
)
def test_keys_side_by_side_years_and_words_of_the_house_are_no_password(password):
    with pytest.raises(InvalidInput, match=r"太常见|键盘") as refusal:
        check(password)
    assert "不相关的词" in str(refusal.value) or "一句话" in str(refusal.value)


@pytest.mark.parametrize(
    "password", ["Tuzi8chi#Luobo", "guo-Tie5pan?", "Blue7Chair.Rain", "Qx9!aLp2#vRt", "Tingyu@7Kmz"]
)
def test_words_that_have_nothing_to_do_with_each_other_are_one(password):
    check(password)


def test_one_salt_for_one_person_tells_all_their_passwords_apart_at_once(monkeypatch):
    first = hash_password("eleven green bells")
    second = hash_password("tall brown kettles", beside=first)
    third = hash_password("eleven green bells", beside=second)
    monkeypatch.setattr("hotline.people.passwords.verify_password", None)  # nothing more is hashed
    assert is_among("eleven green bells", third, [second, first])
    assert not is_among("eleven green bells", third, [second])
    assert hash_password("eleven green bells") != first


def test_a_former_password_of_another_salt_is_known_all_the_same():
    former = hash_password("eleven green bells")
    assert is_among("eleven green bells", hash_password("eleven green bells"), [former])
    assert not is_among("eleven green bells", hash_password("eleven green bells"), ["no hash"])


def test_a_short_login_forbids_no_letters():
    check("Vb7-kqZm2x", login="qz", name="于")


@pytest.mark.parametrize("hostile", ["4@8({[<36901!|$5+7%2" * 10, "1a" * 100, "a" * 200])
def test_hostile_passwords_take_bounded_time(hostile):
    started = time.process_time()
    with suppress(InvalidInput):
        check(hostile)
    assert time.process_time() - started < 5


def test_made_passwords_satisfy_the_rule_and_can_be_read_out():
    passwords = {make_password() for _ in range(20)}
    assert len(passwords) == 20
    for password in passwords:
        check(password)
        assert set(password) <= set(string.ascii_letters + string.digits + "-")
        assert not set(password) & set("l1I0Oio")


def test_a_stored_password_costs_a_thief_as_much_as_owasp_asks_for(shipped_hasher):
    """Argon2id with 46 MB and one pass, or a trade of equal worth: OWASP, password storage."""
    assert shipped_hasher.type is Type.ID
    assert shipped_hasher.memory_cost * shipped_hasher.time_cost >= 46 * 1024
    assert shipped_hasher.memory_cost >= 19 * 1024


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("张伟", "ZhangWei2026!"),
        ("张伟", "wei.Zhang99!x"),
        ("王小明", "xiaoming@2026A"),
        ("欧阳晓安", "OuyangXiaoAn1!"),
    ],
)
def test_the_pinyin_of_ones_own_name_is_refused(name, password):
    assert "拼音" in form_fault(password, login="u001", name=name)
    assert form_fault(password, login="u001", name="Ludwig") == ""


@pytest.mark.parametrize("password", ["Gz7!kmPq2x", "correct horse battery staple", "qmzs-Xn4j-UN"])
def test_what_only_has_letters_of_ones_name_is_no_pinyin_of_it(password):
    assert form_fault(password, login="u001", name="张伟") == ""


@pytest.mark.parametrize("name", ["何帅", "崔蕊", "包涛", "高洁", "孙浩", "马局", "陈立"])
def test_an_english_passphrase_is_nobodys_pinyin(name):
    assert form_fault("correct horse battery", login="u001", name=name) == ""


@pytest.mark.parametrize(
    "password",
    ["12345Hotline!", "Hotline-12345-1", "correct horse battery staple", "Rexian12345@@"],
)
def test_what_everybody_here_thinks_of_first_is_refused(password):
    with pytest.raises(InvalidInput, match="先想到"):
        check(password)


HOME = ("示例市", "东湖区", "清溪县")


@pytest.mark.parametrize(
    "password",
    [
        "Shilishi2026!",
        "ShiLi@12345",
        "shili-SHI-2026",
        "Shilishi123456789",
        "donghuQU#1",
        "示例市Zf@2026",
    ],
)
def test_the_name_of_the_city_counts_for_nothing_in_characters_or_pinyin(password):
    with pytest.raises(InvalidInput, match=r"城市|常见"):
        check_password(password, login="liuyang", name="刘洋", home=HOME)


@pytest.mark.parametrize(
    "password",
    ["Vb7-kqZm2x", "purple anvil sings softly", "solid quiet herons wade", "Shili-Vb7-kqZm2x"],
)
def test_what_is_good_without_the_name_of_the_city_is_good_with_it(password):
    check_password(password, login="liuyang", name="刘洋", home=HOME)
