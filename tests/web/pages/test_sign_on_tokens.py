"""Tokens that a provider, or somebody in its place, should not have sent."""

import hmac
import json
from dataclasses import replace
from datetime import UTC, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from litestar.testing import TestClient

from hotline.config import SignOnSettings
from hotline.domain.time.times import CITY_TIME
from hotline.people import provider
from hotline.people.sign_on_links import link
from hotline.storage.audit import AuditFilter, newest_entries
from hotline.storage.staff import known_staff
from tests.conftest import MONDAY
from tests.support.accounts import hire
from tests.support.application import application
from tests.support.authenticator import text
from tests.support.city import change_city
from tests.support.web import Web

ISSUER, CLIENT = "https://sign-on.test", "hotline"
NOW = int(MONDAY.replace(tzinfo=CITY_TIME).astimezone(UTC).timestamp())


class Sender:
    """Plays the provider: `claims` and `header` are what the test changes."""

    def __init__(self):
        self.key, self.kind = RSAKey.generate_key(2048, {"kid": "one"}), "RS256"
        self.about = {"issuer": ISSUER} | {
            name: f"{ISSUER}/{name}" for name in (*provider.ENDPOINTS, "userinfo_endpoint")
        }
        self.claims, self.published, self.answers = {}, [self.key], {}
        self.sent = None

    def ask(self, method, address, **parts):
        if address.endswith("openid-configuration"):
            return 200, self.about
        if address.endswith("jwks_uri"):
            return 200, {"keys": [key.as_dict(private=False) for key in self.published]}
        if address.endswith("token_endpoint"):
            self.sent = parts["data"]
            return 200, {"id_token": self.token(), "access_token": "x"}
        return 200, self.answers

    def token(self):
        header = {"alg": self.kind, "kid": "one"}
        return jwt.encode(header, self.claims, self.key, algorithms=[self.kind])


@pytest.fixture
def sender(monkeypatch):
    sender = Sender()
    monkeypatch.setattr(provider, "_ask", sender.ask)
    return sender


@pytest.fixture(params=[False])
def web(request, settings, cast, sender):
    webs = []
    sign_on = SignOnSettings(ISSUER, CLIENT, "s" * 32, trusts_mfa=request.param)
    app = application(
        replace(settings, sign_on=sign_on), now=lambda: webs[0].now if webs else MONDAY
    )
    with TestClient(app, base_url="https://hotline.test", raise_server_exceptions=False) as client:
        webs.append(Web(app, client, cast, MONDAY))
        hire(webs[0])
        with app.state.database.writing() as session:
            link(session, known_staff(session, "liuyang"), MONDAY, issuer=ISSUER, subject="p1001")
        yield webs[0]


def come(web, sender, **claims):
    leave = web.client.get("/sign-in/provider", follow_redirects=False)
    query = parse_qs(urlsplit(leave.headers["location"]).query)
    right = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "p1001",
        "iat": NOW,
        "exp": NOW + 300,
        "nonce": query["nonce"][0],
    }
    sender.claims = {name: value for name, value in (right | claims).items() if value is not None}
    back = f"/sign-in/provider/answer?code=c&state={query['state'][0]}"
    return web.client.get(back, follow_redirects=False)


def test_a_right_token_opens(web, sender):
    assert come(web, sender).status_code == 303
    assert sender.sent["redirect_uri"] == "https://hotline.test/sign-in/provider/answer"
    assert len(sender.sent["code_verifier"]) >= 43


WRONG = {
    "another issuer": {"iss": "https://elsewhere.test"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "somebody-else"},
    "no audience": {"aud": None},
    "several audiences without a party": {"aud": [CLIENT, "somebody-else"]},
    "another party": {"aud": [CLIENT], "azp": "somebody-else"},
    "lapsed": {"exp": NOW - 61},
    "never lapses": {"exp": None},
    "a lapse that is no number": {"exp": "tomorrow"},
    "from the future": {"iat": NOW + 61},
    "without a time": {"iat": None},
    "another nonce": {"nonce": "n" * 43},
    "without nonce": {"nonce": None},
    "another subject": {"sub": "p2002"},
    "without subject": {"sub": None},
    "a subject that is no text": {"sub": 1001},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_token_opens_nothing(web, sender, name):
    answer = come(web, sender, **WRONG[name])
    assert answer.status_code == 401
    assert "hotline_session" not in answer.cookies
    with web.app.state.database.reading() as session:
        assert newest_entries(session, AuditFilter("sign_in_refused"), limit=1)


def test_a_token_at_the_border_of_its_time_opens(web, sender):
    assert come(web, sender, exp=NOW - 59, iat=NOW - 300).status_code == 303


def test_a_key_that_is_not_published_opens_nothing(web, sender):
    sender.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert come(web, sender).status_code == 401


def test_a_new_key_of_the_provider_is_asked_for(web, sender):
    assert come(web, sender).status_code == 303
    web.client.cookies.clear()
    sender.key = RSAKey.generate_key(2048, {"kid": "one"})
    sender.published = [sender.key]
    assert come(web, sender).status_code == 303


def test_a_key_of_an_elliptic_curve_serves(web, sender):
    sender.key, sender.kind = ECKey.generate_key("P-256", {"kid": "one"}), "ES256"
    sender.published = [sender.key]
    assert come(web, sender).status_code == 303


@pytest.mark.parametrize("secret", ["s" * 32, "public key"])
def test_a_token_that_a_shared_secret_signs_opens_nothing(web, sender, monkeypatch, secret):
    """Neither the secret of the client nor the public key, taken for a secret, signs tokens."""
    public = sender.key.as_pem(private=False)
    content = public if secret == "public key" else secret.encode()

    def signed_by_secret():
        head = text(json.dumps({"alg": "HS256", "kid": "one"}).encode())
        body = f"{head}.{text(json.dumps(sender.claims).encode())}"
        return f"{body}.{text(hmac.digest(content, body.encode(), 'sha256'))}"

    monkeypatch.setattr(sender, "token", signed_by_secret)
    assert come(web, sender).status_code == 401


def test_a_token_without_a_signature_opens_nothing(web, sender, monkeypatch):
    def unsigned():
        _, body, _ = jwt.encode({"alg": "RS256"}, sender.claims, sender.key).split(".")
        return f"eyJhbGciOiJub25lIn0.{body}."

    monkeypatch.setattr(sender, "token", unsigned)
    assert come(web, sender).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "." * 50])
def test_what_is_no_token_is_refused_in_words(web, sender, monkeypatch, token):
    monkeypatch.setattr(sender, "token", lambda: token)
    assert come(web, sender).status_code == 401


def test_an_issuer_that_calls_itself_otherwise_is_not_asked(web, sender):
    sender.about["issuer"] = "https://elsewhere.test"
    answer = web.client.get("/sign-in/provider", follow_redirects=False)
    assert answer.status_code == 503
    assert "与设置不符" in answer.text


def test_no_endpoint_is_asked_in_the_clear(web, sender):
    sender.about["token_endpoint"] = "http://sign-on.test/token"
    assert web.client.get("/sign-in/provider", follow_redirects=False).status_code == 503


def test_an_email_of_somebody_else_in_the_userinfo_counts_nothing(web, sender):
    hire(web, "zhaomin")
    with web.app.state.database.writing() as session:
        link(session, known_staff(session, "zhaomin"), MONDAY, email="z@example.org")
    sender.answers = {"sub": "p2002", "email": "z@example.org", "email_verified": True}
    assert come(web, sender, sub="p3003").status_code == 401
    sender.answers["email_verified"] = "true"
    assert come(web, sender, sub="p2002").status_code == 401
    sender.answers["email_verified"] = True
    assert come(web, sender, sub="p2002").status_code == 303


@pytest.mark.parametrize(("web", "opens"), [(True, True), (False, False)], indirect=["web"])
def test_a_second_factor_of_the_provider_counts_where_it_is_trusted(web, sender, opens):
    change_city(web, '[accounts]\nsecond_factor = ["agent"]\n')
    come(web, sender, amr=["pwd", "mfa"])
    answer = web.client.get("/intake", follow_redirects=False)
    assert (answer.status_code == 200) is opens


@pytest.mark.parametrize("web", [True], indirect=True)
def test_a_token_that_tells_of_no_second_factor_leaves_the_duty(web, sender):
    change_city(web, '[accounts]\nsecond_factor = ["agent"]\n')
    come(web, sender, amr=["pwd"])
    assert web.client.get("/intake", follow_redirects=False).status_code == 303


def test_a_note_lapses(web, sender):
    leave = web.client.get("/sign-in/provider", follow_redirects=False)
    state = parse_qs(urlsplit(leave.headers["location"]).query)["state"][0]
    web.now += timedelta(minutes=11)
    back = f"/sign-in/provider/answer?code=c&state={state}"
    assert web.client.get(back, follow_redirects=False).status_code == 401


def test_endless_and_broken_answers_of_the_network_are_told(monkeypatch):
    def fail(*_, **__):
        raise httpx.ReadTimeout("slow")

    client = provider.Provider(SignOnSettings(ISSUER, CLIENT))
    monkeypatch.setattr(httpx, "request", fail)
    with pytest.raises(provider.Unavailable, match="没有回应"):
        client.address_of("token_endpoint")
    for content in (b"{" * 300_000, b"not json", b"[]", b"\xff"):
        answer = httpx.Response(200, content=content)
        monkeypatch.setattr(httpx, "request", lambda *_, answer=answer, **__: answer)
        with pytest.raises(provider.Unavailable, match="不符"):
            client.address_of("token_endpoint")
