"""The worker raises warnings from what came in, each once, and tells who has to know."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from hotline.domain.models import Notice, RaisedWarning, WarningStep, WarningTicket
from hotline.operation.chores import Shift
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.warning_watch import watch_for_dangers, watch_for_warnings
from hotline.reading.open_warnings import open_warnings
from hotline.supervision.warning_raising import raise_warning
from tests.conftest import MONDAY
from tests.support.stored import change, store
from tests.support.watching import night_noise, people, usual_weeks

SOON = timedelta(minutes=30)


def watch(database, now=MONDAY + SOON) -> int:
    shift = Shift(database, None, now=lambda: now)
    IssueKeeper()(shift)
    return watch_for_warnings(shift)


def raised(database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.exec(select(RaisedWarning).order_by(RaisedWarning.id)).all()
        return [(str(row.kind), str(row.grade)) for row in rows]


@pytest.fixture
def usual(database):
    usual_weeks(database, until=MONDAY)
    return database


def test_a_crowd_on_one_issue_is_raised_once_and_told_to_those_who_decide(usual, cast):
    night_noise(usual, 6, at=MONDAY)
    assert watch(usual) >= 1
    assert ("crowd", "yellow") in raised(usual)
    before = raised(usual)
    assert watch(usual, MONDAY + 2 * SOON) == 0
    assert raised(usual) == before
    with usual.reading() as session:
        [warning] = [row for row in open_warnings(session, cast.leader) if row.kind == "crowd"]
        assert (warning.n, len(warning.tickets), warning.state) == (6, 6, "raised")
        assert warning.issue_id is not None
        notices = session.exec(select(Notice).where(Notice.warning_id == warning.id)).all()
        assert {notice.receiver for notice in notices} == {"role:supervisor", "role:dispatcher"}


def test_ten_people_in_a_day_are_red_and_the_leader_is_told(usual):
    night_noise(usual, 10, at=MONDAY)
    watch(usual)
    assert ("crowd", "red") in raised(usual)
    with usual.reading() as session:
        assert "role:leader" in set(session.exec(select(Notice.receiver)))


def test_a_crowd_that_grows_becomes_red_in_its_warning_and_the_leader_is_told(usual):
    night_noise(usual, 6, at=MONDAY)
    watch(usual)
    night_noise(usual, 6, at=MONDAY + SOON, callers=people(usual, 6, at=MONDAY + SOON))
    watch(usual, MONDAY + 2 * SOON)
    with usual.reading() as session:
        [row] = session.exec(select(RaisedWarning).where(RaisedWarning.kind == "crowd")).all()
        assert (str(row.grade), row.n) == ("red", 12)
        assert "12 个不同的人" in row.why[-1]
        members = select(WarningTicket).where(WarningTicket.warning_id == row.id)
        assert len(session.exec(members).all()) == 12
        steps = session.exec(select(WarningStep).where(WarningStep.warning_id == row.id)).all()
        assert [step.note for step in steps] == ["", "人数增加，预警等级上调"]
        notices = session.exec(select(Notice).where(Notice.warning_id == row.id)).all()
        assert [notice.receiver for notice in notices].count("role:leader") == 1


def test_one_angry_caller_is_no_crowd(usual):
    [angry] = people(usual, 1, at=MONDAY)
    night_noise(usual, 8, at=MONDAY, callers=[angry] * 8)
    watch(usual)
    assert "crowd" not in dict(raised(usual))


def test_fifteen_tickets_within_an_hour_are_a_surge_of_their_street(usual):
    night_noise(usual, 15, at=MONDAY, apart=timedelta(minutes=3))
    watch(usual, MONDAY + timedelta(hours=1))
    assert "surge" in dict(raised(usual))


def test_an_ordinary_month_raises_nothing(usual):
    assert watch(usual) == 0
    assert raised(usual) == []


def test_what_its_caller_took_back_warns_of_nothing(usual):
    night_noise(usual, 6, at=MONDAY, status="withdrawn")
    night_noise(usual, 6, at=MONDAY, secrecy="confidential")
    assert watch(usual) == 0


def test_reported_again_after_the_closing_is_a_false_closure(usual):
    [angry] = people(usual, 1, at=MONDAY)
    at = MONDAY - timedelta(hours=30)
    (first,) = night_noise(usual, 1, at=at, callers=[angry], status="closed")
    change(usual, first, closed_at=MONDAY - timedelta(hours=20))
    night_noise(usual, 1, at=MONDAY, callers=[angry])
    watch(usual)
    assert raised(usual) == [("false-closure", "yellow")]


def test_danger_is_red_and_two_dangers_of_a_street_are_two(usual):
    for minutes, text in ((9, "燃气泄漏味道很大"), (5, "高压线断了垂在路上")):
        moment = MONDAY - timedelta(minutes=minutes)
        place = {"category": "0404", "district": "990102", "street": "990102002", "place": ""}
        store(usual, text, reported_at=moment, created_at=moment, danger="gas", **place)
    watch(usual)
    assert raised(usual) == [("danger", "red"), ("danger", "red")]


@pytest.mark.parametrize("verdict", ["raised", "false"])
def test_a_second_danger_at_a_place_is_told_of_whatever_became_of_the_first(usual, verdict):
    place = {"category": "0404", "district": "990102", "street": "990102002", "place": "棂星苑"}
    for number in range(2):
        moment = MONDAY + number * SOON - timedelta(minutes=5)
        store(usual, "要跳楼", reported_at=moment, created_at=moment, danger="suicide", **place)
        watch(usual, MONDAY + number * SOON)
        watch(usual, MONDAY + number * SOON)
        with usual.writing() as session:
            session.exec(select(RaisedWarning)).first().state = verdict
    with usual.reading() as session:
        rows = session.exec(select(RaisedWarning)).all()
        assert [row.n for row in rows] == ([2] if verdict == "raised" else [1, 1])
        assert [*session.exec(select(Notice.receiver))].count("role:leader") == 2


def test_limits_that_end_together_are_one_warning_a_day(usual):
    due = {"clock": "handle", "due_at": MONDAY + timedelta(hours=5)}
    for number in range(5):
        moment = MONDAY - timedelta(days=9, hours=number)
        store(
            usual,
            f"第 {number} 处占道经营",
            reported_at=moment,
            created_at=moment,
            unit="DH-CG",
            category="0101",
            district="990102",
            **due,
        )
    assert watch(usual) == 1
    assert watch(usual, MONDAY + timedelta(hours=1)) == 0
    assert raised(usual) == [("limits", "yellow")]


def test_a_warning_ends_to_exist_for_readers_when_its_tickets_become_confidential(usual, cast):
    ids = night_noise(usual, 6, at=MONDAY)
    watch(usual)
    for number in ids:
        change(usual, number, secrecy="confidential")
    with usual.reading() as session:
        assert open_warnings(session, cast.leader) == []
        assert open_warnings(session, cast.dispatcher) != []


def test_a_look_takes_as_many_statements_however_much_is_stored(usual):
    def statements() -> int:
        sent = []
        event.listen(usual.engine, "before_cursor_execute", count := lambda *_: sent.append(1))
        watch_for_warnings(Shift(usual, None, now=lambda: MONDAY + SOON))
        event.remove(usual.engine, "before_cursor_execute", count)
        return len(sent)

    few = statements()
    usual_weeks(usual, until=MONDAY - timedelta(days=1), days=55)
    assert statements() == few


def test_on_each_database_the_worker_raises_the_same(each_database):
    usual_weeks(each_database, until=MONDAY)
    night_noise(each_database, 6, at=MONDAY)
    watch(each_database)
    assert ("crowd", "yellow") in raised(each_database)


def test_who_comes_again_becomes_a_crowd_in_one_warning(usual):
    night_noise(usual, 3, at=MONDAY)
    watch(usual)
    assert raised(usual) == [("repeat", "blue")]
    night_noise(usual, 4, at=MONDAY + 2 * SOON, callers=people(usual, 4, at=MONDAY))
    watch(usual, MONDAY + 2 * SOON)
    watch(usual, MONDAY + 3 * SOON)
    # The surge of the street counts tickets, not people.
    assert [pair for pair in raised(usual) if pair[0] != "surge"] == [("crowd", "yellow")]
    with usual.reading() as session:
        [row] = session.exec(select(RaisedWarning).where(RaisedWarning.kind == "crowd")).all()
        assert row.n == 7
        steps = session.exec(select(WarningStep).where(WarningStep.warning_id == row.id)).all()
        assert [step.note for step in steps] == ["", "由重复反映发展为多人聚集反映"]
        assert "role:supervisor" in set(session.exec(select(Notice.receiver)))


def dangers(database, *kinds: str, at=MONDAY, place="棂星苑"):
    fields = {"district": "990102", "street": "990102002", "place": place}
    for number, kind in enumerate(kinds):
        moment = at - timedelta(minutes=9 - number)
        text, category = f"险情 {kind}", f"040{4 + number}"
        store(
            database,
            text,
            reported_at=moment,
            created_at=moment,
            danger=kind,
            category=category,
            **fields,
        )


def test_a_danger_is_named_and_told_at_once_and_no_second_time(each_database):
    usual_weeks(each_database, until=MONDAY)
    dangers(each_database, "life")
    shift = Shift(each_database, None, now=lambda: MONDAY)
    assert watch_for_dangers(shift) == 1
    assert watch_for_dangers(shift) == 0
    assert watch(each_database) == 0
    with each_database.reading() as session:
        [row] = session.exec(select(RaisedWarning)).all()
        assert (row.danger, row.why) == ("life", ["诉求中提到危及人身安全的情况：轻生"])
        assert [*session.exec(select(Notice.receiver))].count("role:leader") == 1


def test_dangers_of_a_place_are_parted_by_their_kind_and_not_by_a_guessed_category(usual):
    dangers(usual, "gas", "gas", "life")
    watch_for_dangers(Shift(usual, None, now=lambda: MONDAY))
    with usual.reading() as session:
        rows = session.exec(select(RaisedWarning).order_by(RaisedWarning.id)).all()
        assert [(row.danger, row.n) for row in rows] == [("gas", 2), ("life", 1)]


def test_what_came_longer_ago_than_a_day_is_left_to_the_look_at_everything(usual):
    dangers(usual, "life", at=MONDAY - timedelta(days=1, hours=1))
    assert watch_for_dangers(Shift(usual, None, now=lambda: MONDAY)) == 0
    assert watch(usual) == 1


def test_others_may_write_between_two_warnings(usual, monkeypatch):
    dangers(usual, "gas", "life")
    connections = []  # kept, or a second one might get the number of the first

    def look(session, desk, *, draft):
        connections.append(session.connection())
        return raise_warning(session, desk, draft=draft)

    monkeypatch.setattr("hotline.operation.warning_watch.raise_warning", look)
    assert watch_for_dangers(Shift(usual, None, now=lambda: MONDAY)) == 2
    assert len({id(connection) for connection in connections}) == 2
