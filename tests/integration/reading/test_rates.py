"""Rates of a month, counted by hand: who is in the numerator, who in the denominator."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import select

from analytics.periods import period
from analytics.search.base import Query
from hotline.casework import (
    call_back,
    dispatch,
    extension,
    handling,
    merge,
    recall,
    review,
    suspension,
)
from hotline.casework.call_back import CallAttempt
from hotline.casework.cycle_figures import time_cycles
from hotline.casework.withdrawal import withdraw
from hotline.domain.errors import InvalidInput
from hotline.domain.models import CycleFigures, Ticket
from hotline.domain.roles import Actor, Role
from hotline.reading.rates import DistrictRate, rates_of, tickets_of_rate
from hotline.storage.rate_rows import WHICH
from hotline.web.figure_labels import RATES
from tests.support.path import (
    ANSWER,
    accepted,
    dispatched,
    in_callback,
    in_progress,
    registered,
)

STREET, ELSEWHERE = "990102001", "YS-ZF"
GOOD = CallAttempt("phone", True, solved=True, rating=5, contacted_by_unit=True)
BAD = CallAttempt(
    "phone", True, solved=False, rating=1, contacted_by_unit=True, reasons=("outcome",)
)
RETURN = {"code": "not_our_duty", "reason": "不属街道职责", "basis": "派单目录"}
APRIL = datetime(2026, 4, 20, 10, 0)


def march(now=APRIL):
    return period(date(2026, 3, 1), date(2026, 3, 31), now)


def pairs(rates):
    return {name: (rate.part, rate.whole) for name, rate in rates.items()}


def counted(session, reader, desk, **changes):
    session.flush()
    arguments = {"query": Query(), "period": march()} | changes
    return rates_of(session, reader, desk.at(APRIL), **arguments)


@pytest.fixture
def month(session, desk, cast):
    """Eleven reports, ten of which 鼓楼街道 got, and what became of them."""
    closed = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, closed, desk, attempt=GOOD)
    again = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, again, desk, attempt=BAD)
    third_day = desk.at(desk.now() + timedelta(days=2))
    handling.reply(session, cast.street_clerk, again, third_day, answer=ANSWER)
    review.pass_review(session, cast.reviewer, again, third_day)
    fifth_day = desk.at(desk.now() + timedelta(days=4))
    call_back.call_back(session, cast.reviewer, again, fifth_day, attempt=GOOD)
    for grant in (True, False):
        ticket = dispatched(session, desk, cast)
        handling.ask_return(session, cast.street_clerk, ticket, desk, **RETURN)
        decide = dispatch.grant_return if grant else dispatch.refuse_return
        decide(session, cast.dispatcher, ticket, desk, note="按派单目录")
        if grant:
            dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=ELSEWHERE)
    accepted(session, desk, cast)
    answered = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, answered, desk, text="请带身份证。", uncited="没有条目")
    withdraw(session, cast.agent, dispatched(session, desk, cast), desk, reason="不再要求")
    merged = dispatched(session, desk, cast)
    parent = in_progress(session, desk, cast)
    merge.merge(session, cast.dispatcher, merged, desk, parent=parent, reason="同一件事")
    suspended = in_progress(session, desk, cast)
    grounds = {"reason": "等待拆迁", "basis": "办法"}
    until = datetime(2026, 4, 5)
    suspension.ask_suspension(session, cast.street_clerk, suspended, desk, until=until, **grounds)
    suspension.suspend(session, cast.supervisor, suspended, desk, note="同意")
    extended = in_progress(session, desk, cast)
    extension.ask_extension(session, cast.street_clerk, extended, desk, limit="2wd", **grounds)
    extension.grant_extension(session, cast.supervisor, extended, desk, note="同意")
    session.flush()
    session.execute(update(Ticket).values(duplicate_of=""))  # all say the same here
    session.execute(update(Ticket).where(Ticket.id == answered.id).values(duplicate_of=closed.no))
    return session


def test_every_rate_has_its_numerator_and_denominator(month, desk, cast):
    table = counted(month, cast.supervisor, desk)
    assert pairs(table.total) == {
        # Signed: closed, again, accepted, parent, suspended, extended; not the two that wait.
        "sign": (6, 8),
        # Contacted the same but the accepted one.
        "contact": (5, 8),
        # Due: closed, again twice, both that wait, accepted, parent, extended; the paused is not.
        "on_time": (3, 8),
        "extended": (1, 8),
        # Ten were sent, one of them to two units, less the withdrawn and the merged one.
        "returned": (2, 8),
        "improper": (1, 2),
        "reworked": (1, 2),
        "first_time": (7, 8),
        "suspended": (1, 6),
        # Nine of eleven reports are left without the withdrawn and the merged one.
        "direct": (1, 9),
        "repeated": (2, 10),
        # One reply took two working days of seven hours, two no time.
        "duration": (2 * 7 * 3600, 3),
        # Three callers were reached, one of them was not content.
        "solved": (2, 3),
        "satisfied": (2, 3),
    }


def test_a_unit_is_charged_for_its_own_and_sees_no_other(month, desk, cast):
    table = counted(month, cast.supervisor, desk)
    own = counted(month, cast.street_clerk, desk)
    assert set(own.units) == {STREET}
    assert pairs(own.units[STREET]) == pairs(table.units[STREET])
    assert pairs(table.units[ELSEWHERE])["on_time"] == (0, 1)
    assert "direct" not in own.total
    elsewhere = Actor("other", Role.CLERK, unit="V9", units=frozenset({"V9"}))
    assert not counted(month, elsewhere, desk).units


def test_filters_leave_the_tickets_that_meet_them(month, desk, cast):
    none = counted(month, cast.supervisor, desk, query=Query(filters={"channel": ("letter",)}))
    assert {rate.whole for rate in none.total.values()} == {0}
    street = counted(month, cast.supervisor, desk, query=Query(filters={"unit": (STREET,)}))
    assert set(street.units) == {STREET}


def test_a_month_without_anything_has_no_rate_and_no_fault(session, desk, cast):
    table = counted(session, cast.leader, desk)
    assert {rate.value for rate in table.total.values()} == {None}
    assert table.city.n == 0


def test_the_month_before_is_beside_it(month, desk, cast):
    april = period(date(2026, 4, 1), date(2026, 4, 30), APRIL)
    table = counted(month, cast.supervisor, desk, period=april)
    assert pairs(table.before)["reworked"] == (1, 2)
    assert pairs(table.total)["reworked"] == (0, 0)


def test_working_time_runs_from_the_signature_to_the_reply(session, desk, cast):
    """Friday at four to Monday at ten: an hour and a half, and an hour."""
    friday, monday = datetime(2026, 3, 13, 16, 0), datetime(2026, 3, 16, 10, 0)
    ticket = in_progress(session, desk.at(friday), cast)
    handling.reply(session, cast.street_clerk, ticket, desk.at(monday), answer=ANSWER)
    review.pass_review(session, cast.reviewer, ticket, desk.at(monday))
    call_back.call_back(session, cast.reviewer, ticket, desk.at(monday), attempt=GOOD)
    rate = counted(session, cast.supervisor, desk).total["duration"]
    assert (rate.part, rate.whole) == (int(2.5 * 3600), 1)


def test_cycles_that_ended_before_working_time_was_kept_get_it_once(month, desk):
    month.execute(CycleFigures.__table__.update().values(worked_seconds=None))
    assert (time_cycles(month, desk), time_cycles(month, desk)) == (3, 0)


def test_residents_and_reports_of_each_district(month, desk, cast):
    table = counted(month, cast.supervisor, desk)
    residents = {
        area.code: area.residents for area in desk.city.tables.areas if area.kind == "district"
    }
    for row in table.districts:
        assert row.residents == residents.get(row.district, row.residents)
    assert table.city.n == sum(row.n for row in table.districts) + table.nowhere


@pytest.mark.parametrize(
    ("n", "residents", "rate"),
    [(20, 50_000, 4.0), (19, 50_000, None), (3, 60, None), (25, 0, None)],
)
def test_few_reports_or_unknown_residents_make_no_rate_of_a_district(n, residents, rate):
    assert DistrictRate("D1", n, residents).for_10000 == rate


def test_what_no_district_is_known_of_counts_for_the_city(month, desk, cast):
    count = counted(month, cast.supervisor, desk).city.n
    for ticket in month.exec(select(Ticket)):
        ticket.district = ""
    month.flush()
    table = counted(month, cast.supervisor, desk)
    assert (table.city.n, table.nowhere) == (count, count)
    assert count > 0


def test_the_tickets_behind_a_rate_are_as_many_as_it_counts(month, desk, cast):
    rates, later = counted(month, cast.supervisor, desk).total, desk.at(APRIL)
    assert set(rates) == set(RATES)
    for name, rate in rates.items():
        whole, part, missing = (
            tickets_of_rate(
                month, cast.supervisor, later, name, which=which, query=Query(), period=march()
            )
            for which in WHICH
        )
        assert 0 < rate.whole == whole.total == sum(whole.times.values()), name
        if name != "duration":  # its numerator is a time
            assert (part.total, missing.total) == (rate.part, rate.whole - rate.part), name


def test_of_a_unit_only_its_own_tickets_stand_behind_a_rate(month, desk, cast):
    later = desk.at(APRIL)
    of_unit = Query(filters={"unit": (STREET,)})
    table = rates_of(month, cast.supervisor, later, query=of_unit, period=march())
    behind = tickets_of_rate(
        month, cast.supervisor, later, "sign", which="whole", query=of_unit, period=march()
    )
    assert behind.total == table.total["sign"].whole < 8
    stranger = tickets_of_rate(
        month, cast.stranger, later, "on_time", which="whole", query=Query(), period=march()
    )
    own = rates_of(month, cast.stranger, later, query=Query(), period=march())
    assert stranger.total == own.total["on_time"].whole


def test_pages_of_the_tickets_behind_a_rate_go_on_where_the_last_ended(month, desk, cast):
    pages, below = [], None
    while True:
        page = tickets_of_rate(
            month,
            cast.supervisor,
            desk.at(APRIL),
            "on_time",
            which="whole",
            query=Query(),
            period=march(),
            below=below,
            limit=3,
        )
        pages += page.times.items()
        if len(page.times) < 3:
            break
        below = min(page.times)
    assert sum(n for _, n in pages) == page.total == 8
    assert len(pages) == len(dict(pages)) < 8


@pytest.mark.parametrize("name", ["direct", "repeated"])
def test_a_clerk_is_not_told_how_many_the_city_has(month, desk, cast, name):
    with pytest.raises(InvalidInput, match="不分单位"):
        tickets_of_rate(
            month, cast.stranger, desk, name, which="whole", query=Query(), period=march()
        )


def test_a_recalled_dispatch_was_wrong_and_nobody_s_work_and_an_undone_one_was_none(
    session, desk, cast
):
    recalled = dispatched(session, desk, cast)
    recall.recall(session, cast.dispatcher, recalled, desk, reason="派错单位")
    dispatch.dispatch(session, cast.dispatcher, recalled, desk, unit=ELSEWHERE, reason="更正")
    undone = dispatched(session, desk, cast)
    recall.undo(session, cast.dispatcher, undone, desk)
    rates = pairs(counted(session, cast.leader, desk).total)
    assert (rates["first_time"], rates["returned"]) == ((0, 1), (0, 1))
    dispatch.dispatch(session, cast.dispatcher, undone, desk, unit=ELSEWHERE, reason="更正")
    rates = pairs(counted(session, cast.leader, desk).total)
    assert (rates["first_time"], rates["returned"]) == ((1, 2), (0, 2))
