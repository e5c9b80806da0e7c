import codecs
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import quote

import pytest
from sqlmodel import func, select

from hotline.domain.models import HistoryEntry, Ticket
from hotline.storage.history import history_of, verify_chain

URL = "/api/v1/reports"
NOISE = {
    "text": "鼓楼街道的工地每天半夜打桩施工，噪声很大。",
    "caller": "张三",
    "phone": "13800138000",
}


def count(web, table=Ticket):
    with web.app.state.database.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_caller_gets_number_code_and_nothing_internal(web):
    answer = web.post("nobody", URL, NOISE)
    body = answer.json()
    assert answer.status_code == 201
    assert len(body["ticket_no"]) == 13
    assert len(body["query_code"]) == 6
    assert set(body) == {
        "ticket_no",
        "query_code",
        "danger",
        "status",
        "unit",
        "unit_name",
        "category",
        "category_name",
        "due_at",
        "promised_at",
        "created_at",
        "created",
    }


def test_the_ticket_is_stored_with_its_history(web):
    no = web.post("nobody", URL, NOISE).json()["ticket_no"]
    with web.app.state.database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        entries = history_of(session, ticket)
    assert verify_chain(entries) == []
    assert [entries[0].action, entries[0].actor] == ["register", "caller"]


def test_the_same_key_gives_the_same_answer_and_one_ticket(web):
    first, again = (web.post("nobody", URL, NOISE, **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["ticket_no"], first.json()["query_code"]) == (
        again.json()["ticket_no"],
        again.json()["query_code"],
    )
    assert count(web) == 1


def test_the_same_key_with_another_report_is_a_conflict(web):
    web.post("nobody", URL, NOISE, **{"Idempotency-Key": "k-1"})
    answer = web.post(
        "nobody", URL, NOISE | {"text": "另一件事情需要反映。"}, **{"Idempotency-Key": "k-1"}
    )
    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["detail"]


def test_thirty_two_clients_with_one_key_make_one_ticket(web):
    def send(_):
        return web.post("nobody", URL, NOISE, **{"Idempotency-Key": "same"})

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(send, range(96)))
    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert (
        len({(answer.json()["ticket_no"], answer.json()["query_code"]) for answer in answers}) == 1
    )
    assert count(web) == 1


def test_one_bad_report_among_many_harms_no_other(web):
    def send(n):
        extra = {"district": "没有这个区"} if n % 8 == 0 else {}
        return web.post("nobody", URL, NOISE | {"ref": f"r{n}", "phone": f"138{n:08d}"} | extra)

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(send, range(64)))
    assert [answer.status_code for answer in answers] == [
        400 if n % 8 == 0 else 201 for n in range(64)
    ]
    assert count(web) == 56


def test_a_guessed_reference_gives_nobody_anothers_code(web):
    mine = web.post("nobody", URL, NOISE | {"ref": "A-17"})
    theirs = web.post("nobody", URL, {"text": "随便写点什么试试看。", "ref": "A-17"})
    assert (mine.status_code, theirs.status_code) == (201, 409)
    assert mine.json()["ticket_no"] not in theirs.text
    assert (
        web.post("nobody", URL, NOISE | {"ref": "A-17"}).json()["ticket_no"]
        == mine.json()["ticket_no"]
    )


def test_callers_come_by_public_channels_and_agents_by_any(web):
    def channel(who, value):
        no = web.post(who, URL, NOISE | {"channel": value}).json()["ticket_no"]
        with web.app.state.database.reading() as session:
            return session.exec(select(Ticket.channel).where(Ticket.no == no)).one()

    assert [channel("nobody", value) for value in ("phone", "wechat", "app")] == [
        "web",
        "wechat",
        "app",
    ]
    assert channel("agent", "phone") == "phone"


def test_a_clerk_does_not_register(web):
    assert web.post("street_clerk", URL, NOISE).status_code == 403


def test_a_form_is_as_good_as_json(web):
    assert web.client.post(URL, data=NOISE).status_code == 201


def test_reading_reports_is_the_wrong_method(web):
    assert web.client.get(URL).status_code == 405


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "   "),
        ("text", "长" * 100_000),
        ("text", "a\x00b"),
        ("text", "a\x1bb"),
        ("text", 5),
        ("text", None),
        ("text", ["x"]),
        ("text", {"a": 1}),
        ("phone", "call me"),
        ("phone", "1" * 40),
        ("phone", 10**400),
        ("phone", True),
        ("time", "2999-01-01"),
        ("time", "1970-01-01"),
        ("time", 10**400),
        ("time", 1e308),
        ("time", []),
        ("time", "2026-02-30"),
        ("district", "火星区"),
        ("district", 7),
        ("category", "no such"),
        ("category", "9999"),
        ("urgency", "now"),
        ("request_type", "rant"),
        ("identity", "king"),
        ("secrecy", "top"),
        ("caller", "x" * 100),
        ("caller_kind", "robot"),
        ("status", "closed"),
        ("unit", "DH-ZF"),
        ("ref", "r" * 200),
        ("title", "\x7f"),
        ("address", 1.5),
        ("__class__", "x"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_stored(web, field, value):
    body = json.dumps({"text": "有个事情想反映一下。", field: value})
    answer = web.client.post(URL, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert answer.headers["content-type"] == "application/problem+json"
    assert (count(web), count(web, HistoryEntry)) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"5",
        b"\xff\xfe{",
        b'{"text": "\\ud800 lone"}',
        b'{"text": NaN}',
        b"[" * 200_000,
        b'{"text":' * 50_000,
        '{"text": "半'.encode()[:-1],
        b"\xef\xbb\xbf{}",
        b'{"text": "a\nb"}',
    ],
)
def test_a_body_that_is_no_json_object_is_refused(web, body):
    answer = web.client.post(URL, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_huge_body_is_refused_before_it_is_read(web):
    answer = web.client.post(
        URL, content=b"x" * 1_000_001, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413


def test_emoji_and_rare_characters_are_welcome(web):
    answer = web.post("nobody", URL, {"text": "路灯不亮😀，㐂𠮷家小区。"})
    assert answer.status_code == 201
    shown = web.get("agent", f"/api/v1/tickets/{answer.json()['ticket_no']}").json()
    assert shown["content"] == "路灯不亮😀，㐂𠮷家小区。"


@pytest.mark.parametrize("key", ["a b", "é".encode(), "k" * 201])
def test_an_odd_key_is_refused(web, key):
    answer = web.client.post(URL, json=NOISE, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "Idempotency-Key")


def test_another_format_is_named(web):
    answer = web.client.post(URL, content=b"<x/>", headers={"content-type": "application/xml"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "Content-Type")


def test_when_it_happened_is_kept_and_a_report_without_it_keeps_nothing(web):
    web.post("nobody", URL, NOISE | {"occurred": "2026-03-08T23:30"})
    web.post("nobody", URL, NOISE)
    with web.app.state.database.reading() as session:
        kept = session.exec(select(Ticket.occurred_at).order_by(Ticket.id)).all()
    assert kept == [datetime(2026, 3, 8, 23, 30), None]


def test_the_openapi_tells_the_answer_to_a_repeat_and_every_refusal(web):
    answers = web.client.get("/schema/openapi.json").json()["paths"]["/api/v1/reports"]["post"]
    assert {"200", "201", "400", "401", "403", "409", "413", "429", "503"} <= set(
        answers["responses"]
    )


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LAMP = "路灯坏了好几天"


@pytest.mark.parametrize("path", [URL, "/report"])
def test_a_form_whose_text_is_not_quoted_is_read_as_it_was_typed(web, path):
    answer = web.client.post(path, content=f"text={LAMP}".encode(), headers=FORM)
    assert answer.status_code == 201
    with web.app.state.database.reading() as session:
        assert session.exec(select(Ticket.content)).all() == [LAMP]


@pytest.mark.parametrize("path", [URL, "/report"])
@pytest.mark.parametrize("form", ["plain", "quoted", "parts"])
def test_a_form_in_an_older_encoding_is_refused_and_not_stored_as_nonsense(web, path, form):
    older, headers = LAMP.encode("gb18030"), FORM
    content = b"text=" + (quote(older).encode() if form == "quoted" else older)
    if form == "parts":
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        head = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        content = head + older + b"\r\n--x--\r\n"
    answer = web.client.post(path, content=content, headers=headers)
    assert answer.status_code == 400
    assert "UTF-8" in answer.text
    assert count(web) == 0


@pytest.mark.parametrize(
    "shown", ["Basic dXNlcjpwYXNz", "Digest username=a", "Token abc", "Bearer", "Bearer wrong", ""]
)
def test_who_shows_something_that_opens_nothing_is_no_stranger(web, shown):
    answer = web.client.post(
        "/api/v1/reports", json={"text": "楼下路灯坏了三天"}, headers={"Authorization": shown}
    )
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/api/v1/reports", "/api/v1/sessions"])
def test_json_that_begins_with_the_mark_of_utf_8_is_read(web, path):
    body = {"text": "楼下路灯坏了三天"} if "reports" in path else {"login": "a", "password": "b"}
    content = codecs.BOM_UTF8 + json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    answer = web.client.post(path, content=content, headers=headers)
    assert answer.status_code == (201 if "reports" in path else 401)
