"""`hotline demo`: data, logins, index; a second run only prints the logins again."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from hotline.config import read_settings
from hotline.demo.demo_data import count_tickets
from hotline.domain.errors import Conflict
from hotline.people.passwords import HASHER, check_password
from hotline.storage.database import open_database
from hotline.storage.staff import staff_of


@pytest.fixture(scope="module")
def demo_data(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with a demo, and what the command printed."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(sqlite_template, folder)
    return folder, demo(folder).stdout


def demo(folder: Path, *options: str) -> Result:
    arguments = ["demo", "--no-serve", "--tickets", "200", "--data", str(folder), *options]
    return CliRunner().invoke(hotline, arguments, catch_exceptions=False)


def test_the_logins_that_are_printed_open_the_accounts(demo_data):
    folder, printed = demo_data
    password = next(
        line.partition("：")[2] for line in printed.splitlines() if line.startswith("密码")
    )
    logins = [line.split()[0] for line in printed.splitlines() if line.startswith("  ")]
    centre = ["agent", "dispatcher", "reviewer", "supervisor", "leader", "admin", "auditor"]
    assert logins[:7] == centre
    check_password(password, login="agent", name="周晓梅")
    database = open_database(read_settings(folder, environ={}))
    with database.reading() as session:
        assert HASHER.verify(staff_of(session, "agent").password, password)
        assert {staff_of(session, login).role for login in logins[7:]} == {"clerk"}
        assert not any(staff_of(session, login).temporary for login in logins)
    database.close()
    assert (folder / "demo-logins.txt").stat().st_mode & 0o077 == 0


def test_a_second_run_prints_the_same_logins_and_makes_nothing_new(demo_data):
    folder, printed = demo_data
    again = demo(folder, "--seed", "99")
    assert again.stdout == printed
    assert "生成" not in again.stderr


def test_the_demo_can_be_searched_at_once(demo_data):
    listing = CliRunner().invoke(
        hotline, ["tickets", "--query", "工地", "--data", str(demo_data[0])]
    )
    assert "正在索引" not in listing.stderr
    assert not listing.stdout.startswith("共 0 件")


def test_a_folder_with_real_tickets_is_left_alone(settings, tmp_path):
    (tmp_path / "one.csv").write_text("ref,text\n1,路灯不亮\n", encoding="utf-8")
    CliRunner().invoke(hotline, ["import", str(tmp_path / "one.csv"), "--data", str(settings.data)])
    with pytest.raises(Conflict, match="1 张工单"):
        demo(settings.data)


def test_a_demo_that_was_broken_off_leaves_nothing_behind(settings, database, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("hotline.commands.demo.login_rows", fail)
    assert demo(settings.data).exit_code == 1
    with database.reading() as session:
        assert (count_tickets(session), staff_of(session, "agent")) == (0, None)
