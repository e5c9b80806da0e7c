"""What five years of tickets cost a cluster: disk, segments, heap, queries.

`python -m benchmarks.sizing [TICKETS]`.

Prints each figure for the whole and for each ticket, so that it can be carried forward
(docs/operating.md).
"""

import json
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from analytics.asking import answer_all
from analytics.search import elasticsearch as adapter
from analytics.search.base import Query
from analytics.search.documents import document
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.elasticsearch_bulk import packed_portion
from benchmarks.leader import charts
from benchmarks.town_tickets import NOW, Town
from hotline.operation.index_months import QUIET_AFTER
from tests.support.elasticsearch import Node, elasticsearch

YEARS = 5
HEAP = "1g"
MONTHS = {"months": {"date_histogram": {"field": "reported", "calendar_interval": "month"}}}
PATIENCE = 1800


def main(count: int) -> None:
    os.environ.setdefault("ES_HEAP", HEAP)
    adapter._SEARCH_SECONDS = PATIENCE  # a query over everything is measured, not given up
    with tempfile.TemporaryDirectory() as folder, elasticsearch(Path(folder)) as node:
        engine = ElasticsearchEngine(node.url)
        _fill(engine, count)
        _show_disk(node, "as written", count)
        _merge_old_months(engine, node)
        _show_disk(node, "old months at rest", count)
        _show_queries(engine)
        _show_heap(node)
        engine.close()


def _fill(engine: ElasticsearchEngine, count: int) -> None:
    """Tickets are made in a process beside this one, as a rebuild does."""
    start, text = time.perf_counter(), 0
    spawn = multiprocessing.get_context("spawn")
    portions: Any = spawn.Queue(4)
    maker = spawn.Process(target=_make, args=(count, portions), daemon=True)
    maker.start()
    with engine.rebuild() as new:
        while batch := portions.get():
            characters, portion = batch
            text += characters
            new.take(portion)
        new.swap()
    maker.join()
    engine.refresh()
    seconds = time.perf_counter() - start
    print(
        (
            f"{count:,} tickets of {YEARS} years, {text / count:.0f} characters each, "
            f"written in {seconds:,.0f} s"
        ),
        flush=True,
    )


def _make(count: int, portions: Any) -> None:
    for batch in Town(random.Random(1), YEARS * 365).batches(count):
        characters = sum(len(facts["title"]) + len(facts["content"]) for facts in batch)
        portions.put((characters, packed_portion([[document(facts) for facts in batch]])))
    portions.put(None)


def _merge_old_months(engine: ElasticsearchEngine, node: Node) -> None:
    """As the worker does hour by hour, without the hours between."""
    end = time.monotonic() + PATIENCE
    while (engine.rest(NOW - QUIET_AFTER) or _merging(node)) and time.monotonic() < end:
        time.sleep(0.1)


def _merging(node: Node) -> bool:
    return bool(_figures(node, "_stats/merge")["merges"]["current"])


def _show_disk(node: Node, when: str, count: int) -> None:
    stats = json.loads(node.request("GET", "hotline/_stats/store,segments,docs"))
    whole, months = stats["_all"]["primaries"], len(stats["indices"]) - 1
    size, segments = whole["store"]["size_in_bytes"], whole["segments"]["count"]
    largest = max(
        index["primaries"]["store"]["size_in_bytes"] for index in stats["indices"].values()
    )
    print(
        f"{when}: {size / 2**20:,.0f} MB, {size / count:,.0f} bytes a ticket; {months} "
        "months, the largest"
        f" {largest / 2**20:,.1f} MB, {segments} segments",
        flush=True,
    )


def _show_queries(engine: ElasticsearchEngine) -> None:
    week = Query("停水", since=NOW - timedelta(days=7))
    queries: dict[str, Callable[[], Any]] = {
        "a word, newest 20, over all years": lambda: engine.search(Query("停水")),
        "the same, best 20": lambda: engine.search(Query("停水", sort="relevance")),
        "a word of the last week": lambda: engine.search(week),
        "a rare pair over all years": lambda: engine.search(Query("朝阳路199号")),
        "count by month over all years": lambda: engine.aggregate(Query(), MONTHS),
        "leader's screen of four weeks": lambda: answer_all(engine, charts(28)),
        "leader's screen of a year": lambda: answer_all(engine, charts(365)),
    }
    for name, ask in queries.items():
        print(f"{name}: {_median(ask):.0f} ms", flush=True)


def _median(ask: Callable[[], Any]) -> float:
    ask()
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _show_heap(node: Node) -> None:
    """The least of some readings: behind a collection of garbage only what is held is left."""
    readings = []
    for _ in range(20):
        (statistics,) = json.loads(node.request("GET", "_nodes/stats/jvm,indices"))[
            "nodes"
        ].values()
        readings.append(statistics["jvm"]["mem"]["heap_used_in_bytes"])
        time.sleep(0.2)
    print(f"heap used at least: {min(readings) / 2**20:.0f} MB of {HEAP}")


def _figures(node: Node, path: str) -> dict[str, Any]:
    return json.loads(node.request("GET", f"hotline/{path}"))["_all"]["primaries"]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000)
