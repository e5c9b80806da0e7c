"""Which generation of the index is in use, which one is being built, and the swap between them."""

import threading
import time
from typing import Any

from analytics.search.base import EngineUnavailable, Health
from analytics.search.elasticsearch_names import Generation, generations
from analytics.search.elasticsearch_query import mappings
from analytics.search.fields import SCHEMA_VERSION

# So long a search trusts that the alias is there and fits.
_TRUST_SECONDS = 10.0


class Generations:
    """The alias `prefix` names the generation in use, `prefix-building` the one that a rebuild
    fills.
    """

    def __init__(self, cluster: Any, prefix: str) -> None:
        self._cluster = cluster
        self._prefix = prefix
        self._building = f"{prefix}-building"
        self._making = threading.Lock()
        self._trusted_until = 0.0

    def current(self) -> Generation:
        """The one in use, asked of the cluster; made when there is none yet.

        Raises EngineUnavailable for another schema.
        """
        generation = self._behind(self._prefix)
        if generation is None:
            with self._making:
                generation = self._behind(self._prefix) or self._make(self._prefix)
        if not generation.fits:
            raise EngineUnavailable(
                f"搜索索引 {generation.name} 与程序版本 v{SCHEMA_VERSION} 不符；"
                "请运行 hotline reindex"
            )
        self._trusted_until = time.monotonic() + _TRUST_SECONDS
        return generation

    def require_current(self) -> None:
        """`current`, but not asked of the cluster at every search."""
        if time.monotonic() > self._trusted_until:
            self.current()

    def building(self) -> Generation:
        """The one that a rebuild broke off, if its schema is ours, or a new one."""
        generation = self._behind(self._building)
        return (
            generation if generation is not None and generation.fits else self._make(self._building)
        )

    def swap(self, new: Generation) -> None:
        """In one step for searches.

        Before it the templates change, so that a new month lands in the right place.
        """
        old = self._behind(self._prefix)
        indices = self._cluster.client.indices
        with self._cluster.answering():
            self._template(new, alias=self._prefix)
            actions = [
                {"remove": {"index": new.all_months, "alias": self._building, "must_exist": False}},
                {"add": {"index": new.all_months, "alias": self._prefix}},
            ]
            if old is not None and old != new:
                self._template(old, alias=None)
                actions.insert(0, {"remove": {"index": old.all_months, "alias": self._prefix}})
            indices.put_settings(
                index=new.all_months,
                settings={"refresh_interval": None, "translog.durability": None},
            )
            # What was written while the log waited for its time is on the disk before anybody asks.
            indices.flush(index=new.all_months, wait_if_ongoing=True)
            indices.refresh(index=new.all_months)
            indices.update_aliases(actions=actions)

    def drop_old(self) -> int:
        kept = {self._behind(self._prefix), self._behind(self._building)}
        with self._cluster.answering():
            names = self._cluster.client.indices.get(
                index=f"{self._prefix}-v*", filter_path="*.aliases"
            ).body
            old = [
                generation
                for generation in generations(self._prefix, names)
                if generation not in kept
            ]
            for generation in old:
                months = [
                    name for name in names if generations(self._prefix, [name]) == [generation]
                ]
                for month in months:
                    self._cluster.client.indices.delete(index=month)
                self._cluster.client.indices.delete_index_template(name=generation.name)
        return len(old)

    def health(self) -> Health:
        """Degraded: shards are missing copies, or the cluster made the index read-only because a
        disk is nearly full.
        """
        with self._cluster.answering():
            client = self._cluster.quick
            state = client.cluster.health()["status"]
            blocked = client.indices.get_settings(
                index=self._prefix, name="index.blocks.read_only*", ignore_unavailable=True
            ).body
            count = client.count(index=self._prefix, ignore_unavailable=True)["count"]
        if state == "red":
            return Health("down", count, "搜索集群有主分片缺失；请检查节点")
        if any(index["settings"] for index in blocked.values()):
            return Health("degraded", count, "搜索索引只读，磁盘可能将满；请清理磁盘")
        return Health(
            "ok" if state == "green" else "degraded",
            count,
            "" if state == "green" else "搜索集群缺少副本；请检查节点",
        )

    def _behind(self, alias: str) -> Generation | None:
        with self._cluster.answering():
            names = (
                self._cluster.client.options(ignore_status=404)
                .indices.get_alias(name=alias, expand_wildcards="all")
                .body
            )
        existing = generations(self._prefix, names)
        return existing[-1] if existing else None

    def _make(self, alias: str) -> Generation:
        """A new generation with its template and its first index, behind `alias`."""
        with self._cluster.answering():
            indices = self._cluster.client.indices
            taken = generations(
                self._prefix, indices.get(index=f"{self._prefix}-v*", filter_path="*.aliases").body
            )
            new = Generation(
                max((generation.number for generation in taken), default=0) + 1,
                SCHEMA_VERSION,
                self._prefix,
            )
            self._template(new, alias=alias)
            indices.create(index=new.base)
        return new

    def _template(self, generation: Generation, *, alias: str | None) -> None:
        """What every month of a generation is made from.

        A copy of each shard as soon as there are two nodes.
        """
        settings: dict[str, Any] = {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "gc_deletes": "0s",
        }
        if alias == self._building:
            settings |= {"refresh_interval": "-1", "translog.durability": "async"}
        template = {
            "settings": {"index": settings},
            "mappings": mappings(),
            "aliases": {alias: {}} if alias else {},
        }
        self._cluster.client.indices.put_index_template(
            name=generation.name,
            index_patterns=[generation.all_months],
            template=template,
            priority=200,
        )
