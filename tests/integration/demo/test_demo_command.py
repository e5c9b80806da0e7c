"""`hotline demo`: data, logins, index; a second run only prints the logins again."""

import pytest
from click.testing import CliRunner

from hotline.casework.staff import HASHER
from hotline.cli import hotline
from hotline.domain.errors import Conflict
from hotline.storage.database import open_database
from hotline.storage.staff import staff_of


@pytest.fixture
def demo(settings):
    def run(*options: str):
        arguments = ["demo", "--no-serve", "--tickets", "200", "--data", str(settings.data), *options]
        return CliRunner().invoke(hotline, arguments, catch_exceptions=False)

    return run


def test_the_logins_that_are_printed_open_the_accounts(demo, settings, database):
    printed = demo().stdout
    lines = printed.splitlines()
    password = next(line.partition("：")[2] for line in lines if line.startswith("密码"))
    logins = [line.split()[0] for line in lines if line.startswith("  ")]
    assert logins[:6] == ["agent", "dispatcher", "reviewer", "supervisor", "leader", "admin"]
    with database.reading() as session:
        assert HASHER.verify(staff_of(session, "agent").password, password)
        assert {staff_of(session, login).role for login in logins[6:]} == {"clerk"}
    assert (settings.data / "demo-logins.txt").stat().st_mode & 0o077 == 0


def test_a_second_run_prints_the_same_logins_and_makes_nothing_new(demo, settings):
    first = demo().stdout
    begun = (settings.data / "hotline.db").stat().st_mtime_ns
    assert demo("--seed", "99").stdout == first
    assert (settings.data / "hotline.db").stat().st_mtime_ns >= begun


def test_the_demo_can_be_searched_at_once(demo, settings):
    demo()
    found = CliRunner().invoke(hotline, ["tickets", "--query", "工地", "--data", str(settings.data)])
    assert "正在索引" not in found.stderr
    assert not found.stdout.startswith("共 0 件")


def test_a_folder_with_real_tickets_is_left_alone(demo, settings, tmp_path):
    (tmp_path / "one.csv").write_text("ref,text\n1,路灯不亮\n", encoding="utf-8")
    CliRunner().invoke(hotline, ["import", str(tmp_path / "one.csv"), "--data", str(settings.data)])
    with pytest.raises(Conflict, match="1 张工单"):
        demo()


def test_a_demo_that_was_broken_off_leaves_nothing_behind(demo, settings, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("hotline.commands.demo.login_rows", fail)
        demo()
    database = open_database(settings)
    with database.reading() as session:
        assert staff_of(session, "agent") is None
    database.close()
    assert "agent" in demo().stdout
