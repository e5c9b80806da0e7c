"""The leader's screen over generated tickets, by both engines.

`python -m benchmarks.leader [TICKETS]`.

The screen is all its charts by one request, as GET /api/v1/analytics/overview asks them; a last
week, four weeks, a year.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.asking import answer, answer_all
from analytics.periods import period
from analytics.screen import screen
from analytics.search.base import Query, SearchEngine
from analytics.search.documents import document
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.embedded import EmbeddedEngine
from benchmarks.town_tickets import NOW, Town
from tests.support.elasticsearch import elasticsearch

ROUNDS = 7


def weekdays(on: date) -> bool:
    return on.weekday() < 5


def charts(days: int):
    """What a leader asks: they see no confidential ticket."""
    today = NOW.date()
    spans = [
        period(today - timedelta(days=length - 1), today, NOW) for length in (days, max(days, 28))
    ]
    return screen(Query(), *spans, NOW, weekdays, {})


def milliseconds(ask) -> float:
    """The median of some rounds after one that warms up."""
    ask()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def fill(engine: SearchEngine, count: int) -> None:
    start = time.perf_counter()
    for batch in Town(random.Random(1)).batches(count):
        engine.index([document(facts) for facts in batch])
    engine.release()
    engine.refresh()
    print(
        f"{engine.size():,} tickets of two years made and indexed in "
        f"{time.perf_counter() - start:,.0f} s"
    )


def measure(engine: SearchEngine) -> None:
    for days in (7, 28, 365):
        screen_charts = charts(days)
        print(
            f"screen of {days} days, {len(screen_charts)} charts: "
            f"{milliseconds(lambda group=screen_charts: answer_all(engine, group)):.0f} ms"
        )
    for name, chart in charts(7).items():
        print(f"    {name} {milliseconds(lambda chart=chart: answer(engine, chart)):.1f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory of this process: {peak / 1024:.0f} MB")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("== embedded")
        embedded = EmbeddedEngine(Path(folder) / "search")
        fill(embedded, count)
        measure(embedded)
        embedded.close()
        print("== Elasticsearch")
        try:
            with elasticsearch(Path(folder)) as node:
                cluster = ElasticsearchEngine(f"{node.url}?index=benchmark")
                fill(cluster, count)
                measure(cluster)
                cluster.close()
        except pytest.skip.Exception as left_out:
            print(left_out)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
