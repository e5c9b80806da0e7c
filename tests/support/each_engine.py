"""Fixtures for the tests of verbs: a write transaction and a desk, on each database."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from hotline.desk.desk import Desk
from tests.conftest import desk_of


@pytest.fixture
def session(each_database) -> Iterator[Session]:
    """One write transaction on each engine, rolled back with the database it is in."""
    with each_database.writing() as session:
        yield session


@pytest.fixture
def desk(each_database) -> Desk:
    return desk_of(each_database)
