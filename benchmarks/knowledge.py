"""Answers while somebody types, from 100,000 service items.

Our index with the database's last word; FTS5 and Tantivy bare.
"""

import csv
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hotline.commands.city_desk import open_city_desk
from hotline.config import read_settings
from hotline.desk.knowledge_index import KnowledgeIndex
from hotline.domain.knowledge import Content
from hotline.domain.roles import SYSTEM
from hotline.knowledge.many_entries import plan_rows, write_rows
from hotline.knowledge.sheet import KnownRow

ITEMS, AT_ONCE, TODAY = 100_000, 2_000, date(2026, 3, 9)
TEXTS = Path(__file__).parent.parent / "hotline" / "demo" / "texts"
ASKED = (
    Path(__file__).parent.parent / "tests" / "integration" / "knowledge" / "data" / "questions.csv"
)
Asking = Callable[[str], object]


def rows(count: int, units: list[str]) -> list[KnownRow]:
    """Shipped items in many districts, each with words of its own."""
    drawn, items = random.Random(1), []
    shipped = list(csv.DictReader((TEXTS / "items.csv").open(encoding="utf-8", newline="")))
    signs = "东西南北中上下新老大小金银山水河湖江海林"
    for number in range(count):
        item = drawn.choice(shipped)
        town = "".join(drawn.choices(signs, k=3))
        guide = {
            name: item[name]
            for name in ("conditions", "materials", "flow", "limit", "fee", "place")
        }
        content = Content(
            title=f"{town}镇{item['title']}",
            unit=drawn.choice(units),
            guide=guide,
            basis=item["basis"],
            effective_from=date(2024, 1, 1),
            effective_to=None if number % 10 else date(2025, 12, 31),
        )
        items.append(KnownRow(number, f"X{number}", content, "published"))
    return items


def measure(name: str, ask: Asking, questions: list[str]) -> None:
    """In processor time: neighbours on the machine do not count."""
    times = []
    for question in questions:
        begun = time.process_time()
        ask(question)
        times.append((time.process_time() - begun) * 1000)
    times.sort()
    print(
        f"{name:<34} p50 {statistics.median(times):7.1f} ms   p99 "
        f"{times[int(len(times) * 0.99)]:7.1f} ms"
    )


def fts5(known: list[KnownRow]) -> Asking:
    """Words of the one tokenizer in SQLite's own full text search, any word counts, ranked by
    BM25.
    """
    from classifiers.segment import segment

    database = sqlite3.connect(":memory:")
    database.execute("create virtual table known using fts5(words, tokenize='unicode61')")
    values = [
        (" ".join(segment(f"{row.content.title} {' '.join(row.content.guide.values())}")),)
        for row in known
    ]
    database.executemany("insert into known values (?)", values)
    query = "select rowid from known where known match ? order by bm25(known) limit 5"
    return lambda text: database.execute(
        query, (" OR ".join(f'"{word}"' for word in segment(text)),)
    ).fetchall()


def tantivy_index(known: list[KnownRow]) -> Asking:
    """The same words in Tantivy."""
    import tantivy

    from classifiers.segment import segment

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(64_000_000)
    for row in known:
        tokens = segment(f"{row.content.title} {' '.join(row.content.guide.values())}")
        writer.add_document(tantivy.Document(words=" ".join(tokens)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> object:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word))
            for word in segment(text)
        ]
        return searcher.search(tantivy.Query.boolean_query(parts), 5).hits

    return ask


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    questions = [
        row["question"] for row in csv.DictReader(ASKED.open(encoding="utf-8", newline=""))
    ] * 3
    with (
        tempfile.TemporaryDirectory() as folder,
        open_city_desk(read_settings(folder, environ={})) as (database, desk),
    ):
        known = rows(count, list(desk.city.units))
        begun = time.perf_counter()
        for start in range(0, count, AT_ONCE):
            with database.writing() as session:
                write_rows(
                    session,
                    SYSTEM,
                    plan_rows(session, "item", known[start : start + AT_ONCE]),
                    desk,
                    kind="item",
                )
        print(f"{count} items stored in {time.perf_counter() - begun:.0f} s")
        index, begun = KnowledgeIndex(), time.perf_counter()
        with database.reading() as session:
            index.keep_up(session)
            print(f"indexed by this process in {time.perf_counter() - begun:.1f} s")
            measure(
                "own index and database",
                lambda text: index.suggest(session, text, TODAY),
                questions,
            )
        measure("SQLite FTS5, no check of the day", fts5(known), questions)
        measure("Tantivy, no check of the day", tantivy_index(known), questions)


if __name__ == "__main__":
    main()
