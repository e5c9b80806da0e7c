"""PostgreSQL fails and comes back under load: nobody is left without an answer, nothing is lost."""

import time

import pytest

from hotline.city.loading import load_pack
from hotline.config import read_settings
from hotline.storage.database import open_database
from tests.conftest import _administer
from tests.support.postgresql import postgresql_server
from tests.support.under_load import Callers, ServedHotline, assert_whole

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
AWAY_SECONDS = 2


@pytest.fixture
def postgresql_of_its_own():
    with postgresql_server() as server:
        yield server


@pytest.fixture
def settings(postgresql_of_its_own, tmp_path, demo_city):
    _administer(postgresql_of_its_own.url, "CREATE DATABASE city")
    settings = read_settings(
        tmp_path / "data", f"{postgresql_of_its_own.url}city", environ={"HOTLINE_KEY": "k" * 64}
    )
    database = open_database(settings)
    with database.writing() as session:
        load_pack(session, demo_city, by="tests")
    database.close()
    return settings


def test_a_restart_of_the_database_loses_and_doubles_nothing(settings, postgresql_of_its_own):
    server = ServedHotline(settings)
    server.start()
    try:
        with Callers(server.port).calling() as callers:
            callers.wait_for(20)
            postgresql_of_its_own.stop()
            time.sleep(AWAY_SECONDS)
            postgresql_of_its_own.start()
            callers.wait_for(20)
        server.wait_until_indexed()
    finally:
        server.stop()
    assert set(callers.statuses) <= {200, 201, 429, 503}
    assert callers.statuses[503], "somebody was told that the database is away"
    assert_whole(settings, callers.acknowledged)
