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


def test_a_reorganised_unit_is_counted_and_moved_only_when_somebody_agrees(
    pack: PackCopy, tmp_path: Path
):
    data = ("--data", tmp_path / "data")
    run("load", DEMO, *data)
    account = ["staff", "add", "coach", "--name", "站务", "--role", "clerk", "--unit", "G-KY"]
    account += ["--generate", "--data", str(tmp_path / "data")]
    assert CliRunner().invoke(hotline, account).exit_code == 0
    pack.replace("units.csv", "code,name,kind,area,parent,aliases", UNIT_COLUMNS)
    pack.replace("units.csv", "客运公司 汽车站管理处", "客运公司 汽车站管理处,S-JT")
    pack.replace("duties.csv", "0504,*,G-KY,S-JT,", "0504,*,S-JT,,")
    counted = run("load", pack.folder, *data, "--dry-run")
    assert "单位 G-KY（示例市客运站场管理有限公司）：未办结工单 0 件" in counted.stderr
    assert "启用账号 1 个；转给 S-JT" in counted.stderr
    refused = run("load", pack.folder, *data)
    assert (refused.exit_code, "--yes" in refused.stderr) == (1, True)
    assert "已装载第 2 版" in run("load", pack.folder, *data, "--yes").stdout
    people = CliRunner().invoke(hotline, ["staff", "list", "--data", str(tmp_path / "data")])
    assert "coach\tclerk\tS-JT\t启用" in people.stdout


UNIT_COLUMNS = "code,name,kind,area,parent,aliases,successor"
