"""One's own account: the password that comes first, the sessions, the idle end."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.city.account_rules import AccountRules
from hotline.domain.errors import Conflict
from hotline.domain.models import FormerPassword
from hotline.people.own_account import change_own_password
from hotline.people.passwords import FORMER
from tests.support.accounts import SECRET, bearer, hire, sign_in

GIVEN = r"[A-Za-z2-9]{4}(?:-[A-Za-z2-9]{4}){3}"
DAY = timedelta(days=1)
NEW = "seven quiet herons wade"
GIVE_PASSWORD = "/api/v1/accounts/liuyang/passwords"


@pytest.fixture
def newcomer(web):
    """Signed in for the first time, with the password that the administrator gave."""
    hire(web, temporary=True)
    return bearer(web, sign_in(web).json()["token"])


def change(web, headers, old=SECRET, password=NEW, again=NEW):
    data = {"old": old, "password": password, "again": again}
    return web.client.post("/account/password", data=data, headers=headers, follow_redirects=False)


def change_later(web, old, new):
    """The answer to the change on the next day, for which they sign in again."""
    web.now += DAY
    return change(web, bearer(web, sign_in(web, password=old).json()["token"]), old, new, new)


def test_nothing_opens_before_the_first_password_is_changed(web, newcomer):
    for path in ("/intake", "/tickets", "/knowledge"):
        answer = web.client.get(path, headers=newcomer, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert web.client.get("/api/v1/tickets", headers=newcomer).status_code == 403
    page = web.client.get("/account", headers=newcomer)
    assert page.status_code == 200
    assert "需要先修改密码" in page.text


def test_a_newcomer_registers_nothing_in_the_name_of_staff(web, newcomer):
    answer = web.client.post("/api/v1/reports", json={"text": "路灯不亮。"}, headers=newcomer)
    no = answer.json()["ticket_no"]
    history = web.get("supervisor", f"/api/v1/tickets/{no}").json()["history"]
    assert history[0]["actor"] == "caller"


def test_after_the_change_everything_opens_and_the_old_password_is_gone(web, newcomer):
    answer = change(web, newcomer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/intake?done=own-password")
    assert web.client.get("/intake", headers=newcomer).status_code == 200
    assert sign_in(web).status_code == 401
    assert sign_in(web, password=NEW).status_code == 201


def test_a_program_changes_its_password_too(web, newcomer):
    body = {"old": SECRET, "password": NEW}
    answer = web.client.put("/api/v1/account/password", json=body, headers=newcomer)
    assert answer.status_code == 200
    assert web.client.get("/api/v1/tickets", headers=newcomer).status_code == 200


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"old": "not this one at all"}, "密码不正确"),
        ({"password": SECRET, "again": SECRET}, "与原密码相同"),
        ({"password": "short", "again": "short"}, "太短"),
        ({"again": "seven quiet herons fly"}, "两次输入"),
    ],
)
def test_a_refused_change_says_why_and_shows_no_password(web, newcomer, fields, fault):
    answer = change(web, newcomer, **fields)
    assert answer.status_code == 400
    assert fault in answer.text
    for password in (SECRET, NEW, *fields.values()):
        assert f'value="{password}"' not in answer.text
    assert web.client.get("/intake", headers=newcomer, follow_redirects=False).status_code == 303


def test_no_password_of_the_last_ones_comes_again_be_it_given_or_chosen(web, newcomer):
    """The administrator knows the first one."""
    own = [NEW, "eleven green bells ring", "tall brown kettles hum"]
    before = SECRET
    for password in own:
        assert change_later(web, before, password).status_code == 303
        before = password
    web.now += DAY
    newcomer = bearer(web, sign_in(web, password=before).json()["token"])
    for former in (SECRET, *own[:2]):
        refused = change(web, newcomer, own[2], former, former)
        assert (refused.status_code, "用过" in refused.text) == (400, True)
    assert sign_in(web, password=own[2]).status_code == 201


def test_a_password_that_an_administrator_replaced_does_not_come_again(web):
    hire(web)
    temporary = re.search(GIVEN, web.post("admin", GIVE_PASSWORD).text)[0]
    headers = bearer(web, sign_in(web, password=temporary).json()["token"])
    for former in (SECRET, temporary):
        assert change(web, headers, temporary, former, former).status_code == 400
    assert change(web, headers, temporary).status_code == 303


def test_the_oldest_of_many_passwords_is_forgotten(web, newcomer):
    own = [f"{word} quiet herons wade by" for word in ("six", "nine", "ten", "two", "four", "five")]
    for before, password in zip([SECRET, *own], own, strict=False):
        assert change_later(web, before, password).status_code == 303
    with web.app.state.database.reading() as session:
        assert len(session.exec(select(FormerPassword)).all()) == FORMER
    assert change_later(web, own[-1], SECRET).status_code == 303


def test_a_password_of_ones_own_stays_a_day_so_that_nobody_changes_back_at_once(web, newcomer):
    assert change(web, newcomer).status_code == 303  # the one that was given changes at once
    soon = change(web, newcomer, NEW, "tall brown kettles hum", "tall brown kettles hum")
    assert (soon.status_code, "以后才能再改" in soon.text, "管理员" in soon.text) == (
        409,
        True,
        True,
    )
    assert change_later(web, NEW, "tall brown kettles hum").status_code == 303


def test_who_is_told_to_change_changes_at_once_and_a_city_may_want_no_such_time(web, newcomer):
    assert change(web, newcomer).status_code == 303
    temporary = re.search(
        r"[A-Za-z2-9]{4}(?:-[A-Za-z2-9]{4}){3}", web.post("admin", GIVE_PASSWORD).text
    )
    headers = bearer(web, sign_in(web, password=temporary[0]).json()["token"])
    other = "tall brown kettles hum"
    assert change(web, headers, temporary[0], other, other).status_code == 303
    with pytest.raises(Conflict):
        change_own_password(web.app.state.database, "liuyang", other, NEW, web.now, token="")
    change_own_password(
        web.app.state.database,
        "liuyang",
        other,
        "six quiet herons wade by",
        web.now,
        token="",
        rules=AccountRules(password_days=0),
    )


def test_the_name_of_the_city_is_no_password(web, newcomer):
    refused = change(web, newcomer, password="Shilishi2026!", again="Shilishi2026!")
    assert (refused.status_code, "城市" in refused.text) == (400, True)
    body = {"old": SECRET, "password": "Shilishi2026!"}
    assert (
        web.client.put("/api/v1/account/password", json=body, headers=newcomer).status_code == 400
    )


def test_who_found_an_open_session_gets_five_tries_at_the_old_password(web, newcomer):
    codes = [change(web, newcomer, old=f"guess number {n}").status_code for n in range(6)]
    assert codes == [400] * 5 + [429]


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(web):
    hire(web)
    this, other = (bearer(web, sign_in(web).json()["token"]) for _ in range(2))
    change(web, this)
    assert web.client.get("/account", headers=this).status_code == 200
    assert web.client.get("/api/v1/sessions/current", headers=other).status_code == 401


def test_a_password_older_than_the_rules_is_changed_first(web):
    from hotline.people.passwords import hash_password
    from hotline.storage.staff import known_staff

    hire(web)
    with web.app.state.database.writing() as session:
        known_staff(session, "liuyang").password = hash_password("abcd1234")
    token = sign_in(web, password="abcd1234").json()["token"]
    assert web.client.get("/api/v1/sessions/current", headers=bearer(web, token)).json()[
        "duty"
    ] == ("password")


def test_own_sessions_are_listed_and_ended(web):
    hire(web)
    this, other = (bearer(web, sign_in(web).json()["token"]) for _ in range(2))
    page = web.client.get("/account", headers=this).text
    assert page.count("当前登录") == 1
    [session] = re.findall(r'name="session" value="([0-9a-f]{64})"', page)
    web.client.post("/account/sessions/ends", data={"session": session}, headers=this)
    assert web.client.get("/api/v1/sessions/current", headers=other).status_code == 401
    assert web.client.get("/api/v1/sessions/current", headers=this).status_code == 200


def test_all_other_sessions_end_at_once(web):
    hire(web)
    this, *others = (bearer(web, sign_in(web).json()["token"]) for _ in range(4))
    web.client.post("/account/sessions/ends", data={"session": "all"}, headers=this)
    ended = [web.client.get("/api/v1/sessions/current", headers=other) for other in others]
    assert [answer.status_code for answer in ended] == [401] * 3
    assert web.client.get("/account", headers=this).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(web):
    hire(web)
    hire(web, "zhaomin")
    mine, theirs = (sign_in(web, login).json()["token"] for login in ("liuyang", "zhaomin"))
    page = web.client.get("/account", headers=bearer(web, theirs)).text
    assert "退出其他" not in page
    import hashlib

    digest = hashlib.sha256(theirs.encode()).hexdigest()
    answer = web.client.post(
        "/account/sessions/ends", data={"session": digest}, headers=bearer(web, mine)
    )
    assert answer.status_code == 404
    assert web.client.get("/account", headers=bearer(web, theirs)).status_code == 200


def test_a_session_ends_when_nobody_did_anything_for_half_an_hour(web):
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    for minutes, status in ((29, 200), (58, 200), (88, 401)):
        web.app.state.now = lambda minutes=minutes: web.now + timedelta(minutes=minutes)
        answer = web.client.get("/api/v1/sessions/current", headers=headers)
        assert answer.status_code == status, minutes


def test_what_a_page_asks_by_itself_keeps_no_session_open(web):
    hire(web)
    headers = bearer(web, sign_in(web).json()["token"])
    for minutes, status in ((10, 200), (20, 200), (29, 200), (30, 303)):
        web.app.state.now = lambda minutes=minutes: web.now + timedelta(minutes=minutes)
        answer = web.client.get("/notices/count", headers=headers, follow_redirects=False)
        assert answer.status_code == status, minutes


def test_a_part_of_a_page_never_shows_another_page(web, newcomer):
    part = {"HX-Request": "true", "HX-Current-URL": "http://hotline.test/tickets?status=triage"}
    for path, headers, target in (
        ("/notices/count", newcomer, None),
        ("/notices/count", {}, None),
        ("/tickets", newcomer, "/account"),
        ("/tickets", {}, "/sign-in?next=/tickets"),
    ):
        answer = web.client.get(path, headers=headers | part, follow_redirects=False)
        assert answer.status_code in (401, 403), path
        assert answer.headers.get("hx-redirect") == target, (path, target)
