"""One of many answers of a cluster that went wrong is an error, never a figure of a part."""

import pytest

from analytics.search.base import EngineUnavailable, WrongQuery
from analytics.search.elasticsearch import _whole


def test_a_shard_that_does_not_answer_makes_the_engine_unavailable():
    failed = {
        "error": {"type": "search_phase_execution_exception", "reason": "Partial shards failure"},
        "status": 503,
    }
    with pytest.raises(EngineUnavailable, match="Partial shards failure"):
        _whole(failed)


def test_what_the_server_cannot_read_is_a_wrong_query():
    with pytest.raises(WrongQuery, match="unknown"):
        _whole({"error": {"type": "parsing_exception", "reason": "unknown"}, "status": 400})


def test_a_whole_answer_passes():
    assert _whole({"aggregations": {}, "status": 200}) == {"aggregations": {}, "status": 200}
