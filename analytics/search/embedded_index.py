"""One generation of the embedded index: a folder with a Tantivy index, one writer at a time
among all processes.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from analytics.search.base import EngineUnavailable, Indexed
from analytics.search.batch import Ready, checked_ids, month_of, newest_of, pack_all
from analytics.search.embedded_folder import schema_version, signature
from analytics.search.embedded_query import range_of
from analytics.search.embedded_schema import schema, written
from analytics.search.fields import SCHEMA_VERSION

_HEAP = 64_000_000
_LOCK_PATIENCE = 5.0


class EmbeddedIndex:
    """Writes are durable when `index` returns. Any thread may call; writers wait for each other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.schema = schema()
        self._index = _opened(path, self.schema)
        self._seen = signature(path / "meta.json")
        self._writer: tantivy.IndexWriter | None = None
        self._writing = threading.RLock()

    def searcher(self) -> tantivy.Searcher:
        """Sees every commit of every process."""
        now = signature(self.path / "meta.json")
        if now != self._seen:
            try:
                self._index.reload()
            except (ValueError, OSError) as error:
                raise _unreadable(self.path, error) from error
            self._seen = now
        return self._index.searcher()

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        ready, failed = pack_all(_ready, documents)
        newest, left_out = newest_of(ready)
        if not newest:
            return Indexed(failed=failed)
        with self._committing() as writer:
            count = self._write(writer, newest)
        return Indexed(count, left_out + len(newest) - count, failed)

    def delete(self, ids: Sequence[int]) -> None:
        if checked := checked_ids(ids):
            with self._committing() as writer:
                for id_ in checked:
                    writer.delete_documents_by_term("id", id_)

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        """Ids have few gaps: nearly always they are within twice the limit, and only so many are
        looked at and sorted.
        """
        near = self._versions(after_id + 1, after_id + 2 * limit, limit)
        return near if len(near) == limit else self._versions(after_id + 1, None, limit)

    def _versions(self, first: int, last: int | None, limit: int) -> list[tuple[int, int]]:
        searcher = self.searcher()
        within = range_of(self.schema, "id", first, last)
        hits = searcher.search(
            within, limit, count=False, order_by_field="id", order=tantivy.Order.Asc
        ).hits
        versions = searcher.fast_field_values("version", [address for _, address in hits])
        return [(id_, int(version or 0)) for (id_, _), version in zip(hits, versions, strict=True)]

    def highest_id(self) -> int:
        hits = (
            self.searcher()
            .search(tantivy.Query.all_query(), 1, count=False, order_by_field="id")
            .hits
        )
        return int(hits[0][0]) if hits else 0

    def size(self) -> int:
        return self.searcher().num_docs

    def refresh(self) -> None:
        self.searcher()

    def reopen(self) -> None:
        """After its files were changed by other means; nobody may be writing."""
        self._index = _opened(self.path, self.schema)

    def release(self) -> None:
        """Finish merging and let another process write."""
        with self._writing:
            writer, self._writer = self._writer, None
            if writer is not None:
                with suppress(ValueError):  # the folder may be gone; what was committed is safe
                    writer.wait_merging_threads()

    def claim(self) -> None:
        """Become the one writer now; raises EngineUnavailable when another process is."""
        with self._writing:
            self._writer = self._writer or self._take_writer()

    @contextmanager
    def _committing(self) -> Iterator[tantivy.IndexWriter]:
        with self._writing:
            self.claim()
            writer = self._writer
            assert writer is not None
            try:
                yield writer
                writer.commit()
            except (ValueError, OSError) as error:
                self._writer = (
                    None  # dropped with everything uncommitted; the next call takes a new one
                )
                raise EngineUnavailable(f"搜索索引写入失败（{self.path}）：{error}") from error

    def _take_writer(self) -> tantivy.IndexWriter:
        patience = time.monotonic() + _LOCK_PATIENCE
        while True:
            try:
                return self._index.writer(_HEAP, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise EngineUnavailable(f"搜索索引打不开（{self.path}）：{error}") from error
                if time.monotonic() > patience:
                    raise EngineUnavailable(
                        f"另一个进程正在写搜索索引 {self.path}；它空闲后会自动接上"
                    ) from error
            time.sleep(0.05)

    def _write(self, writer: tantivy.IndexWriter, newest: Mapping[int, Ready]) -> int:
        held, count = self._held(list(newest)), 0
        for id_, ready in newest.items():
            if held.get(id_, 0) > ready.version:
                continue
            if id_ in held:
                writer.delete_documents_by_term("id", id_)
            writer.add_document(ready.body)
            count += 1
        return count

    def _held(self, ids: list[int]) -> dict[int, int]:
        searcher = self.searcher()
        hits = searcher.search(
            tantivy.Query.term_set_query(self.schema, "id", ids), len(ids), count=False
        ).hits
        addresses = [address for _, address in hits]
        numbers = [searcher.fast_field_values(name, addresses) for name in ("id", "version")]
        return {int(id_ or 0): int(version or 0) for id_, version in zip(*numbers, strict=True)}


def _ready(document: Mapping[str, Any]) -> Ready:
    return Ready(
        document["id"], document["version"], month_of(document["created"]), written(document)
    )


def _opened(path: Path, schema: tantivy.Schema) -> tantivy.Index:
    if schema_version(path.name) != SCHEMA_VERSION:
        raise EngineUnavailable(f"搜索索引 {path.name} 与程序版本不符；请运行 hotline reindex")
    try:
        index = tantivy.Index(schema, path=str(path), reuse=True)
    except (ValueError, OSError) as error:
        raise _unreadable(path, error) from error
    index.config_reader("manual")
    return index


def _unreadable(path: Path, error: Exception) -> EngineUnavailable:
    return EngineUnavailable(f"搜索索引打不开（{path}）：{error}；请运行 hotline reindex")
