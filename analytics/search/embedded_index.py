"""One generation of the embedded index: a folder with a Tantivy index, one writer at a time among all processes."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from analytics.search.base import EngineUnavailable, Indexed, Packed
from analytics.search.batch import checked_ids, newest_of, pack_all, reason_of
from analytics.search.embedded_folder import schema_version, signature
from analytics.search.embedded_query import range_of
from analytics.search.embedded_schema import packed, schema, unpacked
from analytics.search.fields import SCHEMA_VERSION

_HEAP = 64_000_000
_LOCK_PATIENCE = 5.0


class EmbeddedIndex:
    """Any thread may call; writers wait for each other.

    Writes are durable when `write` returns; with `commit_every` above 1 after so many, or when this object is asked what it
    holds or released.
    """

    def __init__(self, path: Path, *, commit_every: int = 1) -> None:
        self.path = path
        self.schema = schema()
        self._index = _opened(path, self.schema)
        self._seen = signature(path / "meta.json")
        self._writer: tantivy.IndexWriter | None = None
        self._writing = threading.RLock()
        self._commit_every = commit_every
        self._uncommitted = 0
        # What was written since the last commit, which no searcher sees: version by id.
        self._fresh: dict[int, int] = {}

    def searcher(self) -> tantivy.Searcher:
        """Sees every commit of every process, and everything that was written here."""
        self._commit()
        return self._searcher()

    def _searcher(self) -> tantivy.Searcher:
        now = signature(self.path / "meta.json")
        if now != self._seen:
            try:
                self._index.reload()
            except (ValueError, OSError) as error:
                raise _unreadable(self.path, error) from error
            self._seen = now
        return self._index.searcher()

    pack = staticmethod(packed)

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        ready, failed = pack_all(packed, documents)
        return self.write(ready).with_failed(failed)

    def write(self, ready: Iterable[Packed]) -> Indexed:
        newest, left_out = newest_of(ready)
        if not newest:
            return Indexed()
        with self._changing(len(newest)) as writer:
            written, failed = self._write(writer, newest)
        return Indexed(written, left_out + len(newest) - written - len(failed), failed)

    def delete(self, ids: Sequence[int]) -> None:
        if checked := checked_ids(ids):
            with self._changing(len(checked)) as writer:
                for one in checked:
                    writer.delete_documents_by_term("id", one)
                    self._fresh.pop(one, None)

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        searcher = self.searcher()
        behind = range_of(self.schema, "id", after_id + 1, None)
        found = searcher.search(behind, limit, count=False, order_by_field="id", order=tantivy.Order.Asc).hits
        versions = searcher.fast_field_values("version", [address for _, address in found])
        return [(one, int(version or 0)) for (one, _), version in zip(found, versions, strict=True)]

    def highest_id(self) -> int:
        found = self.searcher().search(tantivy.Query.all_query(), 1, count=False, order_by_field="id").hits
        return int(found[0][0]) if found else 0

    def size(self) -> int:
        return self.searcher().num_docs

    def refresh(self) -> None:
        self.searcher()

    def release(self) -> None:
        """Commit, finish merging and let another process write."""
        with self._writing:
            self._commit()
            writer, self._writer = self._writer, None
            if writer is not None:
                with suppress(ValueError):  # the folder may be gone; what was committed is safe
                    writer.wait_merging_threads()

    def claim(self) -> None:
        """Become the one writer now; raises EngineUnavailable when another process is."""
        with self._writing:
            self._writer = self._writer or self._take_writer()

    @contextmanager
    def _changing(self, count: int) -> Iterator[tantivy.IndexWriter]:
        with self._writing:
            self.claim()
            writer = self._writer
            assert writer is not None
            with self._or_unavailable():
                yield writer
            self._uncommitted += count
            if self._uncommitted >= self._commit_every:
                self._commit()

    def _commit(self) -> None:
        if not self._uncommitted:
            return
        with self._writing:
            if self._uncommitted and self._writer is not None:
                with self._or_unavailable():
                    self._writer.commit()
                self._uncommitted = 0
                self._fresh.clear()

    @contextmanager
    def _or_unavailable(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            # Dropped with everything uncommitted; the next call takes a new one.
            self._writer, self._uncommitted = None, 0
            self._fresh.clear()
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
                    raise EngineUnavailable(f"另一个进程正在写搜索索引 {self.path}；它空闲后会自动接上") from error
            time.sleep(0.05)

    def _write(self, writer: tantivy.IndexWriter, newest: Mapping[int, Packed]) -> tuple[int, dict[int, str]]:
        held, failed, written = self._held(list(newest)), {}, 0
        for one, ready in newest.items():
            if held.get(one, 0) > ready.version:
                continue
            try:
                document = unpacked(ready.body)
            except (ValueError, TypeError, OverflowError) as error:
                failed[one] = reason_of(error)
                continue
            if one in held:
                writer.delete_documents_by_term("id", one)
            writer.add_document(document)
            self._fresh[one] = ready.version
            written += 1
        return written, failed

    def _held(self, ids: list[int]) -> dict[int, int]:
        """Versions by id, committed or not."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.term_set_query(self.schema, "id", ids), len(ids), count=False).hits
        addresses = [address for _, address in found]
        numbers = [searcher.fast_field_values(name, addresses) for name in ("id", "version")]
        committed = {int(one or 0): int(version or 0) for one, version in zip(*numbers, strict=True)}
        return committed | {one: self._fresh[one] for one in ids if one in self._fresh}


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
