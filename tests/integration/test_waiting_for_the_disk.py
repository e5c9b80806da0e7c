"""A write transaction ends when the disk has it; who writes next does not wait for that."""

import sqlite3
import threading

from sqlalchemy import text

from tests.support.chats import an_inbox


def test_who_waits_for_the_disk_is_not_done_and_holds_up_nobody(database, desk, monkeypatch):
    on_disk, is_done = threading.Event(), threading.Event()
    monkeypatch.setattr(database, "reach_disk", lambda: on_disk.wait(60))

    def write():
        with database.writing() as session:
            an_inbox(session, desk)
        is_done.set()

    first = threading.Thread(target=write)
    first.start()
    written = 0
    while not written:
        with database.writing(waits=False) as session:
            written = session.execute(text("select count(*) from chat_inbox")).scalar_one()
    assert not is_done.is_set()
    on_disk.set()
    first.join(60)
    assert is_done.is_set()


def test_another_process_that_writes_is_waited_for(database, settings, desk):
    other = sqlite3.connect(settings.data / "hotline.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    written = []

    def write():
        with database.writing() as session:
            written.append(an_inbox(session, desk))

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive()
    assert not written
    other.execute("COMMIT")
    other.close()
    thread.join(60)
    assert written
