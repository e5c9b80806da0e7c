from collections.abc import Callable
from datetime import datetime

import pytest

from hotline.supervision.clock_watch import watch_clocks
from tests.conftest import MONDAY, desk_of
from tests.support import each_engine

desk, session = each_engine.desk, each_engine.session


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
