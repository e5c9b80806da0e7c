"""One generation of the index in a cluster: bulk writes, deletes, versions in pages."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from analytics.search.base import EngineUnavailable, Indexed, Make, Portion
from analytics.search.batch import Ready, checked_ids, newest_of, pack_all
from analytics.search.elasticsearch_bulk import (
    PORTION,
    Outcome,
    chunks,
    delete_lines,
    index_lines,
    packed,
    packed_portion,
    read_items,
)
from analytics.search.elasticsearch_generations import Generations
from analytics.search.elasticsearch_months import wake
from analytics.search.elasticsearch_names import Generation

_PAUSES = (0.2, 0.5, 1.0)
_ITEMS = "items.*.status,items.*._id,items.*._index,items.*.error.type,items.*.error.reason"
_AT_ONCE = 1000
# With gc_deletes=0s a refresh forgets deletes that are older than a tick of the server's clock, 0.2
# s.
_FORGETTING = 0.3


class ElasticsearchIndex:
    """`generation` is asked before each write, so that a swap by another process is noticed."""

    def __init__(self, cluster: Any, generation: Callable[[], Generation]) -> None:
        self._cluster = cluster
        self._generation = generation

    def index(self, documents: Iterable[Mapping[str, Any]]) -> Indexed:
        ready, failed = pack_all(packed, documents)
        return self.write(ready).with_failed(failed)

    def write(self, ready: Iterable[Ready]) -> Indexed:
        """`index` for documents that are lines already."""
        newest, left_out = newest_of(ready)
        outcome = Outcome(stale=left_out)
        if newest:
            generation = self._generation()
            for chunk in chunks((id_, index_lines(generation, newest[id_])) for id_ in newest):
                self._send(chunk, outcome)
        return Indexed(outcome.written, outcome.stale, outcome.failed)

    def delete(self, ids: Sequence[int]) -> None:
        """Afterwards the server has forgotten the versions of what it deleted, so that any may
        come back.
        """
        checked = checked_ids(ids)
        for start in range(0, len(checked), _AT_ONCE):
            places = self._places(checked[start : start + _AT_ONCE])
            self._send(places, Outcome())
            if places:
                time.sleep(_FORGETTING)
                self.refresh()

    def versions(self, after_id: int = 0, limit: int = 10_000) -> list[tuple[int, int]]:
        behind = {"range": {"id": {"gt": after_id}}}
        hits = self._ask(
            query=behind, sort=[{"id": "asc"}], size=limit, docvalue_fields=["id", "version"]
        )["hits"]["hits"]
        return [(hit["fields"]["id"][0], hit["fields"]["version"][0]) for hit in hits]

    def highest_id(self) -> int:
        answer = self._ask(size=0, aggs={"highest": {"max": {"field": "id"}}})
        return int(answer["aggregations"]["highest"]["value"] or 0)

    def size(self) -> int:
        return int(self._ask(size=0, track_total_hits=True)["hits"]["total"]["value"])

    def refresh(self) -> None:
        index = self._generation().all_months
        with self._cluster.answering():
            self._cluster.client.indices.refresh(index=index)

    def _send(self, lines: dict[int, bytes], outcome: Outcome) -> None:
        """Send, and send again what the cluster was too busy for.

        Raises EngineUnavailable when it stays so.
        """
        for pause in (*_PAUSES, None):
            if not lines:
                return
            outcome.again, outcome.resting = {}, set()
            with self._cluster.answering():
                answer = self._cluster.client.bulk(
                    operations=list(lines.values()), filter_path=_ITEMS
                )
            read_items(answer["items"], outcome)
            lines = {id_: lines[id_] for id_ in outcome.again}
            wake(self._cluster, outcome.resting)
            if lines and pause is not None:
                time.sleep(pause)
        if lines:
            reason = next(iter(outcome.again.values()))
            raise EngineUnavailable(
                f"搜索集群拒绝写入 {len(lines)} 个文档（{reason}）；请检查磁盘与负载"
            )

    def _places(self, ids: list[int]) -> dict[int, bytes]:
        """The delete line of each id that is there: only the search knows in which month it is."""
        self.refresh()
        hits = self._ask(query={"terms": {"id": ids}}, size=len(ids), docvalue_fields=["id"])[
            "hits"
        ]["hits"]
        places = {hit["_id"]: hit["_index"] for hit in hits}
        return dict(zip(map(int, places), delete_lines(places), strict=True))

    def _ask(self, **body: Any) -> Any:
        index = self._generation().all_months
        with self._cluster.answering():
            return self._cluster.client.search(index=index, source=False, **body).body


class ElasticsearchRebuild(ElasticsearchIndex):
    """The generation that a rebuild fills."""

    def __init__(self, cluster: Any, generations: Generations) -> None:
        self._building = generations.building()
        self._generations = generations
        super().__init__(cluster, lambda: self._building)

    @property
    def resume_after(self) -> int:
        self.refresh()
        return self.highest_id()

    @property
    def portion_size(self) -> int:
        return PORTION

    def maker(self) -> Make:
        return packed_portion

    def take(self, portion: Portion) -> Mapping[int, str]:
        return self.write(portion.content).failed

    def swap(self) -> None:
        self._generations.swap(self._building)
