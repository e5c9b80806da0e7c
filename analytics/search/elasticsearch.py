"""The engine of a city: an Elasticsearch cluster, 8.14 or later.

The one module that knows its client.

Only requests that every licence and every build of the server has: no scripts, no pipelines, no
update or delete by query.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from analytics.search.aggregations import tidy
from analytics.search.base import (
    DEEPEST,
    EngineUnavailable,
    Health,
    Hit,
    Hits,
    Indexed,
    Query,
    WrongQuery,
)
from analytics.search.breaker import Breaker
from analytics.search.cursor import read_cursor, write_cursor
from analytics.search.elasticsearch_address import client_options, index_prefix
from analytics.search.elasticsearch_generations import Generations
from analytics.search.elasticsearch_index import ElasticsearchIndex, ElasticsearchRebuild
from analytics.search.elasticsearch_months import rest
from analytics.search.elasticsearch_query import aggregation_of, clause_of, fields_of
from analytics.search.highlight import highlights
from analytics.search.page import checked

_SORTS = {
    "newest": ("by_reported", "desc"),
    "oldest": ("by_reported", "asc"),
    "due": ("by_due", "asc"),
}
_SEARCH_SECONDS = 5
_WRITE_SECONDS = 60


class Cluster:
    """The client, and its errors in our words."""

    def __init__(self, address: str) -> None:
        self.client = Elasticsearch(
            **client_options(address),
            max_retries=2,
            retry_on_status=(),
            request_timeout=_WRITE_SECONDS,
        )
        self.quick = self.client.options(request_timeout=_SEARCH_SECONDS, max_retries=1)
        self._breaker = Breaker()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Raises EngineUnavailable for everything that passes, WrongQuery for what the server
        cannot read.
        """
        self._breaker.check()
        try:
            yield
        except TransportError as error:
            reason = f"搜索集群没有应答（{type(error).__name__}）"
            self._breaker.trip(reason)
            raise EngineUnavailable(reason) from error
        except ApiError as error:
            raise _refused(error) from error
        self._breaker.reset()


class ElasticsearchEngine:
    """`address` is read by `elasticsearch_address`; nothing is sent before the first call.

    `prefix` begins all names.
    """

    def __init__(self, address: str) -> None:
        self._cluster = Cluster(address)
        self.prefix = index_prefix(address)
        self._generations = Generations(self._cluster, self.prefix)
        self._used = ElasticsearchIndex(self._cluster, self._generations.current)

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        return self._used.index(documents)

    def delete(self, ids: Sequence[int]) -> None:
        self._used.delete(ids)

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        return self._used.versions(after_id, limit)

    def size(self) -> int:
        return self._used.size()

    def refresh(self) -> None:
        self._used.refresh()

    def search(self, query: Query) -> Hits:
        body: dict[str, Any] = {"query": clause_of(checked(query)), "track_total_hits": True}
        if query.sort == "relevance":
            return self._ranked(query, body)
        return self._sorted(query, body)

    def count(self, query: Query) -> int:
        return int(
            self._ask({"query": clause_of(checked(query)), "size": 0, "track_total_hits": True})[
                "hits"
            ]["total"]["value"]
        )

    def aggregate(self, query: Query, aggs: Mapping[str, Any]) -> dict[str, Any]:
        return self.aggregate_many([(query, aggs)])[0]

    def aggregate_many(
        self, searches: Sequence[tuple[Query, Mapping[str, Any]]]
    ) -> list[dict[str, Any]]:
        """A shard that does not answer is an error: figures of a part would pass for the whole."""
        self._generations.require_current()
        head = {"index": self.prefix, "allow_partial_search_results": False}
        lines = [
            line
            for query, aggs in searches
            for line in (head, aggregation_of(checked(query), aggs))
        ]
        with self._cluster.answering():
            answers = self._cluster.quick.msearch(searches=lines)["responses"] if lines else []
        return [tidy(_whole(answer)["aggregations"]) for answer in answers]

    @contextmanager
    def rebuild(self) -> Iterator[ElasticsearchRebuild]:
        yield ElasticsearchRebuild(self._cluster, self._generations)

    def drop_old(self) -> int:
        return self._generations.drop_old()

    def rest(self, before: datetime) -> int:
        return rest(self._cluster, self._generations.current(), before)

    def release(self) -> None:
        """Any number of processes write to a cluster."""

    def health(self) -> Health:
        try:
            return self._generations.health()
        except EngineUnavailable as error:
            return Health("down", note=str(error))

    def close(self) -> None:
        self._cluster.client.close()

    def _sorted(self, query: Query, body: dict[str, Any]) -> Hits:
        field, order = _SORTS[query.sort]
        body |= {"sort": [{field: order}], "size": query.limit + 1}
        if (after := read_cursor(query.sort, query.after)) is not None:
            body["search_after"] = [after]
        hits = self._ask(body)["hits"]
        shown, more = hits["hits"][: query.limit], len(hits["hits"]) > query.limit
        cursor = write_cursor(query.sort, shown[-1]["sort"][0]) if more else None
        return Hits(hits["total"]["value"], [_hit(hit, query) for hit in shown], cursor)

    def _ranked(self, query: Query, body: dict[str, Any]) -> Hits:
        depth = read_cursor(query.sort, query.after) or 0
        limit = min(query.limit, DEEPEST - depth)
        hits = self._ask(body | {"from": depth, "size": limit})["hits"]
        total, end = hits["total"]["value"], depth + limit
        cursor = write_cursor(query.sort, end) if limit and total > end and end < DEEPEST else None
        return Hits(total, [_hit(hit, query) for hit in hits["hits"]], cursor)

    def _ask(self, body: dict[str, Any]) -> Any:
        self._generations.require_current()
        with self._cluster.answering():
            return self._cluster.quick.search(index=self.prefix, **_named(body)).body


def _named(body: dict[str, Any]) -> dict[str, Any]:
    """`from` is a word of Python."""
    return {"from_" if name == "from" else name: value for name, value in body.items()}


def _hit(hit: Mapping[str, Any], query: Query) -> Hit:
    fields = fields_of(hit["_source"])
    return Hit(
        fields["no"], fields["id"], hit.get("_score") or 0.0, fields, highlights(fields, query)
    )


def _whole(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """One answer of many; raises for one that went wrong, which does not show in the status of
    them all.
    """
    if "error" not in answer:
        return answer
    reason = f"{answer['error'].get('type', '')} {answer['error'].get('reason') or ''}".strip()
    if answer["status"] == 400:
        raise WrongQuery(f"搜索集群不能执行此查询：{reason}")
    raise EngineUnavailable(f"搜索集群暂不可用（{answer['status']} {reason}）")


def _refused(error: ApiError) -> EngineUnavailable | WrongQuery:
    if error.status_code == 400:
        return WrongQuery(f"搜索集群不能执行此查询：{error.message}")
    if error.status_code == 404:
        return EngineUnavailable("搜索集群中没有索引；请运行 hotline reindex")
    return EngineUnavailable(f"搜索集群暂不可用（{error.status_code} {error.message}）")
