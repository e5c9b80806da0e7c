"""`hotline model`: the threshold of a model is chosen from the precision that is wanted of it."""

import csv
import errno
import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from tests.unit.classifiers.test_train import random_texts


def run(*arguments: object) -> Result:
    return CliRunner().invoke(hotline, ["model", *map(str, arguments)])


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of which every tenth has a wrong label, so that not every precision is reached."""
    path, data, chance = (
        tmp_path_factory.mktemp("rows") / "rows.csv",
        random_texts(300),
        Random(1),
    )
    wrong = [
        chance.choice(data.labels) if chance.random() < 0.1 else label for label in data.labels
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("正文", "类别"), *zip(data.texts, wrong, strict=True)])
    return path


@pytest.fixture(scope="module")
def trained(table: Path) -> tuple[Path, dict]:
    model = table.with_name("wanted.model")
    result = run(
        "train",
        table,
        "--text",
        "正文",
        "--label",
        "类别",
        "--precision",
        0.93,
        "--out",
        model,
        "--json",
    )
    assert result.exit_code == 0, result.output
    return model, json.loads(result.stdout)


def test_the_threshold_stands_a_little_above_what_just_reached_the_wanted_precision(
    trained: tuple[Path, dict],
) -> None:
    model, summary = trained
    (row,) = [row for row in summary["coverage"] if row["precision"] == 0.93]
    least = summary["threshold"]
    assert summary["wanted_precision"] == 0.93
    assert row["threshold"] <= least < row["threshold"] + 0.2
    assert 0.5 < row["coverage"] < 1
    assert 0.4 < summary["automatic"]["coverage"] <= row["coverage"] + 0.02
    shown = json.loads(run("show", model, "--json").stdout)
    assert (shown["wanted_precision"], shown["threshold"]) == (0.93, least)
    assert f"自动采用阈值：{least:.4f}（按要求精度 93% 选定）" in run("show", model).stdout


def test_an_evaluation_tells_what_the_threshold_does_on_these_rows(
    table: Path, trained: tuple[Path, dict]
) -> None:
    model, summary = trained
    automatic = json.loads(
        run("evaluate", model, table, "--text", "正文", "--label", "类别", "--json").stdout
    )["automatic"]
    assert automatic["threshold"] == summary["threshold"]
    assert automatic["precision"] >= 0.9
    assert 0 < automatic["coverage"] <= 1


def test_a_precision_that_nothing_reaches_leaves_all_to_people(tmp_path: Path) -> None:
    chance, path, model = Random(2), tmp_path / "noise.csv", tmp_path / "noise.model"
    rows = [f"{text},{chance.choice(['甲', '乙'])}" for text in random_texts(120).texts]
    path.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    result = run(
        "train",
        path,
        "--text",
        "text",
        "--label",
        "label",
        "--precision",
        0.999,
        "--out",
        model,
        "--json",
    )
    assert json.loads(result.stdout)["threshold"] > 1
    shown = run("show", model).stdout
    assert "要求精度未达到" in shown
    assert "分类全部由人确认" in shown
    assert "只供参考" not in shown


def test_scores_of_a_few_texts_are_called_so(tmp_path: Path) -> None:
    data, path, model = random_texts(40), tmp_path / "few.csv", tmp_path / "few.model"
    rows = [f"{text},{label}" for text, label in zip(data.texts, data.labels, strict=True)]
    path.write_text("\n".join(["text,label", *rows]).replace("，", " "), encoding="utf-8")
    result = run("train", path, "--text", "text", "--label", "label", "--out", model)
    assert "（条数很少，分数只供参考）" in result.stdout
    assert f"已写入 {model}" in result.stderr
    assert "hotline model use 文件 --note 理由" in result.stderr


def test_labels_with_too_few_examples_are_named(table: Path, tmp_path: Path) -> None:
    path = tmp_path / "rare.csv"
    rare = "河道漂着死鱼没人捞,稀有\n河边一股腥味好几天,稀有\n"
    path.write_text(table.read_text(encoding="utf-8") + rare, encoding="utf-8")
    result = run(
        *("train", path, "--text", "正文", "--label", "类别"), "--out", tmp_path / "a.model"
    )
    assert "1 个标签例子太少，学不准，要求精度对它们不作保证：稀有（2 条）" in result.stdout


def test_a_table_is_never_written_over_by_a_model(table: Path) -> None:
    before = table.read_bytes()
    result = run("train", table, "--text", "正文", "--label", "类别", "--out", table)
    assert (result.exit_code, table.read_bytes()) == (1, before)
    assert "不会覆盖" in str(result.exception)


def test_predictions_on_a_full_disk_leave_the_old_file_and_say_which(
    table: Path, trained: tuple[Path, dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("predict", trained[0], table, "--text", "正文", "--out", out)
    assert result.exit_code == 1
    assert f"“{out}”失败：磁盘空间不足" in str(result.exception)
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("precision", ["97", "0.3", "1"])
def test_a_precision_that_is_none_is_refused_with_the_range(precision: str) -> None:
    result = run("train", "rows.csv", "--precision", precision)
    assert result.exit_code == 2
    assert "0.5<=x<=0.999" in result.stderr
