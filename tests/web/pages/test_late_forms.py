"""A form that is sent after its session has ended, without scripts: nothing is lost, and nobody
else reads it.
"""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import Comment, Draft
from tests.support.accounts import SECRET, hire

TEXT = "这段话很长，写了半个小时，不能丢。"
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ticket(web):
    hire(web, "liuyang", "supervisor")
    hire(web, "wangli", "supervisor")
    return web.ticket_at("dispatched")


def enter(web, login):
    web.client.cookies.clear()
    form = {"login": login, "password": SECRET, "next": "/carried"}
    return web.client.post("/sign-in", data=form, follow_redirects=False)


def send_late(web, no, **headers):
    """The comment comes when nobody did anything for half an hour."""
    enter(web, "liuyang")
    page = web.client.get(f"/tickets/{no}").text
    fields = {
        "_csrf": re.search(r'name="_csrf" value="([^"]+)"', page)[1],
        "version": re.search(r'name="version" value="(\d+)"', page)[1],
        "text": TEXT,
    }
    web.now += timedelta(minutes=31)
    return web.client.post(
        f"/tickets/{no}/comments", data=fields, headers=headers, follow_redirects=False
    )


def hidden_fields(page):
    form = re.search(r'<form method="post" action="/tickets/.*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))


def comments(web):
    with web.app.state.database.reading() as session:
        return [row.text for row in session.exec(select(Comment))]


def test_the_owner_signs_in_reads_it_and_sends_it(web, ticket):
    answer = send_late(web, ticket, **OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/carried")
    assert enter(web, "liuyang").headers["location"] == "/carried"
    page = web.client.get("/carried").text
    assert TEXT in page
    assert comments(web) == []
    answer = web.client.post(
        f"/tickets/{ticket}/comments", data=hidden_fields(page), follow_redirects=False
    )
    assert answer.status_code == 303
    assert comments(web) == [TEXT]


def test_somebody_else_who_signs_in_there_reads_nothing(web, ticket):
    send_late(web, ticket, **OWN)
    assert enter(web, "wangli").headers["location"] == "/carried"
    answer = web.client.get("/carried", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/overview")
    assert web.client.get("/drafts/carried").json()["fields"] == {}


def test_what_another_site_sends_is_not_kept(web, ticket):
    for site in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert send_late(web, ticket, **site).status_code == 401
    enter(web, "liuyang")
    assert web.client.get("/drafts/carried").json()["fields"] == {}


def test_who_was_never_signed_in_leaves_nothing(web, ticket):
    web.client.cookies.clear()
    answer = web.client.post(f"/tickets/{ticket}/comments", data={"text": TEXT}, headers=OWN)
    assert answer.status_code == 401
    with web.app.state.database.reading() as session:
        assert session.exec(select(Draft)).all() == []


def test_no_password_is_ever_kept(web, ticket):
    enter(web, "liuyang")
    web.now += timedelta(minutes=31)
    form = {"old": SECRET, "password": SECRET, "again": SECRET}
    answer = web.client.post("/account/password", data=form, headers=OWN, follow_redirects=False)
    assert SECRET not in answer.text
    with web.app.state.database.reading() as session:
        assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize("path", ["/report", "/report/suggestions", "/guide/K1/feedback"])
def test_what_a_caller_writes_at_an_office_computer_is_never_its_owners_draft(web, ticket, path):
    """The public pages ask for no login: whoever writes there is somebody else."""
    enter(web, "liuyang")
    web.now += timedelta(minutes=31)
    form = {"text": "举报本单位领导收受购物卡，请保密", "caller": "柏如霜", "key": "k"}
    web.client.post(path, data=form, headers=OWN, follow_redirects=False)
    with web.app.state.database.reading() as session:
        assert session.exec(select(Draft)).all() == []
    enter(web, "liuyang")
    assert web.client.get("/drafts/carried").json()["fields"] == {}
