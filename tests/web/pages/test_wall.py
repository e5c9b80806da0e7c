"""The wall: who may look, what it shows, and that nobody is in it."""

import re
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from sqlmodel import select

from analytics.figures import Rate
from hotline.domain.models import AccessToken, HotIssue, IssueMember, Ticket
from hotline.operation.chores import Shift
from hotline.operation.wall_counting import count_for_wall
from hotline.people.access_tokens import add_token, withdraw
from hotline.reading.open_warnings import OpenWarning
from hotline.reading.wall import WallFigures, wall_figures
from hotline.reading.wall_board import WallBoard, as_stored
from hotline.storage.wall_state import keep_figures, wall_state
from hotline.web.names import Names
from hotline.web.pages.wall import where_of
from tests.support.watching import SITE, night_noise


@pytest.fixture
def key(web) -> str:
    """The key of a wall without a keyboard."""
    with web.app.state.database.writing() as session:
        return add_token(session, "大厅", "wall", web.now, by="admin")


# A page that needs signing in leads there; anything else is counts 401.
OUTSIDE = (303, 401)


def look(web, path="/wall", **params):
    return web.client.get(
        path, params=params, headers={"Accept": "text/html"}, follow_redirects=False
    )


def ask_and_count(web, key):
    """A screen asks, the worker counts."""
    answer = look(web, "/wall/scenes", key=key).text
    shift = Shift(web.app.state.database, None, now=lambda: web.now)
    return answer, count_for_wall(shift)


@pytest.mark.parametrize("who", ["supervisor", "leader"])
def test_those_who_lead_see_it_signed_in(web, see, who):
    assert "今日受理" in see(who, "/wall").text


@pytest.mark.parametrize("who", ["agent", "dispatcher", "street_clerk", "admin", "auditor"])
def test_nobody_else_does(web, who):
    assert web.get(who, "/wall").status_code == 403


def test_a_screen_without_keyboard_shows_it_by_its_key(web, key):
    assert look(web, key=key).status_code == 200
    assert look(web, "/wall/scenes", key=key).status_code == 200
    assert look(web).status_code in OUTSIDE
    wrong = look(web, key=f"{key}x")
    assert wrong.status_code == 403
    assert "大屏密钥无效或已撤销" in wrong.text


def test_the_key_opens_nothing_else(web, key):
    for path in ("/leader", "/overview", "/tickets", "/bulletins"):
        assert look(web, path, key=key).status_code in OUTSIDE
    answer = web.client.post(f"/api/v1/cti/{key}", json={"event": "newCall"})
    assert answer.status_code == 401


def test_a_withdrawn_key_opens_nothing(web, key):
    with web.app.state.database.writing() as session:
        token = session.exec(select(AccessToken).where(AccessToken.name == "大厅")).one()
        withdraw(session, token, web.now, by="admin")
    assert look(web, key=key).status_code == 403


def test_it_counts_what_came_and_is_counted_anew_after_a_while(web, key):
    web.report("人民路的路灯坏了三天，晚上看不见路。")
    first = look(web, "/wall/scenes", key=key).text
    web.report("翠竹苑小区的路灯也坏了，请尽快修理。")
    same = look(web, "/wall/scenes", key=key).text
    web.now += timedelta(seconds=30)
    later = look(web, "/wall/scenes", key=key).text

    assert "<b>1</b><span>今日受理</span>" in first
    assert "<b>1</b><span>今日受理</span>" in same
    assert "<b>2</b><span>今日受理</span>" in later


def test_what_the_worker_counted_stands_for_a_minute_with_its_time(web, key, monkeypatch):
    _, counted = ask_and_count(web, key)
    assert counted == 1
    web.report("人民路的路灯坏了三天，晚上看不见路。")
    web.now += timedelta(seconds=50)
    with monkeypatch.context() as patch:
        patch.setattr("hotline.reading.wall_board.wall_figures", None)
        stored = look(web, "/wall/scenes", key=key).text
    web.now += timedelta(seconds=21)
    fresh = look(web, "/wall/scenes", key=key).text

    assert "<b>0</b><span>今日受理</span>" in stored
    assert "<b>1</b><span>今日受理</span>" in fresh
    times = [re.search('data-as-of="([^"]+)"', text)[1] for text in (stored, fresh)]
    assert times[0] < times[1]


def test_the_worker_counts_all_that_the_wall_shows(web, key):
    ask_and_count(web, key)
    desk = web.app.state.desks()
    with web.app.state.database.reading() as session:
        own = wall_figures(session, desk)
        assert msgspec.json.decode(as_stored(own), type=WallFigures) == own
        assert WallBoard().figures(session, desk) == own


def test_nothing_is_counted_for_a_wall_that_nobody_looks_at(web, key):
    shift = Shift(web.app.state.database, None, now=lambda: web.now)
    assert count_for_wall(shift) == 0
    look(web, "/wall/scenes", key=key)
    assert count_for_wall(shift) == 1
    web.now += timedelta(minutes=6)
    assert count_for_wall(shift) == 0


def test_what_another_version_stored_is_counted_anew(web, key):
    ask_and_count(web, key)
    with web.app.state.database.writing() as session:
        keep_figures(session, web.app.state.desks().city.name, web.now, '{"at": 1}')
    web.now += timedelta(seconds=30)
    assert look(web, "/wall/scenes", key=key).status_code == 200


def test_neither_callers_nor_matters_stand_on_it(web, key):
    web.report(
        "人民路的路灯坏了三天，我叫张三丰，电话13900000001", phone="13900000001", caller="张三丰"
    )
    text = look(web, key=key).text

    for secret in ("张三丰", "13900000001", "坏了三天"):
        assert secret not in text


def test_it_stands_without_the_search_engine(web, key, monkeypatch):
    from analytics.search.base import EngineUnavailable

    def away(*_arguments, **_options):
        raise EngineUnavailable("away")

    monkeypatch.setattr(web.app.state.engine, "aggregate", away, raising=False)
    monkeypatch.setattr(web.app.state.engine, "search", away, raising=False)
    assert look(web, key=key).status_code == 200


def test_what_many_speak_of_stands_with_its_place_and_no_number_of_a_house(web, key):
    for place, title in (("棂星苑", "打桩"), ("和平街7号", "下水")):
        ids = night_noise(web.app.state.database, 4, at=web.now - timedelta(hours=2), place=place)
        with web.app.state.database.writing() as session:
            issue = HotIssue(
                title=title, place=place, category="0302", street=SITE, opened_at=web.now
            )
            session.add(issue)
            session.flush()
            for number in ids:
                member = {"ticket_id": number, "issue_id": issue.row_id}
                at = session.get_one(Ticket, number).reported_at
                session.add(IssueMember(**member, reported_at=at, joined_at=web.now))
    text, _ = ask_and_count(web, key)
    with web.app.state.database.reading() as session:
        stored = wall_state(session).figures

    assert "棂星苑" in text
    assert "棂星苑" in stored
    assert not any(worded in stored for worded in ("打桩", "下水"))
    assert text.count("<b>4</b> 人") == 2
    for hidden in ("和平街7号", "打桩", "下水"):
        assert hidden not in text


def test_the_three_rates_by_which_units_are_judged_stand_on_it(web, key):
    text = look(web, "/wall/scenes", key=key).text
    for name in ("按时联系率", "解决率", "满意率"):
        assert f"<dt>{name}</dt>" in text


@pytest.mark.parametrize(
    ("part", "whole", "shown", "hidden"),
    [
        (3, 12, "不足20件", ("25.0%", "3/12")),
        (38, 40, "90%以上", ("95.0%", "38/40")),
        (30, 40, "75.0%", ()),
        (0, 0, "—", ("0/0",)),
    ],
)
def test_a_rate_on_the_wall_gives_no_few_away(web, key, monkeypatch, part, whole, shown, hidden):
    usual = WallBoard.figures
    monkeypatch.setattr(
        WallBoard,
        "figures",
        lambda *arguments: replace(usual(*arguments), rates={"solved": Rate(part, whole)}),
    )
    text = look(web, "/wall/scenes", key=key).text
    assert f"<b>{shown}</b>" in text
    assert not any(figure in text for figure in hidden)
    assert ("30/40" in text) == (part == 30)


@pytest.mark.parametrize(
    ("kind", "place", "where"),
    [
        ("crowd", "棂星苑", "棂星苑"),
        ("crowd", "和平街7号", "文庙街道"),
        ("danger", "棂星苑", "文庙街道"),
        ("sensitive", "棂星苑", "文庙街道"),
    ],
)
def test_of_one_persons_danger_the_wall_tells_no_more_than_the_street(web, kind, place, where):
    counts = {
        "category": "0302",
        "area": SITE,
        "place": place,
        "danger": "",
        "n": 1,
        "expected": 0.0,
    }
    life = {"why": (), "raised_at": web.now, "state": "raised", "verdict": "", "unit": ""}
    rest = {"receivers": (), "tickets": (), "issue_id": None, "version": 1}
    warning = OpenWarning(id=1, kind=kind, grade="red", **counts, **life, **rest)
    names = Names(web.app.state.desks().city)

    assert names.area(SITE) == "文庙街道"
    assert where_of(warning, names) == where


def test_without_a_warning_it_says_so(web, key):
    assert "没有未结束的预警" in look(web, "/wall/scenes", key=key).text
