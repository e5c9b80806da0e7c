import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.city.pack import DEMO
from hotline.cli import hotline
from tests.support.packs import PackCopy


@pytest.fixture
def pack(tmp_path: Path) -> PackCopy:
    return PackCopy(tmp_path / "pack")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(hotline, ["city", *map(str, arguments)], catch_exceptions=False)


def test_checking_a_good_pack_ends_with_nought():
    result = run("check", DEMO)
    assert result.exit_code == 0
    assert "没有错误" in result.stdout


def test_checking_a_bad_pack_prints_each_fault_and_ends_with_one(pack: PackCopy):
    file, line, column = pack.set_cell("units.csv", "S-TJ", "kind", "office")
    result = run("check", pack.folder)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{file}:{line}:{column} ")
    assert "1 处错误" in result.stdout


def test_faults_as_json(pack: PackCopy):
    pack.set_cell("units.csv", "S-TJ", "kind", "office")
    [fault] = json.loads(run("check", pack.folder, "--json").stdout)["faults"]
    assert list(fault) == ["file", "line", "column", "value", "message", "remedy"]


def test_loading_tells_what_changed_and_then_that_nothing_did(tmp_path: Path):
    first = run("load", DEMO, "--data", tmp_path)
    again = run("load", DEMO, "--data", tmp_path)
    assert "已装载第 1 版" in first.stdout
    assert "无需更新" in again.stdout


def test_a_pack_with_faults_is_never_loaded(pack: PackCopy, tmp_path: Path):
    pack.set_cell("units.csv", "S-TJ", "kind", "office")
    result = run("load", pack.folder, "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "units.csv:31:3" in result.stdout
    assert not (tmp_path / "data").exists()


def test_loading_as_json_lists_files_and_keys(pack: PackCopy, tmp_path: Path):
    run("load", DEMO, "--data", tmp_path / "data")
    pack.set_cell("units.csv", "S-TJ", "name", "示例市统计调查局")
    changes = json.loads(run("load", pack.folder, "--data", tmp_path / "data", "--json").stdout)
    assert changes["files"] == [
        {"file": "units.csv", "added": [], "changed": ["S-TJ"], "removed": []}
    ]
