"""What goes on later, in the order of its moments."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from typing import Generic, TypeVar

Matter = TypeVar("Matter")


class Agenda(Generic[Matter]):
    """Matters that wait for their next step; what is due at `end` or later is left out."""

    def __init__(self, end: datetime) -> None:
        self._end = end
        self._waiting: list[tuple[datetime, int, Matter]] = []

    def add(self, moment: datetime | None, number: int, matter: Matter) -> None:
        """`number` is the matter's own: of one moment the lower comes first. None: it is over."""
        if moment is not None and moment < self._end:
            heapq.heappush(self._waiting, (moment, number, matter))

    def until(self, moment: datetime) -> Iterator[tuple[int, Matter]]:
        """Each with its number, also those that are added meanwhile."""
        while self._waiting and self._waiting[0][0] < moment:
            _, number, matter = heapq.heappop(self._waiting)
            yield number, matter
