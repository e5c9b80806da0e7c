"""Months that hardly change any more are protected and merged.

A late step of a ticket still gets in.
"""

import json
import time
from datetime import timedelta

import pytest

from analytics.search.base import EVERYTHING, Query
from analytics.search.elasticsearch_months import _scattered
from hotline.operation.chores import Shift
from hotline.operation.index_months import QUIET_AFTER, rest_old_months
from tests.support.engines import elasticsearch_engine
from tests.support.tickets import DAY, ticket

OLD = DAY - timedelta(days=400)
SEVERAL = 8
TICKETS = 40


@pytest.fixture
def cluster(elasticsearch_node):
    """Eight segments of five tickets in an old month, one ticket in this month."""
    with elasticsearch_engine(elasticsearch_node) as engine:
        for number in range(SEVERAL):
            engine.index(
                [ticket(1 + id_, "旧", reported_at=OLD) for id_ in range(number, TICKETS, SEVERAL)]
            )
            engine.refresh()
        engine.index([ticket(99, "新")])
        engine.refresh()
        yield engine


def months(node, engine, path: str, *keys: str):
    answer = json.loads(node.request("GET", f"{engine.prefix}/{path}"))
    by_month = {}
    for name, value in (answer.get("indices") or answer).items():
        for key in keys:
            value = value.get(key, {})
        by_month[name.rpartition("-")[2]] = value
    return by_month


def segments(node, engine) -> int:
    return months(node, engine, "_stats/segments", "primaries", "segments", "count")[f"{OLD:%Y.%m}"]


def blocked(node, engine) -> set[str]:
    blocks = months(node, engine, "_settings/index.blocks.*", "settings", "index", "blocks")
    return {month for month, block in blocks.items() if block}


def rest_until_merged(node, engine) -> None:
    end = time.monotonic() + 20
    while segments(node, engine) > 1:
        engine.rest(DAY)
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.elasticsearch
def test_an_old_month_is_protected_and_merged_and_the_present_one_is_not(
    cluster, elasticsearch_node
):
    assert segments(elasticsearch_node, cluster) > 5
    rest_until_merged(elasticsearch_node, cluster)
    assert blocked(elasticsearch_node, cluster) == {f"{OLD:%Y.%m}"}
    assert cluster.rest(DAY) == 0
    assert cluster.search(Query("旧", see=EVERYTHING)).total == TICKETS


@pytest.mark.parametrize(
    ("counts", "worth"),
    [([], 0), ([9], 0), ([50, 50], 50), ([97, 1, 1, 1], 0), ([94, *[1] * 6], 6)],
)
def test_a_month_is_merged_when_much_lies_outside_of_its_largest_segment_or_it_has_many(
    counts, worth
):
    assert _scattered(counts) == worth


@pytest.mark.elasticsearch
def test_a_month_of_two_equal_segments_is_merged_too(elasticsearch_node):
    with elasticsearch_engine(elasticsearch_node) as engine:
        for number in (1, 2):
            engine.index([ticket(number, "旧", reported_at=OLD)])
            engine.refresh()
        rest_until_merged(elasticsearch_node, engine)
        assert engine.rest(DAY) == 0


@pytest.mark.elasticsearch
def test_a_late_step_wakes_its_month_which_then_rests_again_without_another_merge(
    cluster, elasticsearch_node
):
    rest_until_merged(elasticsearch_node, cluster)
    assert (
        cluster.index([ticket(3, "改", version=2, reported_at=OLD), ticket(100, "新")]).written == 2
    )
    cluster.refresh()
    assert [hit.id for hit in cluster.search(Query("改", see=EVERYTHING)).hits] == [3]
    assert blocked(elasticsearch_node, cluster) == set()
    assert cluster.rest(DAY) == 1
    assert blocked(elasticsearch_node, cluster) == {f"{OLD:%Y.%m}"}
    assert 1 < segments(elasticsearch_node, cluster) <= 5


@pytest.mark.elasticsearch
def test_a_ticket_of_a_resting_month_can_be_deleted(cluster, elasticsearch_node):
    rest_until_merged(elasticsearch_node, cluster)
    cluster.delete([3])
    assert cluster.search(Query("旧", see=EVERYTHING)).total == TICKETS - 1


@pytest.mark.elasticsearch
def test_a_resting_month_is_no_full_disk(cluster, elasticsearch_node):
    rest_until_merged(elasticsearch_node, cluster)
    assert (cluster.health().state, cluster.health().note) == ("ok", "")


def test_a_rebuild_holds_resting_months_too_and_its_own_are_awake(engine):
    engine.index([ticket(1, "旧", reported_at=OLD)])
    engine.rest(DAY)
    with engine.rebuild() as new:
        new.index([ticket(1, "旧", reported_at=OLD)])
        new.swap()
    assert engine.index([ticket(1, "改", version=2, reported_at=OLD)]).written == 1


@pytest.mark.elasticsearch
def test_the_worker_leaves_the_months_in_which_tickets_still_change(
    database, elasticsearch_node, cluster
):
    worker = Shift(database, cluster, now=lambda: OLD + QUIET_AFTER)
    assert rest_old_months(worker) == 0
    worker = Shift(database, cluster, now=lambda: OLD + QUIET_AFTER + timedelta(days=31))
    assert rest_old_months(worker) == 1
    assert blocked(elasticsearch_node, cluster) == {f"{OLD:%Y.%m}"}
