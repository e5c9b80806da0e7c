"""A new report that repeats an open ticket says so."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from hotline.casework import dispatch, receive
from hotline.casework.repeats import repeats_of
from hotline.domain.models import Ticket
from hotline.storage.similar import similar_candidates, similar_open
from tests.support.path import ticket_of
from tests.support.reports import NOW, a_report
from tests.support.rules import with_settings


def place_of(desk) -> str:
    """A place of 示例市 that is known by its name alone."""
    return next(
        place.name
        for place in desk.city.tables.places
        if len(place.streets) == 1 and len(place.name) > 4
    )


def ticket_from(session, desk, cast, text: str, **changes) -> Ticket:
    report = a_report(text=text, title="", **changes)
    return ticket_of(session, receive.receive(session, cast.agent, report, desk))


def test_a_second_report_of_the_same_matter_names_the_first(session, desk, cast):
    place = place_of(desk)
    first = ticket_from(
        session, desk, cast, f"{place}的工地每天半夜打桩施工，噪声很大，影响老人和孩子休息。"
    )
    assert (first.place, first.duplicate_of) == (place, "")
    again = ticket_from(
        session,
        desk,
        cast,
        f"{place}半夜还在打桩，施工噪声吵得老人孩子没法休息。",
        phone="13900000001",
    )
    other = ticket_from(
        session, desk, cast, f"{place}的电梯坏了，老人下不了楼。", phone="13900000002", category=""
    )
    assert (again.duplicate_of, other.duplicate_of) == (first.no, "")


def test_ended_and_confidential_tickets_are_never_named(session, desk, cast):
    place = place_of(desk)
    first = ticket_from(session, desk, cast, f"{place}的工地半夜打桩施工，噪声很大。")
    first.secrecy = "confidential"
    session.flush()
    second = ticket_from(
        session, desk, cast, f"{place}的工地半夜打桩施工，噪声很大。", phone="13900000001"
    )
    assert second.duplicate_of == ""
    second.status = "triage"
    dispatch.answer(session, cast.agent, second, desk, text="已责令停工。")
    session.flush()
    assert (
        ticket_from(
            session, desk, cast, f"{place}的工地半夜打桩施工，噪声很大。", phone="13900000003"
        ).duplicate_of
        == ""
    )


def test_a_draft_is_told_what_it_would_repeat(session, desk, cast):
    place = place_of(desk)
    first = ticket_from(session, desk, cast, f"{place}的工地半夜打桩施工，噪声很大。")
    ((no, score, why),) = repeats_of(
        session, desk, text="半夜打桩噪声大", category="0302", place=place
    )
    assert (no, score > 0.5) == (first.no, True)
    assert place in why
    assert repeats_of(session, desk, text="半夜打桩噪声大", category="0302", place="") == []


def test_the_search_for_open_tickets_of_a_place_is_bounded_by_an_index(database, cast):
    statements, places = [], ["金色家园", "古城路"]
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda *event_args: statements.append(event_args[2:4]),
    )
    with database.reading() as session:
        similar_open(session, cast.dispatcher, place="金色家园", category="0302", since=NOW)
        similar_candidates(session, places=places, callers=[], since=NOW)
    queries = list(statements)
    with database.engine.connect() as connection:
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all())
            for sql, parameters in queries
        ]
    assert len(plans) == 2
    assert all("ix_ticket_place_reported" in plan for plan in plans), plans


@pytest.mark.parametrize(("days", "is_named"), [(3, False), (4, True)])
def test_the_city_says_how_far_back_a_repeat_is_looked_for(session, desk, cast, days, is_named):
    place = place_of(desk)
    first = ticket_from(session, desk, cast, f"{place}的工地半夜打桩施工，噪声很大。")
    later = with_settings(desk.at(NOW + timedelta(days=3, hours=1)), repeat_days=days)
    again = ticket_from(
        session, later, cast, f"{place}半夜还在打桩，施工噪声很大。", phone="13900000001"
    )
    assert again.duplicate_of == (first.no if is_named else "")
    hints = repeats_of(session, later, text="半夜打桩噪声大", category="0302", place=place)
    assert (first.no in [no for no, _, _ in hints]) == is_named
