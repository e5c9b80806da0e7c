"""Small parts of the engines: cursors, the breaker, addresses, names, bulk answers, tidy
answers.
"""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.search.aggregations import tidy
from analytics.search.base import EngineUnavailable, WrongQuery
from analytics.search.batch import month_of
from analytics.search.breaker import Breaker
from analytics.search.cursor import read_cursor, write_cursor
from analytics.search.elasticsearch_address import client_options, index_prefix
from analytics.search.elasticsearch_bulk import (
    CHUNK_BYTES,
    CHUNK_DOCUMENTS,
    Outcome,
    chunks,
    read_items,
)
from analytics.search.elasticsearch_names import Generation, generations
from analytics.search.opening import open_engine


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_a_cursor_reads_back(value):
    assert read_cursor("newest", write_cursor("newest", value)) == value


@given(st.text(max_size=30))
def test_any_other_text_is_no_cursor(text):
    try:
        value = read_cursor("due", text)
    except WrongQuery:
        return
    assert write_cursor("due", value).lstrip("n-0") == text.lstrip("n-0")


def test_no_cursor_is_the_first_page():
    assert read_cursor("due", None) is None


def test_after_a_failure_the_breaker_refuses_for_a_while_then_lets_one_try():
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    breaker.check()
    breaker.trip("gone")
    with pytest.raises(EngineUnavailable, match="gone"):
        breaker.check()
    now[0] = 3.1
    breaker.check()
    breaker.trip("gone again")
    breaker.reset()
    breaker.check()


def test_an_address_names_hosts_user_authority_and_index():
    options = client_options("https://hot:p%40ss@a:9201,https://b?ca=/etc/ca.pem&index=city")
    assert options == {
        "hosts": ["https://a:9201", "https://b:9200"],
        "basic_auth": ("hot", "p@ss"),
        "ca_certs": "/etc/ca.pem",
    }
    assert index_prefix("https://a?index=city") == "city"
    assert index_prefix("https://a") == "hotline"


def test_a_user_named_apikey_gives_an_api_key():
    assert client_options("https://apikey:abc==@a") == {
        "hosts": ["https://a:9200"],
        "api_key": "abc==",
    }


def test_a_path_before_the_cluster_is_kept():
    assert client_options("http://gate/search/") == {"hosts": ["http://gate:9200/search"]}


def test_generations_are_read_from_index_names_and_foreign_names_passed_over():
    names = [
        "hotline-v1-0002-2026.03",
        "hotline-v1-0002-base",
        "hotline-v1-0001-base",
        "hotline-old",
        "other-v1-0001-base",
        "hotline-v1-x-base",
    ]
    assert generations("hotline", names) == [
        Generation(1, 1, "hotline"),
        Generation(2, 1, "hotline"),
    ]


def test_a_ticket_lies_in_the_month_of_its_creation():
    assert (
        Generation(3, 1, "hotline").month(month_of(datetime(2026, 3, 31, 23)))
        == "hotline-v1-0003-2026.03"
    )


@given(st.lists(st.integers(1, 2000), max_size=3000, unique=True), st.integers(1, 20_000))
def test_chunks_keep_order_and_size(ids, size):
    parts = list(chunks((id_, b"x" * size) for id_ in ids))
    assert [id_ for part in parts for id_ in part] == ids
    assert all(len(part) <= CHUNK_DOCUMENTS and len(part) * size <= CHUNK_BYTES for part in parts)


def test_a_line_larger_than_a_chunk_goes_alone():
    big = b"x" * (CHUNK_BYTES + 1)
    assert [list(part) for part in chunks([(1, big), (2, b"x"), (3, big)])] == [[1], [2], [3]]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, "written"),
        (201, "written"),
        (409, "stale"),
        (400, "failed"),
        (403, "again"),
        (429, "again"),
        (503, "again"),
    ],
)
def test_each_answer_of_a_bulk_request_has_its_kind(status, kind):
    outcome = Outcome()
    read_items(
        [{"index": {"_id": "7", "status": status, "error": {"type": "t", "reason": "r"}}}], outcome
    )
    counted = {
        "written": outcome.written,
        "stale": outcome.stale,
        "failed": len(outcome.failed),
        "again": len(outcome.again),
    }
    assert counted == {name: int(name == kind) for name in counted}


def test_answers_are_tidy():
    untidy = {
        "a": {
            "doc_count_error_upper_bound": 0,
            "buckets": [{"key": 5.0, "key_as_string": "2026-03-02T00:00:00.000Z"}, {"key": 0.5}],
        }
    }
    assert tidy(untidy) == {
        "a": {"buckets": [{"key": 5, "key_as_string": "2026-03-02T00:00:00"}, {"key": 0.5}]}
    }


def test_an_installation_without_an_address_uses_the_embedded_engine(tmp_path):
    engine = open_engine("", tmp_path / "search")
    assert engine.size() == 0
    engine.close()


def test_opening_a_cluster_sends_nothing(tmp_path):
    open_engine("http://127.0.0.1:1", tmp_path).close()
    assert list(tmp_path.iterdir()) == []
