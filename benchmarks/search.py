"""Both search engines at a size: feeding, keyword search, the leader's screen. `python -m benchmarks.search [TICKETS]`."""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from analytics.search.base import Query, SearchEngine
from analytics.search.documents import document
from analytics.search.elasticsearch import ElasticsearchEngine
from analytics.search.elasticsearch_address import index_prefix
from analytics.search.elasticsearch_query import clause_of
from analytics.search.embedded import EmbeddedEngine
from tests.support.elasticsearch import elasticsearch

BATCH = 5000
NOW = datetime(2026, 3, 2)
SUBJECTS = [
    "停水",
    "停电",
    "噪声扰民",
    "路灯不亮",
    "道路破损",
    "违章停车",
    "垃圾未清运",
    "油烟扰民",
    "物业收费",
    "供暖不热",
    "拖欠工资",
    "公交晚点",
    "井盖缺失",
    "社保咨询",
]
NAMES = ["朝阳", "红星", "中山", "人民", "建设", "解放", "和平", "新华", "胜利", "光明"]
KINDS = ["路", "小区", "街", "花园", "广场", "学校", "市场", "公园", "医院", "大厦"]
TAILS = [
    "请有关部门尽快处理。",
    "多次反映没有结果，希望重视。",
    "影响居民休息，已经持续好几天了。",
    "存在安全隐患，请派人到现场查看。",
]
PLACES = [name + kind for name in NAMES for kind in KINDS]
FIELDS = [
    "unit",
    "district",
    "street",
    "category",
    "category1",
    "channel",
    "status",
    "month",
    "hour",
    "weekday",
    "late",
]
SCREEN = {
    "days": {"date_histogram": {"field": "reported", "fixed_interval": "1d"}},
    **{name: {"terms": {"field": name, "size": 20}} for name in FIELDS},
}  # fmt: skip


def tickets(count: int, dice: random.Random) -> Iterator[list[dict[str, Any]]]:
    """Five years of plain tickets, in batches."""
    for start in range(1, count + 1, BATCH):
        yield [_ticket(number, dice) for number in range(start, min(start + BATCH, count + 1))]


def _ticket(number: int, dice: random.Random) -> dict[str, Any]:
    place, subject, time_of = (
        dice.choice(PLACES),
        dice.choice(SUBJECTS),
        NOW - timedelta(seconds=dice.randrange(5 * 365 * 86400)),
    )
    empty = ("accepted_at", "contacted_at", "closed_at", "due_at", "due_sign", "due_contact", "solved", "rating")
    return {
        **dict.fromkeys(empty),
        **dict.fromkeys(("identity_mode", "clock", "result", "duplicate_of"), ""),
        "id": number, "version": 1, "no": f"{number:013d}", "title": f"{place}{subject}",
        "content": f"{place}{dice.randrange(200)}号附近{subject}，{dice.choice(TAILS)}{dice.choice(TAILS)}联系电话138{dice.randrange(10**8):08d}。",
        "status": dice.choice(["closed"] * 8 + ["dispatched", "replied"]), "unit": f"U{int(dice.random() ** 2 * 90)}",
        "co_units": [], "accused": [], "category": f"{dice.randrange(1, 20):02d}{dice.randrange(1, 8):02d}",
        "district": f"D{dice.randrange(8)}", "street": f"S{dice.randrange(60)}", "place": place, "request_type": "help",
        "channel": dice.choice(["phone"] * 6 + ["web", "app", "wechat"]), "urgency": "normal", "secrecy": "open",
        "cycle": 1, "returns": 0, "needs_review": False, "reported_at": time_of, "created_at": time_of,
        "dispatched_at": time_of, "replied_at": time_of + timedelta(hours=dice.random() * 200),
        "due_handle": time_of + timedelta(hours=120),
    }  # fmt: skip


def feed(engine: SearchEngine, count: int, dice: random.Random) -> dict[str, float]:
    """Documents a second: made, written, both."""
    making = writing = 0.0
    for batch in tickets(count, dice):
        start = time.perf_counter()
        documents = [document(one) for one in batch]
        made = time.perf_counter()
        engine.index(documents)
        making, writing = making + made - start, writing + time.perf_counter() - made
    engine.release()
    engine.refresh()
    return {"made": count / making, "written": count / writing, "both": count / (making + writing)}


def questions(dice: random.Random, count: int = 300) -> list[Query]:
    filters: list[dict[str, tuple[str, ...]]] = [
        {},
        {"district": ("D1",)},
        {"unit": ("U3", "U4"), "status": ("closed",)},
    ]
    texts = [
        *SUBJECTS,
        *(f"{place} {dice.choice(SUBJECTS)}" for place in PLACES),
        "水",
        "电",
        "路",
        "附近噪声没有人处理",
    ]
    return [
        Query(dice.choice(texts), filters=dice.choice(filters), sort=dice.choice(["newest", "relevance"]))
        for _ in range(count)
    ]


def milliseconds(engine: SearchEngine, queries: list[Query]) -> list[float]:
    taken = []
    for query in queries:
        start = time.perf_counter()
        engine.search(query)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def raw_milliseconds(address: str, queries: list[Query]) -> list[float]:
    """The same queries by the bare client: what the server and the wire cost."""
    client, taken = Elasticsearch(address.partition("?")[0]), []
    for query in queries:
        sort = ["_score"] if query.sort == "relevance" else [{"by_reported": "desc"}]
        start = time.perf_counter()
        client.search(index=index_prefix(address), query=clause_of(query), sort=sort, size=21, track_total_hits=True)
        taken.append((time.perf_counter() - start) * 1000)
    client.close()
    return sorted(taken)


def measure(engine: SearchEngine, count: int) -> list[Query]:
    dice = random.Random(1)
    print(
        f"{count:,} tickets; a second: "
        + ", ".join(f"{name} {speed:,.0f}" for name, speed in feed(engine, count, dice).items())
    )
    queries = questions(dice)
    _show("search", milliseconds(engine, queries))
    start = time.perf_counter()
    engine.aggregate(Query(), SCREEN)
    print(f"screen of {len(SCREEN)} aggregations: {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return queries


def _show(name: str, taken: list[float]) -> None:
    print(f"{name} ms: " + ", ".join(f"p{part} {taken[len(taken) * part // 100]:.1f}" for part in (50, 95, 99)))


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("== embedded")
        embedded = EmbeddedEngine(folder)
        measure(embedded, count)
        embedded.close()
        print("== Elasticsearch")
        try:
            with elasticsearch(Path(folder)) as node:
                address = f"{node.url}?index=benchmark"
                cluster = ElasticsearchEngine(address)
                _show("the same by the bare client", raw_milliseconds(address, measure(cluster, count)))
                cluster.close()
        except pytest.skip.Exception as left_out:
            print(left_out)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
