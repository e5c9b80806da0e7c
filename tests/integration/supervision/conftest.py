from collections.abc import Callable
from datetime import datetime

import pytest

from hotline.casework.watch_clocks import watch_clocks
from tests.conftest import MONDAY, desk_of


@pytest.fixture
def desk(each_database):
    return desk_of(each_database)


@pytest.fixture
def watch(each_database) -> Callable[[datetime], int]:
    """What a worker does at a moment: batch after batch until nothing is left."""

    def watch(moment: datetime = MONDAY, *, limit: int = 200) -> int:
        desk, total = desk_of(each_database, moment), 0
        while True:
            with each_database.writing() as session:
                done = watch_clocks(session, desk, limit=limit)
            if not done:
                return total
            total += done

    return watch
