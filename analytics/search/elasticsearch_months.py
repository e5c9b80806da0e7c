"""Months that hardly change any more: write-protected and merged to one segment; woken by a late step, put to rest again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from analytics.search.batch import month_of
from analytics.search.elasticsearch_names import Generation

# For a late step or two a month is not written anew.
FEW_SEGMENTS = 5
RESTING = "FORBIDDEN/8/index write (api)"
_SEGMENTS = "indices.*.primaries.segments.count,indices.*.primaries.merges.current"


def rest(cluster: Any, generation: Generation, before: datetime) -> int:
    """Protect each month before that of `before`, and begin to merge one of them; how many were protected or begun.

    The cluster merges by itself, one month at a call: all at once would take the disks from the searches.
    """
    with cluster.answering():
        indices = cluster.client.indices
        old = _old_months(indices, generation, before)
        resting = indices.get_settings(index=generation.all_months, name="index.blocks.write").body
        awake = [name for name in old if name not in resting]
        for name in awake:
            indices.add_block(index=name, block="write")
        merging = _next_to_merge(old)
        for name in merging:
            indices.forcemerge(index=name, max_num_segments=1, wait_for_completion=False)
    return len({*awake, *merging})


def wake(cluster: Any, names: Iterable[str]) -> None:
    """Let these months be written to."""
    with cluster.answering():
        for name in names:
            cluster.client.indices.put_settings(index=name, settings={"index.blocks.write": None})


def _old_months(indices: Any, generation: Generation, before: datetime) -> dict[str, Any]:
    """Figures of the primary shards by name; `base` comes behind all months in the order of names."""
    answer = indices.stats(index=generation.all_months, metric="segments,merge", filter_path=_SEGMENTS).body
    found = answer.get("indices", {}).items()
    return {name: index["primaries"] for name, index in found if name < generation.month(month_of(before))}


def _next_to_merge(old: Mapping[str, Any]) -> list[str]:
    """The month of most segments, unless one is merging or all have few."""
    if any(one["merges"]["current"] for one in old.values()):
        return []
    most = max(old, key=lambda name: old[name]["segments"]["count"], default="")
    return [most] if most and old[most]["segments"]["count"] > FEW_SEGMENTS else []
