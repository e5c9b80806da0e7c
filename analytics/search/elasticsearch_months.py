"""Months that hardly change any more: write-protected and merged to one segment.

Woken by a late step, put to rest again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from analytics.search.batch import month_of
from analytics.search.elasticsearch_names import Generation

# For some late steps a month is not written anew: while one segment holds nearly all of it and the
# others are few.
FEW_SEGMENTS = 5
NEARLY_ALL = 0.9
RESTING = "FORBIDDEN/8/index write (api)"
_MERGES = "indices.*.primaries.merges.current"
_SEGMENTS = "indices.*.shards.*.routing.primary,indices.*.shards.*.segments.*.num_docs"


def rest(cluster: Any, generation: Generation, before: datetime) -> int:
    """Protect each month before that of `before`, and begin to merge one of them.

    How many were protected or begun.

    The cluster merges by itself, one month at a call: all at once would take the disks from the
    searches.
    """
    with cluster.answering():
        indices = cluster.client.indices
        settings = indices.get_settings(
            index=generation.all_months, name="index.uuid,index.blocks.write"
        ).body
        # `base` comes behind all months in the order of names.
        old = sorted(name for name in settings if name < generation.month(month_of(before)))
        awake = [name for name in old if "blocks" not in settings[name]["settings"]["index"]]
        for name in awake:
            indices.add_block(index=name, block="write")
        merging = _next_to_merge(indices, old)
        for name in merging:
            indices.forcemerge(index=name, max_num_segments=1, wait_for_completion=False)
    return len({*awake, *merging})


def wake(cluster: Any, names: Iterable[str]) -> None:
    """Let these months be written to."""
    with cluster.answering():
        for name in names:
            cluster.client.indices.put_settings(index=name, settings={"index.blocks.write": None})


def _next_to_merge(indices: Any, old: Sequence[str]) -> list[str]:
    """The month with most documents outside of its largest segment, unless one is merging or all
    are as good as merged.
    """
    if not old:
        return []
    merges = indices.stats(index=",".join(old), metric="merge", filter_path=_MERGES).body.get(
        "indices", {}
    )
    if any(stats["primaries"]["merges"]["current"] for stats in merges.values()):
        return []
    scattered = {name: _scattered(counts) for name, counts in _segments(indices, old).items()}
    most = max(scattered, key=lambda name: scattered[name], default="")
    return [most] if most and scattered[most] else []


def _segments(indices: Any, names: Sequence[str]) -> dict[str, list[int]]:
    """Documents of each segment of the primary shards, by index."""
    answer = indices.segments(index=",".join(names), filter_path=_SEGMENTS).body.get("indices", {})
    return {
        name: [
            segment["num_docs"]
            for copies in index["shards"].values()
            for copy in copies
            if copy["routing"]["primary"]
            for segment in copy.get("segments", {}).values()
        ]
        for name, index in answer.items()
    }


def _scattered(counts: Sequence[int]) -> int:
    """How many documents a merge would bring together; 0 where it is not worth its while."""
    rest = sum(counts) - max(counts, default=0)
    return rest if len(counts) > FEW_SEGMENTS or rest > (1 - NEARLY_ALL) * sum(counts) else 0
