"""A running desk follows the city that is loaded beside it."""

import threading

import pytest

from hotline.city.loading import current_city, load_pack
from hotline.city.pack_reading import read_pack_texts
from hotline.desk import desk_holder
from hotline.desk.desk_holder import DeskHolder
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY


@pytest.fixture
def slow_opening(monkeypatch):
    """Opening the desk waits, after it has read the city, until it is told to go on."""
    has_read, go_on, opened = threading.Event(), threading.Event(), desk_holder.open_desk

    def open_slowly(*arguments, **options):
        desk = opened(*arguments, **options)
        has_read.set()
        assert go_on.wait(20)
        return desk

    monkeypatch.setattr(desk_holder, "open_desk", open_slowly)
    return has_read, go_on


def suggest_five(database):
    with database.writing() as session:
        files = dict(current_city(session).files)
        files["city.toml"] = files["city.toml"].replace("suggestions = 3", "suggestions = 5")
        load_pack(session, read_pack_texts(files, today=MONDAY.date()).pack, now=MONDAY)


def test_a_city_that_was_loaded_while_the_desk_opened_is_seen_by_who_looks_again(
    database, slow_opening
):
    has_read, go_on = slow_opening
    holder = DeskHolder(database, open_vault(database.settings))
    first = threading.Thread(target=holder)
    first.start()
    assert has_read.wait(20)
    suggest_five(database)
    threading.Timer(0.3, go_on.set).start()
    holder.look_again()
    first.join()
    assert holder().city.settings.suggestions == 5
    holder.close()
