"""The data folder belongs to its owner alone."""

import os
import stat

import pytest

from analytics.search.embedded_folder import GenerationFolder
from classifiers.whole_file import whole_file
from hotline.config import read_settings
from hotline.domain.attachments import File
from hotline.domain.errors import Unavailable
from hotline.storage.database import open_database
from hotline.storage.files import open_files
from hotline.storage.private_folder import open_private_folder, open_to_others
from hotline.storage.vault import open_vault


@pytest.fixture(params=[0o000, 0o002, 0o022, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder):
    """The modes that were used, of folders and of files."""
    paths = [folder, *folder.rglob("*")]
    return (
        {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()},
        {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()},
    )


def test_all_that_an_installation_makes_is_private_whatever_the_umask(tmp_path, umask):
    settings = read_settings(tmp_path / "data", environ={})
    database = open_database(settings)
    open_files(settings).put(File("a.txt", "text/plain", b"x"))
    with database.writing() as session:
        session.connection().exec_driver_sql("SELECT 1")
    assert GenerationFolder(settings.data / "search").current().is_dir()
    with whole_file(settings.data / "a.model") as file:
        file.write(b"x")
    names = {path.name for path in settings.data.iterdir()}
    assert {"hotline.db", "key", "attachments", "search", "a.model"} <= names
    assert modes(settings.data) == ({0o700}, {0o600})
    database.close()


def test_a_folder_that_stood_open_is_closed(tmp_path):
    (tmp_path / "data" / "models").mkdir(parents=True, mode=0o755)
    for name in ("hotline.db", "models/a.model"):
        (tmp_path / "data" / name).write_bytes(b"")
        (tmp_path / "data" / name).chmod(0o644)
    (tmp_path / "data").chmod(0o755)
    open_private_folder(tmp_path / "data")
    assert modes(tmp_path / "data") == ({0o700}, {0o600})


def test_a_link_out_of_the_folder_changes_nothing_outside(tmp_path):
    (tmp_path / "outside").write_bytes(b"")
    (tmp_path / "outside").chmod(0o644)
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data" / "link").symlink_to(tmp_path / "outside")
    open_private_folder(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "outside").stat().st_mode) == 0o644


def test_what_others_may_read_is_named(tmp_path):
    open_private_folder(tmp_path / "data")
    (tmp_path / "data" / "a").write_bytes(b"")
    assert open_to_others(tmp_path / "data") == []
    (tmp_path / "data" / "a").chmod(0o640)
    assert [path.name for path in open_to_others(tmp_path / "data")] == ["a"]


def test_a_short_key_of_the_environment_is_refused(tmp_path):
    for key, good in (("k" * 31, False), ("k" * 32, True), ("钥" * 11, True)):
        settings = read_settings(tmp_path, environ={"HOTLINE_KEY": key})
        if good:
            assert open_vault(settings).decrypt(open_vault(settings).encrypt("x")) == "x"
        else:
            with pytest.raises(Unavailable, match="31 字节"):
                open_vault(settings)
