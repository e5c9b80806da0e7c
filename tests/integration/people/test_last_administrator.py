"""An installation never loses its last administrator, whoever is quicker."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from hotline.domain.errors import Conflict
from hotline.people.staff import add_staff, disable
from hotline.storage.staff import known_staff

NOW = datetime(2026, 3, 9, 10)
NAMES = ("zhangwei", "liuyang")


@pytest.fixture
def administrators(each_database):
    with each_database.writing() as session:
        for login in NAMES:
            add_staff(session, login, "某人", "admin", "river basket 9 Tuesday", NOW)
    return each_database


def close(database, login, by):
    with database.writing() as session:
        disable(session, known_staff(session, login), NOW, by=by)


def test_two_who_close_each_other_at_the_same_moment_leave_one(administrators):
    first, second = NAMES
    with ThreadPoolExecutor(1) as pool:
        with administrators.writing() as session:
            disable(session, known_staff(session, first), NOW, by=second)
            session.flush()
            other = pool.submit(close, administrators, second, first)
            with pytest.raises(TimeoutError):
                other.result(timeout=0.5)
        with pytest.raises(Conflict, match="最后一个"):
            other.result(timeout=30)
    with administrators.reading() as session:
        assert [known_staff(session, login).active for login in NAMES] == [False, True]
