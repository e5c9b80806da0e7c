"""Both search engines at a size: feeding, keyword search, the leader's screen, memory.

`python -m benchmarks.search [TICKETS]` fills a database once; each engine is measured in a process
of its own.
"""

import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from sqlalchemy import update

from analytics.asking import answer_all
from analytics.search.base import Query, SearchEngine
from analytics.search.elasticsearch_address import index_prefix
from analytics.search.elasticsearch_query import clause_of
from analytics.search.opening import open_engine
from benchmarks.leader import charts
from benchmarks.town_database import fill
from benchmarks.town_tickets import SUBJECTS, Town
from hotline.config import Settings, read_settings
from hotline.domain.models import HistoryEntry
from hotline.operation.reindex import reindex
from hotline.operation.work_queue import run_once
from hotline.storage.database import open_database
from tests.support.elasticsearch import elasticsearch

QUESTIONS = 1000
WAITING = 50_000
HEAP = "1g"
DAYS = (7, 28, 365)


def main(count: int) -> None:
    os.environ.setdefault("ES_HEAP", HEAP)
    with tempfile.TemporaryDirectory() as folder:
        settings, queue = read_settings(data=f"{folder}/all"), read_settings(data=f"{folder}/queue")
        for where, many, waiting in ((settings, count, False), (queue, min(count, WAITING), True)):
            with closing(open_database(where)) as database:
                fill(database, many, waiting=waiting)
        print(
            (
                f"{count:,} tickets; {os.cpu_count()} cores, their load before: "
                f"{os.getloadavg()[0]:.1f}"
            ),
            flush=True,
        )
        _apart(_measure, "embedded", settings, queue, "")
        try:
            with elasticsearch(Path(folder)) as node:
                _apart(_measure, "Elasticsearch", settings, queue, f"{node.url}?index=benchmark")
        except pytest.skip.Exception as left_out:
            print(left_out)


def _apart(measure: Callable[..., None], *arguments: Any) -> None:
    """In a new process, so that its memory is that of one engine."""
    process = multiprocessing.get_context("spawn").Process(target=measure, args=arguments)
    process.start()
    process.join()


def _measure(name: str, settings: Settings, queue: Settings, address: str) -> None:
    print(f"== {name}", flush=True)
    engine = open_engine(address, settings.data / "search")
    _show_reindex(settings, engine)
    print(f"memory of this process after indexing: {_megabytes():.0f} MB")
    questions = _questions(random.Random(2))
    for _ in range(2):  # the first round warms what a running system has warm
        ours = [_milliseconds(engine.search, question) for question in questions]
    _show("search with filters, 20 hits with highlights", ours)
    if address:
        _show_against_raw(engine, address, questions)
    for days in DAYS:
        screen = charts(days)
        answer_all(engine, screen)
        taken = [_milliseconds(answer_all, engine, screen) for _ in range(11)]
        _show(f"leader's screen of {days} days, {len(screen)} charts by one request", taken)
    print(f"memory of this process: {_megabytes():.0f} MB", flush=True)
    engine.close()
    other = open_engine(f"{address}queue" if address else "", queue.data / "search")
    _show_queue(queue, other)
    other.close()


def _show_reindex(settings: Settings, engine: SearchEngine) -> None:
    with closing(open_database(settings, create=False)) as database:
        start, busy = time.perf_counter(), time.process_time()
        copied = [start]
        done = reindex(database, engine, progress=lambda _: copied.append(time.perf_counter()))
        end = time.perf_counter()
        busy = (time.process_time() - busy) / done.documents * 1e6
    engine.release()
    copying, whole = done.documents / (copied[-1] - start), done.documents / (end - start)
    print(
        f"reindex: {whole:,.0f} a second with check and swap; copying {copying:,.0f}; "
        f"{busy:.0f} µs of this process each"
    )


def _show_queue(settings: Settings, engine: SearchEngine) -> None:
    with closing(open_database(settings, create=False)) as database:
        with database.writing() as session:
            session.execute(update(HistoryEntry).values(processed_at=None))
        start = time.perf_counter()
        done = run_once(database, engine)
        print(
            (
                f"work queue: {done.tickets / (time.perf_counter() - start):,.0f} a second "
                f"of {done.tickets:,}"
            ),
            flush=True,
        )


def _questions(dice: random.Random) -> list[Query]:
    filters: list[dict[str, tuple[str, ...]]] = [
        {},
        {"district": ("D1",)},
        {"unit": ("U3", "U4"), "status": ("closed",)},
    ]
    texts = [
        *SUBJECTS,
        *(f"{place} {dice.choice(SUBJECTS)}" for place in Town(random.Random(1)).places),
        "水",
        "电",
        "路",
        "附近噪声没有人处理",
    ]
    return [
        Query(
            dice.choice(texts),
            filters=dice.choice(filters),
            sort=dice.choice(["newest", "relevance"]),
        )
        for _ in range(QUESTIONS)
    ]


def _show_against_raw(engine: SearchEngine, address: str, questions: Sequence[Query]) -> None:
    """Each question by turns through the engine and by the bare client, which asks for as many
    hits and the total.
    """
    client, index = Elasticsearch(address.partition("?")[0]), index_prefix(address)

    def raw(query: Query) -> None:
        ranked = query.sort == "relevance"
        page = {"size": 20} if ranked else {"size": 21, "sort": [{"by_reported": "desc"}]}
        client.search(index=index, query=clause_of(query), track_total_hits=True, **page)

    pairs = [
        (_milliseconds(engine.search, query), _milliseconds(raw, query)) for query in questions
    ]
    client.close()
    through, bare = (list(times) for times in zip(*pairs, strict=True))
    _show("through the engine", through)
    _show("the same raw query", bare)
    print(f"sum through the engine to sum of raw: {sum(through) / sum(bare):.2f}")


def _milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    start = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - start) * 1000


def _show(name: str, taken: Sequence[float]) -> None:
    ordered = sorted(taken)
    parts = (f"p{part} {ordered[len(ordered) * part // 100]:.1f}" for part in (50, 95, 99))
    print(f"{name} ms: {', '.join(parts)}", flush=True)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
