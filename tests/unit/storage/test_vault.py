import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.config import read_settings
from hotline.domain.errors import Unavailable
from hotline.storage.vault import Vault, mask_name, mask_phone, open_vault

VAULT = Vault(b"s" * 64)


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_what_is_encrypted_is_read_again_and_never_looks_the_same_twice(value):
    sealed = VAULT.encrypt(value)
    assert VAULT.decrypt(sealed) == value
    assert VAULT.encrypt(value) != sealed
    assert value.encode() not in sealed or len(value) < 3


def test_another_key_reads_nothing_and_says_so():
    with pytest.raises(Unavailable, match="密钥"):
        Vault(b"t" * 64).decrypt(VAULT.encrypt("张三"))


def test_a_value_is_found_by_its_key_and_by_no_other():
    assert VAULT.key_of("13800138000") == VAULT.key_of("13800138000") != VAULT.key_of("13800138001")
    assert Vault(b"t" * 64).key_of("13800138000") != VAULT.key_of("13800138000")


def test_a_query_code_belongs_to_one_ticket():
    assert VAULT.knows("2603090000018", VAULT.query_code("2603090000018"))
    assert not VAULT.knows("2603090000026", VAULT.query_code("2603090000018"))


def test_the_key_file_is_made_once_and_only_for_its_owner(tmp_path):
    settings = read_settings(tmp_path, environ={})
    sealed = open_vault(settings).encrypt("李四")
    assert open_vault(settings).decrypt(sealed) == "李四"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_cut_key_file_is_refused_with_the_remedy(tmp_path):
    (tmp_path / "key").write_text("short")
    with pytest.raises(Unavailable, match="备份"):
        open_vault(read_settings(tmp_path, environ={}))


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_name("张三丰"), "张**"),
        (mask_name(""), ""),
        (mask_phone("13812345678"), "138****5678"),
        (mask_phone("95588"), "***88"),
    ],
)
def test_personal_data_is_masked(masked, shown):
    assert masked == shown
