"""The second factor in the browser: set up, asked for at sign-in, recovery codes."""

import re
from datetime import timedelta

import pyotp
import pytest

from hotline.domain.models import Staff
from hotline.storage.staff import known_staff
from tests.support.accounts import SECRET, bearer, hire, sign_in
from tests.support.city import change_city

EPOCH_OFFSET = timedelta(hours=8)


def at(web, **later):
    """The time of the city, and what a telephone shows then."""
    moment = web.now + timedelta(**later)
    web.app.state.now = lambda: moment
    return moment


def code_of(secret, moment):
    from datetime import UTC

    return pyotp.TOTP(secret).at((moment - EPOCH_OFFSET).replace(tzinfo=UTC))


@pytest.fixture
def telephone(web):
    """The secret in the telephone of somebody who has set it up, and the recovery codes."""
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    return set_up(web, headers)


def set_up(web, headers):
    page = web.client.get("/account/second-factor", headers=headers).text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sealed = re.search(r'name="secret" value="([^"]+)"', page)[1]
    assert "<svg" in page
    assert secret not in sealed
    answer = web.client.post(
        "/account/second-factor",
        data={
            "secret": sealed,
            "code": code_of(secret, web.app.state.now()),
            "password": SECRET,
        },
        headers=headers,
    )
    codes = re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", answer.text)
    assert len(codes) == 10, answer.text
    return secret, codes


def test_the_password_alone_no_longer_opens(web, telephone):
    answer = sign_in(web)
    assert answer.status_code == 401
    assert "token" not in answer.json()


def test_password_and_code_open(web, telephone):
    moment = at(web, minutes=1)
    assert sign_in(web, code=code_of(telephone[0], moment)).status_code == 201


def test_a_code_opens_once(web, telephone):
    code = code_of(telephone[0], at(web, minutes=1))
    assert [sign_in(web, code=code).status_code for _ in range(2)] == [201, 401]


def test_the_code_of_the_set_up_opens_nothing(web, telephone):
    assert sign_in(web, code=code_of(telephone[0], web.now)).status_code == 401


def test_a_recovery_code_opens_once_in_any_spelling(web, telephone):
    first, second = telephone[1][:2]
    assert [sign_in(web, code=first).status_code for _ in range(2)] == [201, 401]
    assert sign_in(web, code=second.lower().replace("-", " ")).status_code == 201


def test_after_five_wrong_codes_the_right_one_waits(web, telephone):
    at(web, minutes=1)
    codes = [sign_in(web, code=f"00000{n}").status_code for n in range(6)]
    assert codes == [401] * 5 + [429]


def test_strangers_without_the_password_use_up_no_codes(web, telephone):
    for number in range(10):
        sign_in(web, password="not the right one", address=f"198.51.100.{number}", code="000000")
    moment = at(web, minutes=1)
    assert sign_in(web, code=code_of(telephone[0], moment)).status_code == 201


def test_the_browser_asks_for_the_code_on_a_second_page(web, telephone):
    moment = at(web, minutes=1)
    form = {"login": "liuyang", "password": SECRET, "next": "/tickets"}
    page = web.client.post("/sign-in", data=form)
    assert page.status_code == 200
    assert SECRET not in page.text
    pending = re.search(r'name="pending" value="([^"]+)"', page.text)[1]
    form = {"pending": pending, "code": "000000", "next": "/tickets"}
    assert web.client.post("/sign-in/code", data=form).status_code == 401
    form["code"] = code_of(telephone[0], moment)
    answer = web.client.post("/sign-in/code", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tickets")


@pytest.mark.parametrize("pending", ["", "x", "AAAA", "é", "A" * 5000])
def test_an_invented_first_step_opens_nothing(web, telephone, pending):
    moment = at(web, minutes=1)
    form = {"pending": pending, "code": code_of(telephone[0], moment)}
    assert web.client.post("/sign-in/code", data=form).status_code == 401


def test_the_first_step_lapses(web, telephone):
    page = web.client.post("/sign-in", data={"login": "liuyang", "password": SECRET})
    pending = re.search(r'name="pending" value="([^"]+)"', page.text)[1]
    form = {"pending": pending, "code": code_of(telephone[0], at(web, minutes=10))}
    assert web.client.post("/sign-in/code", data=form).status_code == 401


def test_a_wrong_first_code_sets_nothing_up(web):
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    page = web.client.get("/account/second-factor", headers=headers).text
    sealed = re.search(r'name="secret" value="([^"]+)"', page)[1]
    form = {"secret": sealed, "code": "000000", "password": SECRET}
    answer = web.client.post("/account/second-factor", data=form, headers=headers)
    assert answer.status_code == 400
    assert "验证码不正确" in answer.text
    assert sign_in(web).status_code == 201


@pytest.mark.parametrize("password", ["", "not the right one"])
def test_who_finds_an_open_session_puts_no_telephone_of_their_own_to_it(web, password):
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    page = web.client.get("/account/second-factor", headers=headers).text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sealed = re.search(r'name="secret" value="([^"]+)"', page)[1]
    form = {"secret": sealed, "code": code_of(secret, web.now), "password": password}
    answer = web.client.post("/account/second-factor", data=form, headers=headers)
    assert answer.status_code == 400
    assert "当前密码不正确" in answer.text
    assert sign_in(web).status_code == 201


def test_the_secret_of_one_person_serves_nobody_else(web):
    hire(web)
    hire(web, "zhaomin")
    mine, theirs = (
        bearer(web, sign_in(web, who).json()["token"]) for who in ("liuyang", "zhaomin")
    )
    page = web.client.get("/account/second-factor", headers=mine).text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sealed = re.search(r'name="secret" value="([^"]+)"', page)[1]
    form = {"secret": sealed, "code": code_of(secret, web.now), "password": SECRET}
    assert web.client.post("/account/second-factor", data=form, headers=theirs).status_code == 400
    assert sign_in(web, "zhaomin").status_code == 201


def test_a_stolen_session_does_not_put_another_telephone_in_its_place(web, telephone):
    token = sign_in(web, code=code_of(telephone[0], at(web, minutes=1))).json()["token"]
    answer = web.client.get(
        "/account/second-factor", headers=bearer(web, token), follow_redirects=False
    )
    assert answer.status_code == 303
    for path in ("/account/second-factor/off", "/account/recovery-codes"):
        form = {"password": "not the right one"}
        answer = web.client.post(path, data=form, headers=bearer(web, token))
        assert answer.status_code == 400


def test_the_owner_turns_it_off_with_the_password(web, telephone):
    token = sign_in(web, code=code_of(telephone[0], at(web, minutes=1))).json()["token"]
    form = {"password": SECRET}
    web.client.post("/account/second-factor/off", data=form, headers=bearer(web, token))
    assert sign_in(web).status_code == 201
    assert sign_in(web, code=telephone[1][0]).status_code == 201


def test_new_recovery_codes_replace_the_old_ones(web, telephone):
    token = sign_in(web, code=telephone[1][0]).json()["token"]
    form = {"password": SECRET}
    page = web.client.post("/account/recovery-codes", data=form, headers=bearer(web, token)).text
    codes = re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", page)
    assert not set(codes) & set(telephone[1])
    assert sign_in(web, code=telephone[1][1]).status_code == 401
    assert sign_in(web, code=codes[0]).status_code == 201


def test_secret_and_recovery_codes_are_not_stored_in_the_clear(web, telephone):
    secret, codes = telephone
    with web.app.state.database.reading() as session:
        staff: Staff = known_staff(session, "liuyang")
    assert secret.encode() not in staff.totp
    raw = b"".join(path.read_bytes() for path in web.app.state.settings.data.glob("hotline.db*"))
    for text in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert text.encode() not in raw


def test_a_role_that_needs_it_sets_it_up_first(web):
    change_city(web, '[accounts]\nsecond_factor = ["agent"]\n')
    hire(web)
    hire(web, "zhaomin", "supervisor")
    headers = bearer(web, sign_in(web).json()["token"])
    answer = web.client.get("/intake", headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "需要先启用动态验证码" in web.client.get("/account", headers=headers).text
    set_up(web, headers)
    assert web.client.get("/intake", headers=headers).status_code == 200
    free = bearer(web, sign_in(web, "zhaomin").json()["token"])
    assert web.client.get("/overview", headers=free).status_code == 200
