"""How often people took what the machine suggested."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.domain.models import SuggestionRecord, Ticket
from hotline.storage.model_registry import ModelEntry, add_model, use_model
from hotline.storage.suggestion_figures import by_key, by_week
from tests.conftest import MONDAY
from tests.support.lessons import Years

PATH = "/api/v1/analytics/suggestions"


def add_decision(web, *, returns: int = 0, **changes) -> None:
    """A dispatched ticket whose suggestion is what the test wants."""
    no = web.ticket_at("dispatched")
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        record = session.exec(
            select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
        ).one()
        ticket.returns = returns
        for name, value in changes.items():
            setattr(record, name, value)


def test_taken_changed_automatic_and_returned_are_counted(web):
    add_decision(web, category="0302", final_category="0302", unit="A", final_unit="A")
    add_decision(web, category="0302", final_category="0401", unit="A", final_unit="B")
    add_decision(web, category="0302", automatic=True, decided_by="", unit="A", returns=1)
    add_decision(web, category="0302", automatic=True, decided_by="", unit="A")
    add_decision(web, category="", unit="")
    figures = web.get("supervisor", PATH).json()
    first = next(row for row in figures["categories"] if row["key"] == "0302")
    assert (first["n"], first["taken"], first["changed"], first["right"]) == (4, 1, 1, 0.5)
    assert (first["automatic"], first["automatic_returned"], first["automatic_stood"]) == (
        2,
        1,
        0.5,
    )
    assert {row["key"]: row["n"] for row in figures["units"]} == {"A": 4, "": 1}
    (week,) = figures["weeks"]
    assert (week["key"], week["n"], week["unit_taken"], week["unit_changed"]) == (
        "2026-03-09",
        5,
        1,
        1,
    )
    assert figures["total"]["returned"] == 1


def test_what_was_not_suggested_is_neither_taken_nor_changed(web):
    add_decision(web, category="", final_category="0401", unit="", final_unit="B")
    total = web.get("dispatcher", PATH).json()["total"]
    assert (total["taken"], total["changed"], total["right"]) == (0, 0, None)


@pytest.mark.parametrize("who", ["agent", "leader", "reviewer", "street_clerk", "stranger"])
def test_only_those_who_steer_the_machine_read_it(web, who):
    assert web.get(who, PATH).status_code == 403
    assert web.get(who, "/models").status_code == 403


def test_dates_are_checked_and_a_year_is_the_most(web):
    for since, until in (
        ("x", ""),
        ("2026-02-30", ""),
        ("2026-05-01", "2026-04-01"),
        ("2020-01-01", "2026-01-01"),
    ):
        answer = web.get("supervisor", PATH, since=since, until=until)
        assert answer.status_code == 400, (since, until)
    assert web.get("supervisor", PATH, since="2026-01-01", until="2026-01-31").json()["weeks"] == []


def test_the_page_shows_the_same_figures(web):
    add_decision(
        web, category="0302", final_category="0302", unit="990102001", final_unit="990102001"
    )
    answer = web.get("dispatcher", "/models")
    assert answer.status_code == 200
    assert "100.0%" in answer.text
    assert "2026-03-09 起" in answer.text


def test_what_was_changed_is_counted_by_pair_with_numbers_of_tickets(web):
    for _ in range(4):
        add_decision(web, category="0302", final_category="0401", unit="A", final_unit="A")
    add_decision(web, category="0302", final_category="0403", unit="A", final_unit="B")
    add_decision(web, category="0401", final_category="0302", decided_by="", automatic=True)
    changed = web.get("supervisor", PATH).json()["changed"]
    pairs = [(pair["suggested"], pair["chosen"], pair["n"]) for pair in changed["category"]]
    assert pairs == [("0302", "0401", 4), ("0302", "0403", 1)]
    assert [(pair["chosen"], pair["n"]) for pair in changed["unit"]] == [("B", 1)]
    newest = sorted(numbers_of(web, final_category="0401"), reverse=True)
    assert changed["category"][0]["examples"] == newest[:3]
    page = web.get("supervisor", "/models").text
    assert all(f'href="/tickets/{no}"' in page for no in newest[:3])
    assert newest[3] not in page


def test_changes_are_those_of_the_last_month(web):
    add_decision(web, category="0302", final_category="0401", at=MONDAY - timedelta(days=40))
    add_decision(web, category="0302", final_category="0403", at=MONDAY - timedelta(days=20))
    changed = web.get("dispatcher", PATH).json()["changed"]
    assert [pair["chosen"] for pair in changed["category"]] == ["0403"]


def test_numbers_of_tickets_that_the_reader_may_not_see_are_left_out(web):
    add_decision(web, category="0302", final_category="0401")
    [no] = numbers_of(web, final_category="0401")
    [pair] = web.get("admin", PATH).json()["changed"]["category"]
    assert (pair["n"], pair["examples"]) == (1, [])
    assert no not in web.get("admin", "/models").text


def numbers_of(web, **values) -> list[str]:
    with web.app.state.database.reading() as session:
        query = select(Ticket.no).join(SuggestionRecord, SuggestionRecord.ticket_id == Ticket.id)
        return list(session.exec(query.filter_by(**values)))


def test_both_databases_count_alike(each_database):
    Years(each_database, MONDAY).honest(300, days=60)
    since, until = MONDAY - timedelta(days=61), MONDAY + timedelta(days=1)
    with each_database.reading() as session:
        weeks, categories = (
            by_week(session, since, until),
            by_key(session, "category", since, until),
        )
    assert sum(row.n for row in weeks) == sum(row.n for row in categories) == 300
    assert 0.7 < sum(row.taken for row in weeks) / 300 < 0.95
    assert [row.key for row in weeks] == sorted(row.key for row in weeks)


def test_the_range_is_read_from_the_date_index(database):
    with database.reading() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT category, count(*) FROM suggestionrecord WHERE at "
            ">= '2026-01-01' "
            "AND at < '2026-03-01' GROUP BY category"
        )
        assert "ix_suggestion_at" in str(plan.all())


def test_a_model_that_was_refused_is_told_on_the_page(web):
    folder = web.app.state.settings.data / "models"
    web.app.state.desks().classifier.now()
    add_model(folder, ModelEntry("v1", "v1.model", "0" * 64, "", "tests"))
    use_model(folder, "v1", at="", by="tests")
    web.app.state.desks.look_again()
    answer = web.get("supervisor", "/models")
    assert "找不到模型文件" in answer.text
    assert "default-" in answer.text, "the model that ran goes on"
