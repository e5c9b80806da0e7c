"""Files against their rows: what is gone, what was changed, what a crash left over."""

import os

import pytest

from hotline.casework.attachments import attach
from hotline.domain.attachments import File
from hotline.operation.verify_files import drop_left_over, file_faults
from hotline.storage.files import SETTLED_SECONDS, open_files
from tests.support.path import in_progress
from tests.support.photos import plain_png

PNG = File("现场.png", "image/png", plain_png())


@pytest.fixture
def files(database):
    return open_files(database.settings)


@pytest.fixture
def stored_key(database, desk, cast, files):
    """The key of a file on a ticket."""
    with database.writing() as session:
        stored = files.put(PNG)
        attach(session, cast.street_clerk, in_progress(session, desk, cast), desk, stored=stored)
    return stored.key


def aged(files, key):
    path = files._path(key)
    old = path.stat().st_mtime - SETTLED_SECONDS - 5
    os.utime(path, (old, old))
    return path


def test_whole_files_have_no_faults(database, files, stored_key):
    assert list(file_faults(database, files)) == []
    aged(files, stored_key)
    assert drop_left_over(database, files, repair=True) == 0


def test_a_file_that_is_gone_or_changed_is_named(database, files, stored_key):
    path = aged(files, stored_key)
    path.write_bytes(b"other")
    assert "解密" in next(file_faults(database, files))
    path.unlink()
    assert "不在数据目录" in next(file_faults(database, files))


def test_what_a_crash_left_over_is_removed_once_it_has_settled(database, files, stored_key):
    lost = files.put(PNG)
    assert drop_left_over(database, files, repair=True) == 0, "its transaction may still be running"
    path = aged(files, lost.key)
    assert drop_left_over(database, files, repair=False) == 1
    assert path.exists()
    assert drop_left_over(database, files, repair=True) == 1
    assert not path.exists()
