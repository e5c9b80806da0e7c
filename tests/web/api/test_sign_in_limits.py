"""Wrong tries are limited by account and by address, and never turn against the owner."""

from datetime import timedelta

import pytest

from hotline.web.budgets import ALLOWANCES, Allowance, Budgets, Rate
from tests.support.accounts import ELSEWHERE, HERE, hire, sign_in


@pytest.fixture
def owner(web):
    """Somebody who has signed in from HERE before; no budget of requests is met here."""
    wide = Allowance(Rate(1_000, 1_000), Rate(1_000, 1_000))
    web.app.state.budgets = Budgets({**ALLOWANCES, "sign-ins": wide})
    hire(web)
    assert sign_in(web, address=HERE).status_code == 201
    return web


def wrong(web, address, login="liuyang"):
    return sign_in(web, login, "not the right one", address=address).status_code


def test_strangers_at_many_addresses_get_twenty_tries_at_an_account(owner):
    codes = [wrong(owner, f"198.51.100.{number}") for number in range(25)]
    assert codes == [401] * 20 + [429] * 5


def test_strangers_never_lock_the_owner_out_of_their_usual_address(owner):
    for number in range(25):
        wrong(owner, f"198.51.100.{number}")
    assert sign_in(owner, address=ELSEWHERE).status_code == 429
    assert sign_in(owner, address=HERE).status_code == 201


def test_one_address_gets_thirty_tries_at_all_accounts(owner):
    codes = [wrong(owner, ELSEWHERE, f"somebody{number}") for number in range(32)]
    assert codes == [401] * 30 + [429] * 2


def test_wrong_tries_at_other_accounts_from_the_same_house_do_not_close_the_usual_address(owner):
    for number in range(32):
        wrong(owner, HERE, f"somebody{number}")
    assert sign_in(owner, address=HERE).status_code == 201


def test_right_passwords_use_up_no_tries(owner):
    assert {sign_in(owner, address=f"192.0.2.{n}").status_code for n in range(25)} == {201}
    for number in range(35):
        hire(owner, f"colleague{number}")
        assert sign_in(owner, f"colleague{number}", address=ELSEWHERE).status_code == 201


def test_the_window_ends_after_a_quarter_of_an_hour(owner):
    assert [wrong(owner, HERE) for _ in range(6)] == [401] * 5 + [429]
    later = owner.now + timedelta(minutes=15)
    owner.app.state.now = lambda: later
    assert sign_in(owner, address=HERE).status_code == 201


def test_an_address_that_was_not_used_for_a_season_is_nobodys_usual_one(owner):
    later = owner.now + timedelta(days=91)
    owner.app.state.now = lambda: later
    for number in range(20):
        wrong(owner, f"198.51.100.{number}")
    assert sign_in(owner, address=HERE).status_code == 429
