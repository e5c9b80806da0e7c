"""A backup brings everything back, into nothing only."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.config import Settings, read_settings
from hotline.domain.attachments import File
from hotline.domain.errors import Conflict, InvalidInput, NotFound, Unavailable
from hotline.domain.models import Caller, Ticket
from hotline.storage.archive.backup import back_up
from hotline.storage.archive.restore import restore
from hotline.storage.database import open_database
from hotline.storage.files import open_files
from hotline.storage.history import history_of, verify_chain
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY, _administer, desk_of
from tests.support.path import in_callback
from tests.support.photos import plain_png

PHONE = "13800138000"


@pytest.fixture
def no(settings, cast) -> str:
    return filled(settings, cast)


def filled(settings: Settings, cast) -> str:
    """A ticket with a caller, a file and a model in the data folder; its number."""
    database = open_database(settings)
    desk = desk_of(database)
    with database.writing() as session:
        no = in_callback(session, desk, cast, phone=PHONE, caller="张三丰").no
    database.close()
    (settings.data / "models").mkdir()
    (settings.data / "models" / "m1.model").write_bytes(b"weights")
    (settings.data / "search").mkdir(exist_ok=True)
    (settings.data / "search" / "segment").write_bytes(b"made again")
    (settings.data / "photo.key").write_text(
        open_files(settings).put(File("a.png", "image/png", plain_png())).key
    )
    return no


def elsewhere(tmp_path: Path, name: str = "restored") -> Settings:
    return read_settings(tmp_path / name, environ={})


def assert_whole(settings: Settings, no: str) -> None:
    database, vault = open_database(settings), open_vault(settings)
    with database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        assert verify_chain(history_of(session, ticket)) == []
        assert vault.decrypt(session.get_one(Caller, ticket.caller_id).phone) == PHONE
    database.close()
    assert (settings.data / "models" / "m1.model").read_bytes() == b"weights"
    assert open_files(settings).get((settings.data / "photo.key").read_text()) == plain_png()
    assert not (settings.data / ".restoring").exists()


def run(*arguments: str | Path):
    return CliRunner().invoke(
        hotline, [str(argument) for argument in arguments], catch_exceptions=True
    )


def test_all_comes_back_into_an_empty_folder_and_can_be_found(settings, no, tmp_path):
    file, target = tmp_path / "b.tar", tmp_path / "restored"
    done = run("backup", file, "--data", settings.data, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["has_key"] is True
    assert file.stat().st_mode & 0o777 == 0o600
    target.mkdir()
    back = run("restore", file, "--data", target, "--json")
    assert back.exit_code == 0, back.output
    assert (json.loads(back.stdout)["tickets"], json.loads(back.stdout)["not_indexed"]) == (1, 0)
    restored = elsewhere(tmp_path)
    assert_whole(restored, no)
    assert (target / "key").stat().st_mode & 0o777 == 0o600
    assert not (target / "search" / "segment").exists()
    assert run("verify", "--data", target).exit_code == 0
    assert json.loads(run("tickets", "--data", target, "--json").stdout)["tickets"][0]["no"] == no


def test_a_folder_that_is_not_there_is_made_and_a_failed_one_goes_again(settings, no, tmp_path):
    file = tmp_path / "b.tar"
    back_up(settings, file, MONDAY)
    restore(elsewhere(tmp_path), file)
    assert_whole(elsewhere(tmp_path), no)
    file.write_bytes(file.read_bytes()[:-2000])
    with pytest.raises(InvalidInput, match="不是完整的备份"):
        restore(elsewhere(tmp_path, "other"), file)
    assert not (tmp_path / "other").exists()


def test_nothing_that_exists_is_overwritten(settings, no, tmp_path):
    file = tmp_path / "b.tar"
    back_up(settings, file, MONDAY)
    before, packed = (settings.data / "hotline.db").read_bytes(), file.read_bytes()
    with pytest.raises(Conflict, match="不是空的"):
        restore(settings, file)
    with pytest.raises(Conflict, match="已存在"):
        back_up(settings, file, MONDAY)
    outside = read_settings(
        tmp_path / "empty", f"sqlite:///{settings.data / 'hotline.db'}", environ={}
    )
    with pytest.raises(Conflict, match="不是空的"):
        restore(outside, file)
    assert ((settings.data / "hotline.db").read_bytes(), file.read_bytes()) == (before, packed)
    refused = run("restore", file, "--data", settings.data)
    assert isinstance(refused.exception, Conflict)


def test_it_is_taken_while_somebody_writes_and_holds_what_was_committed(settings, no, tmp_path):
    database = open_database(settings)
    with database.writing() as session:
        session.exec(select(Ticket)).one().title = "还没有提交"
        session.flush()
        back_up(settings, tmp_path / "b.tar", MONDAY)
    database.close()
    restore(elsewhere(tmp_path), tmp_path / "b.tar")
    restored = open_database(elsewhere(tmp_path))
    with restored.reading() as session:
        assert session.exec(select(Ticket.title)).one() != "还没有提交"
    restored.close()


def test_without_its_key_it_asks_for_the_right_one(settings, no, tmp_path):
    file, key, wrong = tmp_path / "b.tar", tmp_path / "kept", tmp_path / "wrong"
    shutil.copy(settings.data / "key", key)
    wrong.write_text("0" * 64)
    assert back_up(settings, file, MONDAY, with_key=False).has_key is False
    for other_key, message in ((None, "不含密钥"), (wrong, "密钥与这份备份不符")):
        with pytest.raises(InvalidInput, match=message):
            restore(elsewhere(tmp_path), file, key=other_key)
    assert not (tmp_path / "restored").exists()
    restore(elsewhere(tmp_path), file, key=key)
    assert_whole(elsewhere(tmp_path), no)


def test_a_key_of_the_environment_is_neither_stored_nor_left_out(settings, no, tmp_path):
    secret = (settings.data / "key").read_text()
    (settings.data / "key").unlink()
    by_environment = read_settings(settings.data, environ={"HOTLINE_KEY": secret})
    assert back_up(by_environment, tmp_path / "b.tar", MONDAY).has_key is False
    target = read_settings(tmp_path / "restored", environ={"HOTLINE_KEY": secret})
    restore(target, tmp_path / "b.tar")
    assert_whole(target, no)
    assert not (target.data / "key").exists()


def repacked(file: Path, change) -> None:
    """The same archive with other members."""
    with tarfile.open(file) as tar:
        members = [(member.name, tar.extractfile(member).read()) for member in tar]
    with tarfile.open(file, "w:gz") as tar:
        for name, content in change(members):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


def with_manifest(**changes):
    return lambda members: [
        (
            name,
            json.dumps(json.loads(content) | changes).encode()
            if name == "manifest.json"
            else content,
        )
        for name, content in members
    ]


def with_manifest_of(content):
    return lambda members: [
        (name, content if name == "manifest.json" else own) for name, own in members
    ]


def with_files(members, gone):
    """The manifest names no more what is gone."""
    manifest = json.loads(dict(members)["manifest.json"])
    del manifest["files"][gone]
    return with_manifest(files=manifest["files"])(members)


def with_digest(members, changed, content):
    """The manifest agrees with a member that was changed or added."""
    files = json.loads(dict(members)["manifest.json"])["files"]
    files[changed] = hashlib.sha256(content).hexdigest()
    others = [member for member in members if member[0] != changed]
    return with_manifest(files=files)([(changed, content), *others])


CHANGES = {
    "a changed file": (
        lambda members: [(name, b"x" if "m1" in name else content) for name, content in members],
        "已损坏",
    ),
    "a missing file": (
        lambda members: [member for member in members if "m1" not in member[0]],
        "已损坏",
    ),
    "a path outside": (lambda members: [("files/../../outside", b"x"), *members], "不该有的内容"),
    "a path that is none": (lambda members: [(".", b"x"), *members], "不该有的内容"),
    "files that are none": (with_manifest(files=["abc"]), "不是完整的备份"),
    "a manifest without end": (with_manifest_of(b"[" * 200_000), "不是完整的备份"),
    "a manifest with a huge number": (with_manifest_of(b"9" * 10_000), "不是完整的备份"),
    "an absolute path": (lambda members: [("/tmp/outside", b"x"), *members], "不该有的内容"),
    "no manifest": (lambda members: members[:-1], "缺少清单"),
    "a later format": (with_manifest(format=2), "格式是 2"),
    "a later schema": (with_manifest(revision="9999"), "比本程序新"),
    "no database": (
        lambda members: with_files(
            [member for member in members if member[0] != "database"], "database"
        ),
        "没有数据库",
    ),
    "an empty database": (lambda members: with_digest(members, "database", b""), "不完整"),
    "a database that is none": (lambda members: with_digest(members, "database", b"x"), "不完整"),
    "a second database": (
        lambda members: with_digest(members, "files/hotline.db", b"x"),
        "混有数据库",
    ),
    "a manifest without its fields": (with_manifest(revision=None), "清单缺少 revision"),
    "another engine": (with_manifest(engine="postgresql"), "不能恢复到 sqlite"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_backup_that_is_not_as_it_was_written_is_refused_whole(settings, no, tmp_path, what):
    file = tmp_path / "b.tar"
    back_up(settings, file, MONDAY)
    change, message = CHANGES[what]
    repacked(file, change)
    with pytest.raises(InvalidInput, match=message):
        restore(elsewhere(tmp_path), file)
    assert not (tmp_path / "restored").exists()
    assert not (tmp_path / "outside").exists()


def test_wrong_places_are_told(settings, no, tmp_path):
    with pytest.raises(InvalidInput, match="不能放在数据目录"):
        back_up(settings, settings.data / "b.tar", MONDAY)
    with pytest.raises(NotFound, match="没有数据库"):
        back_up(elsewhere(tmp_path, "nothing"), tmp_path / "b.tar", MONDAY)
    assert not (tmp_path / "b.tar").exists()
    with pytest.raises(InvalidInput, match="没有备份文件"):
        restore(elsewhere(tmp_path), tmp_path / "nowhere.tar")
    (tmp_path / "text.tar").write_text("这不是备份")
    with pytest.raises(InvalidInput, match="不是完整的备份"):
        restore(elsewhere(tmp_path), tmp_path / "text.tar")


@pytest.mark.postgresql
def test_a_city_on_postgresql_comes_back_into_an_empty_database(
    postgresql_settings, postgresql_server, cast, tmp_path
):
    if shutil.which("pg_dump") is None:
        pytest.skip("left out: pg_dump is not on this machine")
    settings = postgresql_settings
    no, file = filled(settings, cast), tmp_path / "b.tar"
    back_up(settings, file, MONDAY)
    with pytest.raises(Conflict, match="不是空的"):
        restore(
            read_settings(
                tmp_path / "new", settings.database, environ={"HOTLINE_KEY": settings.key}
            ),
            file,
        )
    _administer(postgresql_server, "CREATE DATABASE emptied")
    target = read_settings(
        tmp_path / "new", postgresql_server + "emptied", environ={"HOTLINE_KEY": settings.key}
    )
    restore(target, file)
    assert_whole(target, no)
    away = read_settings(
        settings.data, "postgresql://nobody@127.0.0.1:1/x", environ={"HOTLINE_KEY": settings.key}
    )
    with pytest.raises(Unavailable, match="pg_dump"):
        back_up(away, tmp_path / "c.tar", MONDAY)


def test_an_archive_with_a_huge_header_is_refused_with_little_memory(settings, no, tmp_path):
    file = tmp_path / "b.tar"
    with gzip.open(file, "wb") as out:
        header = tarfile.TarInfo("long")
        header.type, header.size = tarfile.XHDTYPE, 500_000_000
        out.write(header.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(200):
            out.write(bytes(1_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput, match="不是完整的备份"):
            restore(elsewhere(tmp_path), file)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_what_does_not_fit_on_the_disk_is_refused_before_it_is_written(
    settings, no, tmp_path, monkeypatch
):
    file = tmp_path / "b.tar"
    back_up(settings, file, MONDAY)
    monkeypatch.setattr("hotline.storage.archive.restore.SPARE", 1 << 60)
    with pytest.raises(InvalidInput, match="清理磁盘"):
        restore(elsewhere(tmp_path), file)
    assert not (tmp_path / "restored").exists()


def test_what_a_newer_program_wrote_is_not_backed_up_by_an_older_one(settings, no, tmp_path):
    database = open_database(settings)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
    database.close()
    with pytest.raises(Unavailable, match="9999_later"):
        back_up(settings, tmp_path / "a.backup", MONDAY)
    assert not list(tmp_path.glob("a.backup*"))
