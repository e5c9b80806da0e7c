"""Counts and points of a period, from what really happened to tickets."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.casework import call_back, exclusion, handling, pass_down, rectification, review
from hotline.casework import rating as rate
from hotline.casework.call_back import CallAttempt
from hotline.casework.caller_rating import RatingContent
from hotline.city.hierarchy import units_below
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import ScorePublication
from hotline.domain.roles import Actor, Role
from hotline.domain.scoring.scores import score
from hotline.scoring.scores import publish, scores_of, tally
from routing.tables import Unit
from tests.support.path import ANSWER, in_callback, in_progress
from tests.support.rules import with_callback
from tests.support.schemes import read, shipped

PERIOD = "2026-03"
TESTED = """[[scheme]]
code = "tested"
name = "测试电话"
volume = "received"
total = 10

[[scheme.part]]
code = "calls"
name = "测试电话"
kind = "deduction"
weight = 10
count = "test_calls"
each = 1
"""


def call_attempt(rating=5, solved=True, **changes):
    reasons = ("outcome",) if rating <= 2 or not solved else ()
    return CallAttempt(
        "phone",
        True,
        solved=solved,
        rating=rating,
        contacted_by_unit=True,
        reasons=reasons,
        **changes,
    )


def ticket_after_call(session, desk, cast, answer, result="solved", **changes):
    ticket = in_progress(session, desk, cast, **changes)
    handling.reply(session, cast.street_clerk, ticket, desk, answer=replace(ANSWER, result=result))
    review.pass_review(session, cast.reviewer, ticket, desk)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=answer)
    session.flush()
    return ticket


def with_villages(desk):
    """鼓楼街道 has two villages and a section, to which it passes tickets down."""
    below = {
        code: Unit(code, name, kind, "990102001", "990102001")
        for code, name, kind in (
            ("V1", "一村", "village"),
            ("V2", "二村", "village"),
            ("K1", "城建科", "section"),
        )
    }
    tables = replace(desk.city.tables, units=(*desk.city.tables.units, *below.values()))
    return replace(desk, city=replace(desk.city, tables=tables))


def points_of(scheme, unit):
    return {
        part.head.code: float(component.points)
        for part, component in zip(scheme.components, unit.components, strict=True)
    }


def counts(session, desk, name, code):
    table = tally(session, desk, schemes=shipped(name), code=code, period=PERIOD)
    [own] = [row.counts for row in table.units if row.unit == desk.city.units["990102001"].name]
    return {key: int(value) for key, value in own.items() if value}


def test_rates_are_counted_from_cycles_and_ratings(session, desk, cast):
    ticket_after_call(session, desk, cast, call_attempt(5))
    ticket_after_call(session, desk, cast, call_attempt(3), result="explained")
    ticket_after_call(session, desk, cast, call_attempt(1, solved=False))
    assert counts(session, desk, "scores", "three-rates") == {
        "received": 3,
        "assessed": 3,
        "contacted_in_time": 3,
        "solved": 2,
        "unsolved": 1,
        "satisfied": 1,
        "basically_satisfied": 1,
        "dissatisfied": 1,
    }


def test_levels_that_a_scheme_names_stand_apart_and_others_join_their_neighbour(
    session, desk, cast
):
    for rating in (5, 4, 3, 2, 1):
        ticket_after_call(session, desk, cast, call_attempt(rating))
    own = counts(session, desk, "ratings", "ratings")
    levels = (
        "very_satisfied",
        "satisfied",
        "basically_satisfied",
        "dissatisfied",
        "very_dissatisfied",
    )
    assert [own[level] for level in levels] == [1] * 5
    own = counts(session, desk, "scores", "three-rates")
    assert [own[level] for level in levels[1:4]] == [2, 1, 2]


def test_who_never_answers_is_counted_as_late_and_who_still_has_time_is_not(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    in_progress(session, desk, cast)
    assert "due" not in counts(session, desk, "arena", "arena")
    late = desk.at(ticket.due_handle + timedelta(minutes=1))
    own = counts(session, late, "arena", "arena")
    assert (own["due"], own.get("closed_in_time", 0), own["contacts"]) == (2, 0, 2)


def test_an_excluded_cycle_leaves_the_named_metric_only_and_stays_in_the_volume(
    session, desk, cast
):
    ticket_after_call(session, desk, cast, call_attempt(5))
    ticket = ticket_after_call(session, desk, cast, call_attempt(1, solved=False))
    grounds = {"metrics": ["resolution"], "code": "unreasonable", "evidence": "见附件"}
    exclusion.ask_exclusion(session, cast.street_clerk, ticket, desk, **grounds)
    before = counts(session, desk, "scores", "three-rates")
    exclusion.grant_exclusion(session, cast.supervisor, ticket, desk, note="")
    session.flush()
    own = counts(session, desk, "scores", "three-rates")
    assert own == before | {"unsolved_excluded": 1}
    [unit] = [
        unit
        for unit in scores_of(session, desk, code="three-rates", period=PERIOD)["units"]
        if unit["volume"]
    ]
    resolution, satisfaction = unit["components"][1:]
    assert (resolution["numerator"], resolution["denominator"], resolution["excluded"]) == (
        1,
        1,
        {"unsolved_excluded": 1},
    )
    assert (satisfaction["denominator"], satisfaction["excluded"], unit["volume"]) == (2, {}, 2)


def test_bad_reviews_count_when_their_limit_falls_into_the_period(session, desk, cast):
    mended, left = (ticket_after_call(session, desk, cast, call_attempt(2)) for _ in range(2))
    rectification.answer_rectification(session, cast.street_clerk, mended, desk, text="已致歉")
    rectification.check_rectification(session, cast.reviewer, mended, desk, passed=True, note="")
    session.flush()
    own = counts(session, desk.at(desk.now() + timedelta(days=20)), "ratings", "ratings")
    assert (own["rectified_in_time"], own["bad_reviews"]) == (1, 2)
    assert left.status == "closed"


def test_a_call_that_staff_picked_does_not_count_and_a_link_does(session, desk, cast):
    nobody = with_callback(desk, everyone=(), share=0, at_least=0)
    picked, by_link = (in_callback(session, nobody, cast) for _ in range(2))
    call_back.call_back(session, cast.reviewer, picked, nobody, attempt=call_attempt(5))
    rate.rate(session, cast.caller, by_link, nobody, content=RatingContent(4, True))
    session.flush()
    assert counts(session, desk, "ratings", "ratings")["rated"] == 1


def test_a_unit_without_tickets_has_no_rate_and_is_listed_apart(session, desk, cast):
    ticket_after_call(session, desk, cast, call_attempt(5))
    scores = scores_of(session, desk, code="three-rates", period=PERIOD)
    idle = [unit for unit in scores["units"] if unit["standing"] == "no_tickets"]
    assert len(idle) == len(desk.city.units) - 1
    assert all(part["rate"] is None for unit in idle for part in unit["components"])


def test_a_scheme_that_needs_more_than_casework_says_what(session, desk):
    with pytest.raises(InvalidInput, match="test_calls"):
        tally(session, desk, schemes=read(TESTED), code="tested", period=PERIOD)


def test_what_came_from_above_and_what_was_sent_back_are_counted_for_lianyungang(
    session, desk, cast
):
    ticket_after_call(session, desk, cast, call_attempt(5))
    ticket_after_call(session, desk, cast, call_attempt(3), channel="transfer")
    ticket_after_call(session, desk, cast, call_attempt(1, solved=False), channel="transfer")
    ticket = in_progress(session, desk, cast)
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    review.send_back(session, cast.reviewer, ticket, desk, note="没有针对诉求答复")
    session.flush()
    own = counts(session, desk, "lianyungang-fitted", "lianyungang-fitted")
    assert own == {
        "received": 4,
        "to_sign": 4,
        "signed_in_time": 4,
        "due": 3,
        "closed_in_time": 3,
        "rated": 3,
        "satisfied": 2,
        "provincial_rated": 2,
        "provincial_satisfied": 1,
        "irregular_replies": 1,
    }
    table = tally(
        session,
        desk,
        schemes=shipped("lianyungang-fitted"),
        code="lianyungang-fitted",
        period=PERIOD,
    )
    [unit] = [row for row in score(table.scheme, table.units) if row.volume]
    points = points_of(table.scheme, unit)
    assert points == {
        "signing": 10,
        "on_time": 20,
        "satisfaction": 12.5,
        "provincial_satisfaction": 12.5,
        "replies": 9,
        "other": 10,
    }


def test_a_town_scores_its_villages_and_sections(session, desk, cast):
    desk = with_villages(desk)
    street = replace(cast.street_clerk, units=units_below(desk.city.tables.units, "990102001"))
    for unit, rating in (("V1", 5), ("V1", 3), ("V2", 2)):
        ticket = in_progress(session, desk, cast)
        pass_down.pass_down(session, street, ticket, desk, unit=unit, reason="请村里办理")
        clerk = Actor(login="village", role=Role.CLERK, unit=unit, units=frozenset({unit}))
        handling.accept(session, clerk, ticket, desk)
        handling.contact(session, clerk, ticket, desk, way="phone", note="已联系")
        handling.reply(session, clerk, ticket, desk, answer=ANSWER)
        review.pass_review(session, cast.reviewer, ticket, desk)
        call_back.call_back(session, cast.reviewer, ticket, desk, attempt=call_attempt(rating))
    session.flush()
    table = tally(session, desk, schemes=shipped("town"), code="town", period=PERIOD)
    scores = {result.unit: result for result in score(table.scheme, table.units)}
    assert {name: result.group for name, result in scores.items()} == {
        "一村": "村居",
        "二村": "村居",
        "城建科": "科室",
    }
    first = points_of(table.scheme, scores["一村"])
    assert first == {
        "volume": 3.33,
        "first_contact": 30,
        "resolution": 20,
        "satisfaction": 36,
        "overdue": 0,
    }


def test_a_scheme_for_kinds_of_units_that_the_city_lacks_says_so(session, desk):
    with pytest.raises(InvalidInput, match="村居、科室"):
        tally(session, desk, schemes=shipped("town"), code="town", period=PERIOD)


def test_a_published_period_never_changes(session, desk, cast):
    ticket_after_call(session, desk, cast, call_attempt(5))
    april = desk.at(desk.now().replace(month=4, day=2))
    publish(session, cast.supervisor, april, code="three-rates", period=PERIOD)
    session.flush()
    before = scores_of(session, april, code="three-rates", period=PERIOD)
    assert before["published"]["by"] == "supervisor"
    ticket_after_call(session, desk, cast, call_attempt(1, solved=False))
    other = replace(april, city=replace(april.city, schemes=()))
    for later in (april, other):
        after = scores_of(session, later, code="three-rates", period=PERIOD)
        assert (after["units"], after["periods"]) == (before["units"], before["periods"])
    with pytest.raises(Conflict, match="已经公布"):
        publish(session, cast.supervisor, april, code="three-rates", period=PERIOD)
    row = session.get_one(ScorePublication, 1)
    row.head = {}
    with pytest.raises(Conflict, match="不能更改"):
        session.flush()
    session.expunge(row)


def test_a_period_that_runs_is_not_published_nor_by_anybody_else(session, desk, cast):
    with pytest.raises(Conflict, match="还没有结束"):
        publish(session, cast.supervisor, desk, code="three-rates", period=PERIOD)
    for person in ("agent", "reviewer", "leader", "street_clerk"):
        with pytest.raises(NotAllowed):
            publish(session, getattr(cast, person), desk, code="three-rates", period="2026-02")


def test_the_version_in_force_on_the_last_day_scores(session, desk):
    weights = [
        [
            part["weight"]
            for part in scores_of(session, desk, code="three-rates", period=period)["periods"][0][
                "components"
            ]
        ]
        for period in ("2025-12", "2026-01")
    ]
    assert weights == [[30, 35, 35], [10, 45, 45]]
