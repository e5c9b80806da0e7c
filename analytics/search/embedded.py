"""The embedded engine: Tantivy in the data folder, no server to start; the default."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import tantivy

from analytics.search.aggregations import tidy
from analytics.search.base import (
    DEEPEST,
    EngineUnavailable,
    Health,
    Hit,
    Hits,
    Indexed,
    Make,
    Portion,
    Query,
    WrongQuery,
)
from analytics.search.cursor import read_cursor, write_cursor
from analytics.search.embedded_folder import GenerationFolder
from analytics.search.embedded_index import EmbeddedIndex
from analytics.search.embedded_parts import TICKETS, adopt, write_part
from analytics.search.embedded_query import body_of, clause_of, range_of
from analytics.search.highlight import highlights
from analytics.search.page import checked

_ORDERS = {
    "newest": ("by_reported", tantivy.Order.Desc),
    "oldest": ("by_reported", tantivy.Order.Asc),
    "due": ("by_due", tantivy.Order.Asc),
}
_LEAST = -(2**63)


class EmbeddedEngine:
    """`folder` holds the index; any number of processes search it, one at a time writes."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = GenerationFolder(Path(folder))
        self._opening = threading.Lock()
        self._used: EmbeddedIndex | None = None
        self._pointer: tuple[int, int] | None = None

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        return self._current().index(documents)

    def delete(self, ids: Sequence[int]) -> None:
        self._current().delete(ids)

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        return self._current().versions(after_id, limit)

    def size(self) -> int:
        return self._current().size()

    def refresh(self) -> None:
        self._current().refresh()

    def search(self, query: Query) -> Hits:
        checked(query)
        index = self._current()
        searcher, clause = index.searcher(), clause_of(index.schema, query)
        if query.sort == "relevance":
            return _ranked(searcher, clause, query)
        return _sorted(searcher, clause, query, index.schema)

    def count(self, query: Query) -> int:
        index = self._current()
        return _count(index.searcher(), clause_of(index.schema, checked(query)))

    def aggregate(self, query: Query, aggs: Mapping[str, Any]) -> dict[str, Any]:
        return self.aggregate_many([(query, aggs)])[0]

    def aggregate_many(
        self, searches: Sequence[tuple[Query, Mapping[str, Any]]]
    ) -> list[dict[str, Any]]:
        index = self._current()
        searcher, schema = index.searcher(), index.schema
        try:
            return [
                tidy(searcher.aggregate(clause_of(schema, checked(query)), body_of(aggs)))
                for query, aggs in searches
            ]
        except ValueError as error:
            raise WrongQuery(f"聚合无法执行：{error}") from error

    @contextmanager
    def rebuild(self) -> Iterator["EmbeddedRebuild"]:
        with self._folder.rebuilding():
            building = EmbeddedRebuild(self._folder.building(), self._folder)
            try:
                yield building
            finally:
                building.release()

    def drop_old(self) -> int:
        return self._folder.drop_old()

    def rest(self, before: datetime) -> int:
        """There are no months here: one folder holds all."""
        return 0

    def release(self) -> None:
        if self._used is not None:
            self._used.release()

    def health(self) -> Health:
        try:
            return Health("ok", self.size())
        except EngineUnavailable as error:
            return Health("down", note=str(error))

    def close(self) -> None:
        self.release()
        self._used = None

    def _current(self) -> EmbeddedIndex:
        """The generation in use, also after another process swapped in a new one."""
        if self._used is not None and self._folder.signature() == self._pointer:
            return self._used
        with self._opening:
            try:
                path, pointer = self._folder.current(), self._folder.signature()
            except OSError as error:
                raise EngineUnavailable(f"搜索索引目录不可用：{error}") from error
            if self._used is None or pointer != self._pointer:
                left, self._used = self._used, EmbeddedIndex(path)
                if left is not None:
                    left.release()
            self._pointer = pointer
            return self._used


class EmbeddedRebuild(EmbeddedIndex):
    """The generation that a rebuild fills."""

    def __init__(self, path: Path, folder: GenerationFolder) -> None:
        super().__init__(path)
        self._folder = folder

    @property
    def resume_after(self) -> int:
        return self.highest_id()

    @property
    def portion_size(self) -> int:
        return TICKETS

    def maker(self) -> Make:
        return partial(write_part, self._folder.parts)

    def take(self, portion: Portion) -> Mapping[int, str]:
        self.release()
        try:
            adopt(self.path, portion.content)
        except OSError as error:
            raise EngineUnavailable(f"搜索索引写入失败（{self.path}）：{error}") from error
        self.reopen()
        return {}

    def swap(self) -> None:
        """The writer is taken and kept until the rebuild ends: nobody else writes before it has
        brought what changed meanwhile.
        """
        self.claim()
        self._folder.swap(self.path)


def _sorted(
    searcher: tantivy.Searcher, clause: tantivy.Query, query: Query, schema: tantivy.Schema
) -> Hits:
    field, order = _ORDERS[query.sort]
    after = read_cursor(query.sort, query.after)
    page = clause
    if after is not None:
        bounds = (_LEAST, after) if order == tantivy.Order.Desc else (after + 1, None)
        page = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, clause), (tantivy.Occur.Must, range_of(schema, field, *bounds))]
        )
    result = searcher.search(
        page, query.limit + 1, count=after is None, order_by_field=field, order=order
    )
    total = _total(result) if after is None else _count(searcher, clause)
    more = len(result.hits) > query.limit
    shown = result.hits[: query.limit]
    cursor = write_cursor(query.sort, shown[-1][0]) if more else None
    return Hits(total, [_hit(searcher, address, 0.0, query) for _, address in shown], cursor)


def _ranked(searcher: tantivy.Searcher, clause: tantivy.Query, query: Query) -> Hits:
    depth = read_cursor(query.sort, query.after) or 0
    limit = min(query.limit, DEEPEST - depth)
    result = searcher.search(clause, limit, offset=depth) if limit else searcher.search(clause, 1)
    total, end = _total(result), depth + limit
    cursor = write_cursor(query.sort, end) if limit and total > end and end < DEEPEST else None
    shown = result.hits if limit else []
    return Hits(total, [_hit(searcher, address, score, query) for score, address in shown], cursor)


def _hit(
    searcher: tantivy.Searcher, address: tantivy.DocAddress, score: float, query: Query
) -> Hit:
    source: Any = searcher.doc(address).get_first("source")
    fields = json.loads(bytes(source))
    return Hit(fields["no"], fields["id"], score, fields, highlights(fields, query))


def _count(searcher: tantivy.Searcher, clause: tantivy.Query) -> int:
    return _total(searcher.search(clause, 1))


def _total(result: Any) -> int:
    """How many documents match; a property that tantivy's type stubs leave out."""
    return int(result.count)
