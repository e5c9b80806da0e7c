"""Which worker runs what, and in which order the files come."""

import pytest
from xdist.scheduler import LoadFileScheduling

# Files that begin so start the same server, or play the same year, once for all of them.
TOGETHER = (
    "tests/integration/demo/",
    "tests/integration/search/",
)


class TogetherScheduling(LoadFileScheduling):
    """A file to a worker, and files that share what is dear to start to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(super()._split_scope(nodeid))


def group_of(file: str) -> str:
    return next((start for start in TOGETHER if file.startswith(start)), file)


def slow_first(items: list[pytest.Item]) -> None:
    """At the end a slow file would leave one worker idle, and a group all the more."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: not (item.path in slow or group_of(item.nodeid) in TOGETHER))
