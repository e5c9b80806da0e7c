"""A ticket as a document: every field, and no personal data."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.search.documents import TICKET_FIELDS, document, masked, sort_key, split_key, stored
from analytics.search.fields import DATES, FLOATS, INTEGERS, KEYWORDS, SHOWN, TEXTS, WORDS
from tests.support.tickets import DAY, facts, ticket

TIMES = st.datetimes(min_value=datetime(1940, 1, 1), max_value=datetime(2060, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)
IDS = st.integers(1, 2**32 - 1)


def test_a_document_has_only_fields_that_the_schema_knows():
    known = {*KEYWORDS, *DATES, *INTEGERS, *FLOATS, *TEXTS, WORDS, *SHOWN}
    assert (
        set(
            ticket(
                1,
                dispatched_at=DAY,
                accepted_at=DAY,
                contacted_at=DAY,
                replied_at=DAY,
                closed_at=DAY,
            )
        )
        <= known
    )
    assert set(KEYWORDS) <= set(ticket(1))


def test_nothing_of_the_caller_is_read():
    assert not {"caller_id", "caller", "phone", "address", "name"} & set(TICKET_FIELDS)


@pytest.mark.parametrize(
    "number", ["13812345678", "１３８１２３４５６７８", "138-1234-5678", "110101199003077715"]
)
def test_personal_data_in_the_text_is_masked_everywhere(number):
    fields = ticket(1, f"我的电话是{number}请回电", title=f"电话{number}")
    assert number not in str(fields)
    assert fields["content"].startswith("我的电话是**")
    assert len(fields["content"]) == len(f"我的电话是{number}请回电")
    assert "138" not in fields["chars"]
    assert "138" not in fields["title"]


def test_title_and_content_stay_apart():
    fields = ticket(1, "内容\n第二行", title="标题")
    assert (fields["title"], fields["content"]) == ("标题", "内容\n第二行")


def test_the_number_of_a_ticket_is_never_masked():
    assert "3603020000017" in ticket(1, no="3603020000017")["chars"].split(" ")


def test_units_are_lead_and_support():
    fields = ticket(1, unit="A", co_units=["B", "C"])
    assert (fields["units"], fields["co_units"]) == (["A", "B", "C"], ["B", "C"])
    assert ticket(1, unit="")["units"] == []


def test_the_first_level_of_a_category():
    assert ticket(1, category="0301")["category1"] == "03"
    assert ticket(1, category="")["category1"] == ""


@pytest.mark.parametrize(
    ("replied", "limit", "late"),
    [(None, DAY, ""), (DAY, None, ""), (DAY, DAY, "no"), (DAY + timedelta(seconds=1), DAY, "yes")],
)
def test_late_is_answered_after_the_limit(replied, limit, late):
    assert ticket(1, replied_at=replied, due_handle=limit)["late"] == late


def test_without_a_reply_the_closing_counts():
    assert ticket(1, closed_at=DAY + timedelta(days=1), due_handle=DAY)["late"] == "yes"


def test_the_hour_is_that_of_the_report():
    assert ticket(1, reported_at=datetime(2026, 3, 8, 23, 59))["hour"] == 23


def test_durations_are_hours_and_missing_while_unknown():
    fields = ticket(1, reported_at=DAY, dispatched_at=DAY, replied_at=DAY + timedelta(minutes=90))
    assert fields["hours_reply"] == 1.5
    assert "hours_close" not in fields


def test_what_a_hit_gives_back_can_be_written_as_json():
    back = stored(ticket(1, due_at=DAY))
    assert back["due"] == "2026-03-02T00:00:00"
    assert not {"chars", "grams", "words", "by_due"} & set(back)


@given(TIMES, IDS, TIMES, IDS)
def test_sort_keys_order_by_time_then_id(first, first_id, second, second_id):
    assert (sort_key(first, first_id) < sort_key(second, second_id)) == (
        (first, first_id) < (second, second_id)
    )


@given(st.none() | TIMES, IDS)
def test_a_sort_key_gives_back_time_and_id(time, number):
    assert split_key(sort_key(time, number)) == (time, number)
    assert sort_key(time, number) < 2**63


@given(TIMES, IDS, IDS)
def test_no_time_comes_last(time, number, other):
    assert sort_key(time, number) < sort_key(None, other)


@pytest.mark.parametrize("year", [1, 1900, 2100, 9999])
def test_a_time_that_cannot_be_true_still_has_a_place(year):
    key = sort_key(datetime(year, 1, 1), 7)
    assert -(2**63) <= key < sort_key(None, 1)


@given(st.text(max_size=200))
def test_masking_keeps_the_length(text):
    assert len(masked(text)) == len(text)


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_becomes_a_document(title, content):
    document(facts(1, content, title=title))


@pytest.mark.parametrize(
    ("done", "limit"), [("accepted_at", "due_sign"), ("contacted_at", "due_contact")]
)
def test_steps_before_the_answer_are_late_by_their_own_limits(done, limit):
    name = {"due_sign": "late_sign", "due_contact": "late_contact"}[limit]
    assert (
        ticket(1)[name] == ticket(1, **{done: DAY})[name] == ticket(1, **{limit: DAY})[name] == ""
    )
    assert ticket(1, **{done: DAY, limit: DAY})[name] == "no"
    assert ticket(1, **{done: DAY + timedelta(seconds=1), limit: DAY})[name] == "yes"


def test_the_wait_for_a_dispatch_is_counted_from_the_report():
    assert (
        ticket(1, reported_at=DAY, dispatched_at=DAY + timedelta(minutes=90))["hours_dispatch"]
        == 1.5
    )
