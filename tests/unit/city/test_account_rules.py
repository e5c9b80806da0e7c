"""[accounts] of city.toml."""

import pytest

from tests.support.packs import PackCopy


def rules_of(folder, text):
    pack = PackCopy(folder / "pack")
    pack.append("city.toml", f"[accounts]\n{text}")
    return pack.read()


def test_without_the_section_half_an_hour_and_nobody_needs_a_second_factor(demo_city):
    accounts = demo_city.settings.accounts
    assert (accounts.idle_minutes, accounts.second_factor) == (30, ())


def test_a_city_sets_its_own(tmp_path):
    reading = rules_of(tmp_path, 'idle_minutes = 15\nsecond_factor = ["admin", "auditor"]')
    accounts = reading.pack.settings.accounts
    assert (accounts.idle_minutes, accounts.second_factor) == (15, ("admin", "auditor"))


@pytest.mark.parametrize(
    "text",
    [
        "idle_minutes = 4",
        "idle_minutes = 721",
        'idle_minutes = "30"',
        'second_factor = ["nobody"]',
        'second_factor = ["system"]',
        'second_factor = "admin"',
        "second_factor = [1]",
        "idle = 30",
    ],
)
def test_a_wrong_value_is_pointed_at(tmp_path, text):
    [fault] = rules_of(tmp_path, text).faults
    assert fault.file == "city.toml"
    assert text.partition(" ")[0] in str(fault)
