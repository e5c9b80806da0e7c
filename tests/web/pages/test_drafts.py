"""Drafts belong to a login and lie encrypted."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import Draft

TEXT = "柏如霜，13977654321，说了一半"


@pytest.fixture
def keep(web):
    return lambda who, name="intake", page="p1", version="", **fields: web.client.post(
        f"/drafts/{name}?page={page}&seen={version}", data=fields, headers=web.as_(who)
    )


def read(web, who, name="intake", part="fields"):
    return web.get(who, f"/drafts/{name}").json()[part]


def test_a_draft_comes_back_to_its_owner_only(web, keep):
    assert keep("agent", text=TEXT, caller="").status_code == 200
    assert read(web, "agent") == {"text": TEXT, "caller": ""}
    for who in ("dispatcher", "street_clerk", "supervisor"):
        assert read(web, who) == {}
    assert web.get("nobody", "/drafts/intake").status_code in (200, 303, 401)
    assert TEXT not in web.get("nobody", "/drafts/intake").text


def test_the_newest_stands_and_empty_fields_take_it_away(web, keep):
    keep("agent", text="旧")
    keep("agent", text=TEXT)
    assert read(web, "agent")["text"] == TEXT
    keep("agent", text="")
    assert read(web, "agent") == {}


def test_what_another_seat_typed_meanwhile_stays_beside_it(web, keep):
    first = keep("agent", text="甲").json()
    assert first["other"] == {}
    second = keep("agent", page="p2", version=first["version"], text="甲乙").json()
    assert second["other"] == {}
    third = keep("agent", page="p1", version=first["version"], text="甲丙").json()
    assert third["other"] == {"text": "甲乙"}
    assert read(web, "agent")["text"] == "甲丙"
    assert read(web, "agent", part="other") == {"text": "甲乙"}
    assert keep("agent", page="p3", text="").json()["other"] == {"text": "甲丙"}
    web.post("agent", "/drafts/intake/removals")
    assert read(web, "agent", part="other") == {}


def test_a_page_that_goes_on_typing_has_no_other_draft(web, keep):
    keep("agent", text="甲")
    assert keep("agent", text="甲乙").json()["other"] == {}
    assert keep("agent", page="p2", text="甲乙").json()["other"] == {}


def test_it_goes_when_the_form_was_taken(web, keep):
    keep("agent", text=TEXT)
    assert web.post("agent", "/drafts/intake/removals").status_code == 204
    assert read(web, "agent") == {}


def test_no_text_of_it_stands_in_the_database(web, keep):
    keep("agent", text=TEXT)
    with web.app.state.database.reading() as session:
        row = session.exec(select(Draft)).one()
    assert TEXT.encode() not in row.content


def test_drafts_that_nobody_touches_go_after_a_month(web, keep):
    keep("agent", name="old", text=TEXT)
    web.now += timedelta(days=31)
    keep("agent", text=TEXT)
    assert read(web, "agent", "old") == {}
    assert read(web, "agent") == {"text": TEXT}


@pytest.mark.parametrize(
    ("name", "fields"),
    [("..%2Fx", {"text": "x"}), ("A" * 61, {"text": "x"}), ("x", {"text": "x" * 100_001})],
)
def test_what_is_no_draft_is_refused(keep, name, fields):
    assert keep("agent", name=name, **fields).status_code in (400, 404)
