"""A model that was trained on a file goes into force once people saw its figures."""

import csv

import pytest
from click.testing import CliRunner, Result

from classifiers.material import lesson_texts
from hotline.cli import hotline
from hotline.desk.live_model import LiveModel, models_folder
from hotline.storage.model_registry import read_registry

CODES = {"1002": "1002", "0801": "0801", "1201": "1201"}


def model(database, *arguments: object) -> Result:
    command = ["model", *map(str, arguments), "--data", str(database.settings.data)]
    return CliRunner().invoke(hotline, command)


def trained(folder, labels: dict[str, str]):
    """A model file that learned lessons of some categories, each under its label."""
    table, file = folder / "rows.csv", folder / "own.model"
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["text", "label"])
        lessons = zip(*lesson_texts(), strict=True)
        rows.writerows((text, labels[code]) for text, code in lessons if code in labels)
    command = ["model", "train", table, "--text", "text", "--label", "label", "--out", file]
    result = CliRunner().invoke(hotline, [str(each) for each in command])
    assert result.exit_code == 0, result.output
    return file


def test_a_file_is_put_in_force_with_a_note_after_its_figures_were_shown(database, tmp_path):
    file = trained(tmp_path, CODES)
    shown = model(database, "use", file)
    assert shown.exit_code == 1
    assert "准确率" in shown.stdout
    folder = models_folder(database.settings.data)
    assert read_registry(folder).models == ()
    used = model(database, "use", file, "--by", "admin", "--note", "三月试用后")
    assert used.exit_code == 0, used.output
    registry = read_registry(folder)
    (entry,) = registry.models
    assert (registry.live, entry.by, entry.note) == (entry.version, "admin", "三月试用后")
    read = LiveModel(folder)().classify("学校食堂的饭菜不干净，孩子吃完拉肚子")
    assert (read.alternatives[0].code, read.model) == ("1002", entry.version)
    assert model(database, "rollback").exit_code == 0
    assert read_registry(folder).live == "default"


def test_a_model_of_labels_that_the_city_lacks_is_refused(database, tmp_path):
    file = trained(tmp_path, {"1002": "食堂", "0801": "0801"})
    refused = model(database, "use", file, "--note", "试用")
    assert refused.exit_code == 1
    assert "食堂" in str(refused.exception) + refused.output


@pytest.mark.parametrize("content", [b"", b"HOTLINE-MODEL 2 abc\n{}"])
def test_a_file_that_is_no_model_is_refused(database, tmp_path, content):
    file = tmp_path / "x.model"
    file.write_bytes(content)
    assert model(database, "use", file, "--note", "试用").exit_code == 1
    assert read_registry(models_folder(database.settings.data)).models == ()
