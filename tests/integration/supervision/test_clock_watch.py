"""The worker watches the clocks: every rung once, none missed, on both databases."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import select

from hotline.casework import cycles, dispatch, extension, handling, review
from hotline.domain.models import HistoryEntry, Notice, SupervisionOrder, Ticket
from hotline.storage.history import history_of, verify_chain
from hotline.supervision import orders as supervise
from hotline.supervision.clock_watch import watch_clocks
from tests.conftest import MONDAY, desk_of
from tests.support import path

# 受理于 3 月 9 日（周一）10:00 的一般投诉：3 月 16 日 17:30 到期
DUE = datetime(2026, 3, 16, 17, 30)
AMBER, RED, DAY, WEEK = (
    datetime(2026, 3, 16, 9, 0),
    datetime(2026, 3, 17, 9, 0),
    datetime(2026, 3, 18, 9, 0),
    datetime(2026, 3, 24, 9, 0),
)


@pytest.fixture
def no(each_database, desk, cast) -> str:
    """The number of a ticket that the street handles."""
    with each_database.writing() as session:
        ticket = path.in_progress(session, desk, cast, request_type="complaint")
        assert ticket.due_at == DUE
        return ticket.no


def orders(database) -> list[SupervisionOrder]:
    with database.reading() as session:
        return list(session.exec(select(SupervisionOrder).order_by(SupervisionOrder.id)))


def rules(database) -> list[str]:
    return [order.rule for order in orders(database)]


def receivers(database, kind: str) -> set[str]:
    with database.reading() as session:
        return set(session.exec(select(Notice.receiver).where(Notice.kind == kind)))


def find(session, no: str) -> Ticket:
    return session.exec(select(Ticket).where(Ticket.no == no)).one()


def test_every_rung_comes_at_its_time_and_once(each_database, watch, no):
    watch(MONDAY)
    assert rules(each_database) == []
    for moment, codes in [
        (AMBER - timedelta(days=2), []),
        (AMBER, ["amber"]),
        (AMBER + timedelta(hours=1), ["amber"]),
        (RED, ["amber", "red"]),
        (DAY, ["amber", "red", "red-day"]),
        (WEEK, ["amber", "red", "red-day", "criticism"]),
        (WEEK + timedelta(days=60), ["amber", "red", "red-day", "criticism"]),
    ]:
        watch(moment)
        assert rules(each_database) == codes


def test_the_unit_is_urged_the_supervisor_told_the_order_numbered(each_database, watch, no):
    for moment in (MONDAY, AMBER, RED, WEEK):
        watch(moment)
    amber, red, criticism = orders(each_database)
    assert (amber.unit, amber.clock, amber.clock_due, amber.number) == (
        "990102001",
        "handle",
        DUE,
        None,
    )
    assert (red.issued_by, red.level, red.due_at) == ("system", "urge", None)
    assert (criticism.number, criticism.level) == ("督〔2026〕0001号", "written")
    assert criticism.due_at == datetime(2026, 3, 27, 17, 30)
    assert receivers(each_database, "amber") == {"unit:990102001"}
    assert receivers(each_database, "red") == {"unit:990102001", "role:supervisor"}
    assert receivers(each_database, "written") == {
        "unit:990102001",
        "unit:DH-ZF",
        "role:supervisor",
        "role:leader",
    }
    with each_database.reading() as session:
        ticket = find(session, no)
        history = history_of(session, ticket)
        assert ticket.supervision == "written"
    assert verify_chain(history) == []
    assert [entry.action for entry in history][-3:] == ["urge", "urge", "supervise"]
    assert history[-1].details["passed_over"] == ["red-day"]


def test_outside_working_time_only_what_is_urgent_is_sent(each_database, desk, cast, watch, no):
    night = datetime(2026, 3, 16, 22, 0)
    with each_database.writing() as session:
        urgent = path.in_progress(
            session, desk, cast, urgency="urgent", text="路面塌陷，请尽快处理。"
        ).no
    watch(MONDAY)
    watch(night)
    assert {(order.ticket_no, order.rule) for order in orders(each_database)} == {
        (urgent, "red-day")
    }
    watch(RED - timedelta(seconds=1))
    assert len(orders(each_database)) == 1
    watch(RED)
    assert {(order.ticket_no, order.rule) for order in orders(each_database)} == {
        (urgent, "red-day"),
        (no, "red"),
    }


def test_the_centre_is_urged_for_its_own_clocks(each_database, desk, cast, watch):
    with each_database.writing() as session:
        path.registered(session, desk, cast, request_type="complaint")
        path.replied(session, desk, cast, request_type="complaint", text="第2件事情，麻烦处理。")
    watch(MONDAY)
    watch(datetime(2026, 3, 11, 10, 30))
    urged_roles = {(order.role, order.clock, order.rule) for order in orders(each_database)}
    assert urged_roles == {("dispatcher", "dispatch", "red-day"), ("reviewer", "review", "red")}
    assert {order.unit for order in orders(each_database)} == {desk.city.centre}


def test_a_late_review_of_a_confidential_reply_is_the_supervisors(each_database, desk, cast, watch):
    with each_database.writing() as session:
        path.replied(session, desk, cast, request_type="complaint", secrecy="confidential")
    watch(MONDAY)
    watch(datetime(2026, 3, 11, 10, 30))
    assert {(order.role, order.clock) for order in orders(each_database)} == {
        ("supervisor", "review")
    }


def test_while_a_ticket_waits_for_its_signature_its_handling_clock_is_watched_too(
    each_database, desk, cast, watch
):
    with each_database.writing() as session:
        path.dispatched(session, desk, cast, request_type="complaint")
    for day in range(1, 10):
        watch(MONDAY + timedelta(days=day))
    clocks = {(order.clock, order.rule) for order in orders(each_database)}
    assert {("sign", "red"), ("sign", "red-day"), ("handle", "amber"), ("handle", "red")} <= clocks


def test_what_was_answered_in_time_is_left_in_peace(each_database, desk, cast, watch, no):
    watch(MONDAY)
    with each_database.writing() as session:
        ticket = find(session, no)
        handling.reply(session, cast.street_clerk, ticket, desk, answer=path.ANSWER)
        review.pass_review(session, cast.reviewer, ticket, desk)
        cycles.close(session, ticket, desk, reason="诉求人确认已解决")
        assert ticket.watch_at is None
    watch(WEEK)
    assert orders(each_database) == []


def test_an_extension_moves_the_rungs_with_the_clock(each_database, desk, cast, watch, no):
    watch(MONDAY)
    watch(AMBER)
    with each_database.writing() as session:
        ticket = find(session, no)
        extension.ask_extension(
            session,
            cast.street_clerk,
            ticket,
            desk,
            limit="5wd",
            reason="情况复杂",
            basis="热线办法",
        )
        extension.grant_extension(session, cast.supervisor, ticket, desk, note="同意")
        later = ticket.due_at
    watch(RED)
    assert rules(each_database) == ["amber"]
    watch(later.replace(hour=17, minute=0))
    assert rules(each_database) == ["amber", "amber"]


def test_another_unit_is_urged_for_the_same_clock(each_database, desk, cast, watch, no):
    """The unit that got the ticket later has not been urged by what the one before it heard."""
    with each_database.writing() as session:
        second = path.dispatched(
            session, desk, cast, request_type="complaint", text="另一件事情，请处理。"
        ).no
    watch(AMBER)
    with each_database.writing() as session:
        ticket, at = find(session, second), desk.at(AMBER)
        grounds = {"code": "not_our_duty", "reason": "不属职责", "basis": "权责清单"}
        handling.ask_return(session, cast.street_clerk, ticket, at, **grounds)
        dispatch.grant_return(session, cast.dispatcher, ticket, at, note="")
        dispatch.dispatch(session, cast.dispatcher, ticket, at, unit="DH-CG")
    watch(AMBER + timedelta(minutes=5))
    urged = [
        order.unit
        for order in orders(each_database)
        if order.ticket_no == second and order.clock == "handle"
    ]
    assert urged == ["990102001", "DH-CG"]


def test_three_transfers_raise_the_level_by_themselves(each_database, desk, cast, watch):
    with each_database.writing() as session:
        ticket = path.registered(session, desk, cast, request_type="complaint")
        for unit, clerk in (
            ("990102001", "street_clerk"),
            ("YS-ZF", "stranger"),
            ("DH-ZF", "district_clerk"),
        ):
            dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=unit)
            grounds = {"code": "not_our_duty", "reason": "不属职责", "basis": "权责清单"}
            handling.ask_return(session, getattr(cast, clerk), ticket, desk, **grounds)
            watch_clocks(session, desk)
            dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")
    watch(MONDAY)
    watch(MONDAY + timedelta(minutes=1))
    (order,) = orders(each_database)
    assert (order.rule, order.level, order.role) == ("transfers-3", "written", "dispatcher")


def test_unsolved_cycles_raise_the_level_above_what_stands(each_database, desk, cast, watch):
    with each_database.writing() as session:
        ticket = path.in_callback(session, desk, cast, request_type="complaint")
        supervise.issue(
            session, cast.supervisor, ticket, desk, level="written", demand="请限期办结"
        )
        for _ in range(3):
            cycles.rework(session, cast.reviewer, ticket, desk, reason="未解决")
            watch_clocks(session, desk)
            handling.reply(session, cast.street_clerk, ticket, desk, answer=path.ANSWER)
            review.pass_review(session, cast.reviewer, ticket, desk)
    watch(MONDAY)
    watch(MONDAY + timedelta(minutes=1))
    assert [(order.rule, order.level) for order in orders(each_database)] == [
        ("", "written"),
        ("cycles-3", "site"),
    ]


def test_a_clock_set_back_makes_no_second_order_and_misses_none(each_database, watch, no):
    watch(MONDAY)
    watch(RED)
    watch(MONDAY)
    watch(AMBER)
    watch(RED)
    assert rules(each_database) == ["red"]
    watch(DAY)
    assert rules(each_database) == ["red", "red-day"]


def test_a_step_taken_by_a_clock_that_ran_ahead_is_watched_at_the_right_time(
    each_database, desk, cast, watch, no
):
    with each_database.writing() as session:
        handling.contact(
            session,
            cast.street_clerk,
            find(session, no),
            desk.at(datetime(2031, 1, 1)),
            way="phone",
            note="再联系",
        )
    watch(AMBER)
    assert rules(each_database) == ["amber"]


def test_a_crash_in_the_middle_leaves_nothing_half_done(each_database, watch, no):
    class Crash(BaseException):
        pass

    def crash_after_the_order():
        with each_database.writing() as session:
            assert watch_clocks(session, desk_of(each_database, WEEK)) == 1
            assert session.exec(select(SupervisionOrder)).one().number == "督〔2026〕0001号"
            raise Crash

    watch(MONDAY)
    with pytest.raises(Crash):
        crash_after_the_order()
    assert orders(each_database) == []
    watch(WEEK)
    assert [order.number for order in orders(each_database)] == ["督〔2026〕0001号"]


def test_workers_side_by_side_give_each_order_once_and_number_without_gaps(
    each_database, desk, cast, watch
):
    with each_database.writing() as session:
        for number in range(12):
            path.in_progress(
                session, desk, cast, request_type="complaint", text=f"第{number}件事情，麻烦处理。"
            )
    watch(MONDAY)
    threads = [threading.Thread(target=watch, args=[WEEK], kwargs={"limit": 3}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    watch(WEEK)
    assert sorted(order.number for order in orders(each_database)) == [
        f"督〔2026〕{n:04d}号" for n in range(1, 13)
    ]


def test_the_unique_key_has_the_last_word(each_database, watch, no, caplog):
    """Were a ticket looked at without knowing what was given, the database would refuse the
    second order.
    """
    watch(MONDAY)
    watch(AMBER)
    with each_database.writing() as session:
        session.connection().execute(update(Ticket).values(watch_at=MONDAY))
    import hotline.supervision.clock_watch as module

    forgets, knows = (lambda session, ids: {}), module.fired_keys
    module.fired_keys = forgets
    try:
        watch(AMBER)
    finally:
        module.fired_keys = knows
    assert rules(each_database) == ["amber"]
    assert "was not watched: IntegrityError" in caplog.text
    with each_database.reading() as session:
        ticket = find(session, no)
        assert verify_chain(history_of(session, ticket)) == []
        assert session.exec(select(HistoryEntry).where(HistoryEntry.action == "urge")).one()


def test_one_faulty_ticket_does_not_stop_the_others(each_database, desk, cast, watch, no, caplog):
    with each_database.writing() as session:
        faulty = path.in_progress(
            session, desk, cast, request_type="complaint", text="另一件事情，请处理。"
        )
        faulty.due_handle = datetime(9999, 1, 1)
    watch(AMBER)
    assert [(order.ticket_no, order.rule) for order in orders(each_database)] == [(no, "amber")]
    assert f"ticket {faulty.id} was not watched" in caplog.text
