import pytest

from hotline.people.staff import add_staff, disable, set_password
from hotline.storage.staff import known_staff

SECRET = "a long secret 2 keep"
SESSIONS, CURRENT = "/api/v1/sessions", "/api/v1/sessions/current"


@pytest.fixture
def staffed(web):
    with web.app.state.database.writing() as session:
        add_staff(session, "zhang", "张三", "agent", SECRET, web.now, temporary=False)
    return web


def sign_in(web, login="zhang", password=SECRET):
    return web.client.post(SESSIONS, json={"login": login, "password": password})


def current(web, token):
    return web.client.get(CURRENT, headers={"Authorization": f"Bearer {token}"})


def test_a_token_opens_until_signed_out(staffed):
    token = sign_in(staffed).json()["token"]
    assert current(staffed, token).json()["role"] == "agent"
    staffed.client.delete(CURRENT, headers={"Authorization": f"Bearer {token}"})
    assert current(staffed, token).status_code == 401


def test_the_token_is_never_stored(staffed):
    token = sign_in(staffed).json()["token"]
    raw = b"".join(
        path.read_bytes() for path in staffed.app.state.settings.data.glob("hotline.db*")
    )
    assert token.encode() not in raw
    assert SECRET.encode() not in raw


def test_unknown_login_wrong_password_and_closed_account_look_the_same(staffed):
    with staffed.app.state.database.writing() as session:
        disable(session, known_staff(session, "zhang"), staffed.now)
    answers = [
        sign_in(staffed),
        sign_in(staffed, password="wrong one"),
        sign_in(staffed, login="nobody"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_after_five_wrong_passwords_the_right_one_waits(staffed):
    codes = [sign_in(staffed, password=f"wrong {n}").status_code for n in range(6)]
    assert codes == [401] * 5 + [429]
    answer = sign_in(staffed)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_a_right_password_forgets_the_wrong_ones(staffed):
    for _ in range(3):
        assert [sign_in(staffed, password="wrong").status_code for _ in range(3)] == [401] * 3
        assert sign_in(staffed).status_code == 201


def test_a_new_password_or_a_closed_account_ends_all_sessions(staffed):
    for change in (
        lambda session, person: set_password(session, person, "another long secret", staffed.now),
        lambda session, person: disable(session, person, staffed.now),
    ):
        with staffed.app.state.database.writing() as session:
            person = known_staff(session, "zhang")
            set_password(session, person, SECRET, staffed.now, temporary=False)
        token = sign_in(staffed).json()["token"]
        with staffed.app.state.database.writing() as session:
            change(session, known_staff(session, "zhang"))
        assert current(staffed, token).status_code == 401


def test_a_session_ends_after_twelve_hours(staffed):
    from datetime import timedelta

    token = sign_in(staffed).json()["token"]
    staffed.app.state.now = lambda: staffed.now + timedelta(hours=12)
    assert current(staffed, token).status_code == 401


def test_a_write_by_cookie_needs_the_token_of_its_session(staffed):
    opened = staffed.client.post(
        "/sign-in", data={"login": "zhang", "password": SECRET}, follow_redirects=False
    )
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert staffed.client.get(CURRENT).status_code == 200
    report = {"text": "有个事情想反映一下。"}
    assert staffed.client.post("/api/v1/reports", json=report).status_code == 403
    assert (
        staffed.client.post(
            "/api/v1/reports", json=report, headers={"X-CSRF-Token": "x"}
        ).status_code
        == 403
    )


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "' OR 1=1 --", "%00"])
def test_an_invented_token_is_nobody(staffed, token):
    assert current(staffed, token).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"login": 1, "password": 2},
        {"login": "a"},
        {"login": "a\x00", "password": "b"},
        {"login": "a", "password": "b", "x": 1},
    ],
)
def test_a_wrong_body_is_refused(staffed, body):
    assert staffed.client.post(SESSIONS, json=body).status_code == 400
