"""A warning is judged, assigned, answered and closed by those who may, each step in its history."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from hotline.domain.models import Notice, RaisedWarning, WarningStep
from hotline.domain.warnings import Grade, WarningKind
from hotline.storage.warnings import precision_by_kind, readable_warning
from hotline.supervision import warning_life as life
from hotline.supervision import warning_raising as raising
from tests.conftest import MONDAY, desk_of
from tests.support.stored import change
from tests.support.watching import night_noise


def draft(tickets, **changed):
    fields = {
        "key": "crowd|1",
        "kind": WarningKind.CROWD,
        "grade": Grade.YELLOW,
        "n": len(tickets),
        "expected": 0.0,
        "why": ("24 小时内 5 个不同的人反映同一件事",),
        "at": MONDAY,
        "tickets": tickets,
        "category": "0302",
        "area": "990102002",
        "place": "棂星苑",
    }
    return raising.WarningDraft(**fields | changed)


@pytest.fixture
def tickets(database):
    return night_noise(database, 5, at=MONDAY)


@pytest.fixture
def here(database, tickets):
    """The desk, and the number of a raised warning."""
    desk = desk_of(database)
    with database.writing() as session:
        return desk, raising.raise_warning(session, desk, draft=draft(tickets)).row_id


def step(database, actor, number, verb, desk, **fields):
    with database.writing() as session:
        warning = life.find_warning_for_step(session, actor, number)
        verb(session, actor, warning, desk, **fields)


def warning_of(database, number) -> tuple[str, str, str]:
    with database.reading() as session:
        row = session.get_one(RaisedWarning, number)
        return str(row.state), row.verdict, row.unit


def test_the_way_from_raised_to_closed_stands_in_the_history(database, cast, here):
    desk, number = here
    step(database, cast.supervisor, number, life.confirm, desk, note="已电话核实")
    step(database, cast.dispatcher, number, life.assign, desk, unit="DH-ZF", note="当日反馈")
    step(database, cast.district_clerk, number, life.report_measure, desk, measure="已停工整改")
    step(database, cast.leader, number, life.close, desk, note="已解决")
    assert warning_of(database, number) == ("closed", "confirmed", "DH-ZF")
    with database.reading() as session:
        steps = session.exec(select(WarningStep).order_by(WarningStep.id)).all()
        assert [(str(row.action), row.by) for row in steps] == [
            ("raise", "system"),
            ("confirm", "supervisor"),
            ("assign", "dispatcher"),
            ("measure", "district_clerk"),
            ("close", "leader"),
        ]
        assert "unit:DH-ZF" in set(session.exec(select(Notice.receiver)))


def test_a_false_one_has_ended_and_counts_in_the_precision(database, cast, here):
    desk, number = here
    elsewhere = night_noise(database, 5, at=MONDAY, place="钟楼小区")
    with database.writing() as session:
        more = draft(elsewhere, key="crowd|2", place="钟楼小区")
        other = raising.raise_warning(session, desk, draft=more).row_id
    step(database, cast.supervisor, number, life.reject, desk, reason="演练")
    step(database, cast.supervisor, other, life.confirm, desk, note="")
    assert warning_of(database, number) == ("false", "false", "")
    with pytest.raises(Conflict):
        step(database, cast.supervisor, number, life.confirm, desk, note="")
    with database.reading() as session:
        span = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)
        [rate] = precision_by_kind(session, cast.supervisor, *span)
    assert (rate.raised, rate.confirmed, rate.false, rate.value) == (2, 1, 1, 0.5)


def test_who_may_not_take_a_step_is_refused(database, cast, here):
    desk, number = here
    for actor in (cast.agent, cast.reviewer):
        with pytest.raises(NotAllowed):
            step(database, actor, number, life.confirm, desk, note="")
    step(database, cast.leader, number, life.confirm, desk, note="")
    with pytest.raises(NotAllowed):
        step(database, cast.leader, number, life.assign, desk, unit="DH-ZF", note="")


def test_a_unit_reads_only_what_is_assigned_to_it(database, cast, here):
    desk, number = here
    for clerk in (cast.district_clerk, cast.stranger):
        with pytest.raises(NotFound):
            step(database, clerk, number, life.report_measure, desk, measure="x")
    step(database, cast.supervisor, number, life.confirm, desk, note="")
    step(database, cast.supervisor, number, life.assign, desk, unit="DH-ZF", note="")
    with database.reading() as session:
        assert readable_warning(session, cast.district_clerk, number) is not None
        assert readable_warning(session, cast.stranger, number) is None


def test_a_unit_that_is_accused_gets_no_warning_about_itself(database, cast, here, tickets):
    desk, number = here
    step(database, cast.supervisor, number, life.confirm, desk, note="")
    change(database, tickets[0], accused=["DH-ZF"])
    with pytest.raises(InvalidInput):
        step(database, cast.supervisor, number, life.assign, desk, unit="DH-ZF", note="")
    change(database, tickets[0], accused=[])
    step(database, cast.supervisor, number, life.assign, desk, unit="DH-ZF", note="")
    change(database, tickets[0], accused=["DH-ZF"])
    with database.reading() as session:
        assert readable_warning(session, cast.district_clerk, number) is None
        assert readable_warning(session, cast.supervisor, number) is not None


def test_the_same_matter_is_raised_again_only_after_three_quiet_days(database, here, tickets):
    desk, _ = here
    ways = ((50, None), (120, None), (170, None), (260, "new"))
    for hours, outcome in ways:
        at = MONDAY + timedelta(hours=hours)
        with database.writing() as session:
            again = draft(tickets, key=f"crowd|{hours}", at=at)
            row = raising.raise_warning(session, desk, draft=again)
        assert (row is None) == (outcome is None), hours


def test_a_crowd_that_was_judged_false_is_raised_again_in_a_higher_grade(
    database, cast, here, tickets
):
    desk, number = here
    step(database, cast.supervisor, number, life.reject, desk, reason="演练")
    for key, grade, is_new in (("crowd|2", Grade.YELLOW, False), ("crowd|3", Grade.RED, True)):
        with database.writing() as session:
            row = raising.raise_warning(session, desk, draft=draft(tickets, key=key, grade=grade))
        assert (row is not None) == is_new


def test_bad_values_are_named(database, cast, here):
    desk, number = here
    with pytest.raises(InvalidInput, match="误报理由"):
        step(database, cast.supervisor, number, life.reject, desk, reason=" ")
    step(database, cast.supervisor, number, life.confirm, desk, note="")
    with pytest.raises(InvalidInput, match="NOWHERE"):
        step(database, cast.supervisor, number, life.assign, desk, unit="NOWHERE", note="")
    with pytest.raises(Conflict), database.writing() as session:
        life.find_warning_for_step(session, cast.supervisor, number, version=1)


def heard(database, kind) -> list[str]:
    with database.reading() as session:
        rows = session.exec(select(Notice.receiver).where(Notice.kind == kind))
        return sorted(rows)


def test_of_every_step_those_hear_who_have_to_go_on_and_did_not_take_it(database, cast, here):
    desk, number = here
    step(database, cast.leader, number, life.confirm, desk, note="")
    assert heard(database, "warning_confirmed") == ["role:dispatcher", "role:supervisor"]
    step(database, cast.dispatcher, number, life.assign, desk, unit="DH-ZF", note="")
    step(database, cast.district_clerk, number, life.report_measure, desk, measure="已停工")
    assert heard(database, "warning_measured") == ["role:dispatcher", "role:supervisor"]
    step(database, cast.supervisor, number, life.close, desk, note="已解决")
    assert heard(database, "warning_ended") == ["role:dispatcher", "unit:DH-ZF"]


def test_the_unit_that_loses_a_warning_hears_of_it_and_the_same_one_does_not(database, cast, here):
    desk, number = here
    step(database, cast.supervisor, number, life.confirm, desk, note="")
    for unit in ("DH-ZF", "DH-ZF", "S-CG"):
        step(database, cast.supervisor, number, life.assign, desk, unit=unit, note="")
    assert heard(database, "warning_ended") == ["unit:DH-ZF"]


def test_the_leader_hears_that_a_red_warning_was_a_false_one(database, cast, tickets):
    desk = desk_of(database)
    with database.writing() as session:
        red = draft(tickets, grade=Grade.RED, key="red")
        number = raising.raise_warning(session, desk, draft=red).row_id
    step(database, cast.supervisor, number, life.reject, desk, reason="系重复登记")
    assert heard(database, "warning_ended") == ["role:dispatcher", "role:leader"]


@pytest.mark.parametrize(
    ("verb", "field", "actor"),
    [
        ("confirm", "note", "supervisor"),
        ("reject", "reason", "supervisor"),
        ("report_measure", "measure", "district_clerk"),
        ("close", "note", "supervisor"),
    ],
)
def test_no_note_of_a_warning_holds_a_number_of_a_person(database, cast, here, verb, field, actor):
    desk, number = here
    if verb in ("report_measure", "close"):
        step(database, cast.supervisor, number, life.confirm, desk, note="")
        step(database, cast.supervisor, number, life.assign, desk, unit="DH-ZF", note="")
    before = warning_of(database, number)
    text = {field: "已联系13977654321，情况属实"}
    with pytest.raises(InvalidInput, match="个人信息"):
        step(database, getattr(cast, actor), number, getattr(life, verb), desk, **text)
    assert warning_of(database, number) == before
