"""The embedded index is yesterday's folder, or gone, or the disk was full: a running worker brings
it up to date by itself, and says what is missing until it has.
"""

import shutil

import pytest

from hotline.operation.doctor import examine
from hotline.storage.database import open_database
from hotline.storage.index.state import note_comparison
from tests.conftest import MONDAY
from tests.support.under_load import Callers, ServedHotline, assert_indexed

pytestmark = pytest.mark.slow


@pytest.fixture
def server(settings):
    server = ServedHotline(settings)
    yield server
    server.stop()


def work(server, reports):
    """A server takes so many reports, indexes them and ends."""
    server.start()
    with Callers(server.port).calling() as callers:
        callers.wait_for(reports)
    server.wait_until_indexed()
    server.stop()


def test_yesterdays_folder_is_brought_up_to_date_by_the_worker(settings, server, tmp_path):
    work(server, 20)
    shutil.copytree(settings.data / "search", tmp_path / "yesterday")
    server.start()
    with Callers(server.port, "today").calling() as callers:
        callers.wait_for(20)
    server.wait_until_indexed()
    server.kill("server")
    shutil.rmtree(settings.data / "search")
    (tmp_path / "yesterday").rename(settings.data / "search")
    server.start()
    server.wait_until_whole()
    server.stop()
    assert_indexed(settings)


def test_the_doctor_says_how_many_are_missing(settings):
    database = open_database(settings)
    with database.writing() as session:
        note_comparison(session, 7, MONDAY)
    database.close()
    [search] = [finding for finding in examine(settings) if finding.part == "搜索"]
    assert (search.status, "7 件" in search.note) == ("degraded", True)
