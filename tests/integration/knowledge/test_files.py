"""Knowledge from and into files: what goes out comes back as it was; a bad row costs itself."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.domain.errors import HotlineError
from hotline.domain.models import AuditEntry, KnowledgeEntry, KnowledgeVersion
from hotline.sheets.opening import open_sheet
from hotline.storage.database import open_database

HEAD = "code,title,answer,unit,category,status"
GOOD = "K900009,停水查询,拨打供水热线。,G-GS,0401,published"
NASTY = {
    "code": "K1-a.b_c",
    "title": '=1+1 与“引号",逗号',
    "questions": "第一种问法\n第二种,问法",
    "answer": "第一行\n\n第三行　全角",
    "unit": "G-GS",
    "category": "0401",
    "basis": "示水〔2024〕1号；第八条",
    "is_public": "no",
    "effective_from": "2024-02-29",
    "effective_to": "2027-12-31",
    "review_due": "2026-06-30",
    "status": "published",
}


@pytest.fixture
def run(tmp_path):
    """`run("knowledge", "import", file, data)` is (exit code, JSON or None, what was said)."""

    def call(group: str, verb: str, file: Path, data: Path, *options: str):
        result = CliRunner().invoke(
            hotline, [group, verb, str(file), "--data", str(data), *options]
        )
        if result.exception is not None and not isinstance(
            result.exception, HotlineError | SystemExit
        ):
            raise result.exception
        message = result.stderr + str(result.exception or "")
        return (
            result.exit_code,
            json.loads(result.stdout) if "--json" in options and not result.exit_code else {},
            message,
        )

    return call


@pytest.fixture
def take(run, settings, tmp_path):
    """Import text under a name: counts, rejects, what was said."""

    def call(text: str | bytes, *, name: str = "k.csv", group: str = "knowledge"):
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        code, counts, message = run(group, "import", file, settings.data, "--json")
        rejected = settings.data / f"{name}.rejected.csv"
        rows = (
            list(csv.DictReader(rejected.open(encoding="utf-8", newline="")))
            if rejected.exists()
            else []
        )
        return code, counts, rows, message

    return call


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("group", ["knowledge", "items"])
def test_what_is_written_out_reads_back_as_it_was(run, settings, tmp_path, ending, group):
    columns = [*NASTY, "conditions", "notes"] if group == "items" else list(NASTY)
    values = NASTY | {"conditions": "甲\n乙", "notes": "+86"}
    first, out, again = tmp_path / "a.csv", tmp_path / f"out.{ending}", tmp_path / "again.csv"
    with first.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, [values[name] for name in columns]])
    assert run(group, "import", first, settings.data, "--json")[1]["created"] == 1
    assert run(group, "export", out, settings.data)[0] == 0
    assert run(group, "import", out, tmp_path / "other", "--json")[1]["created"] == 1
    run(group, "export", again, tmp_path / "other")
    [record] = open_sheet(again).rows
    row = record.cells
    assert again.read_text("utf-8-sig").count("'=1+1") == 1  # no formula for who opens it in Excel
    assert {name: row[name] for name in columns} == {name: values[name] for name in columns}


def test_the_same_file_again_changes_nothing(take, database):
    first, second = take(f"{HEAD}\n{GOOD}\n"), take(f"{HEAD}\n{GOOD}\n")
    assert (first[1]["created"], second[1]["skipped"]) == (1, 1)
    with database.reading() as session:
        assert len(session.exec(select(KnowledgeVersion)).all()) == 1


def test_a_changed_row_is_a_new_version(take, database):
    take(f"{HEAD}\n{GOOD}\n")
    assert take(f"{HEAD}\n{GOOD.replace('拨打', '请拨打')}\n")[1]["updated"] == 1
    with database.reading() as session:
        entry = session.exec(select(KnowledgeEntry)).one()
        assert (entry.live, entry.newest, entry.status) == (2, 2, "published")


BAD = {
    "no title": ("K1,,答,G-GS,0401,draft", "title", "为空"),
    "no such unit": ("K1,题,答,XX,0401,draft", "unit", "没有单位代码"),
    "no such category": ("K1,题,答,G-GS,7777,draft", "category", "没有分类代码"),
    "no such status": ("K1,题,答,G-GS,0401,maybe", "status", "published"),
    "a code with blanks": ("K 1,题,答,G-GS,0401,draft", "code", "不是编码"),
    "a control character": ("K1,题\x07,答,G-GS,0401,draft", "title", "U+0007"),
    "too long": (f"K1,{'长' * 201},答,G-GS,0401,draft", "title", "最多 200"),
    "two faults": ("K1,,,G-GS,0401,draft", "title、answer", "为空"),
    "the same code twice": ("K900009,题,答,G-GS,0401,draft", "code", "第 2 行"),
    "too few columns": ("K1,题", "(整行)", "应为 6 列"),
    "an open quote": ('K1,"题,答,G-GS,0401,draft', "(整行)", "引号"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_rejected_with_line_field_and_remedy(take, case):
    row, field, reason = BAD[case]
    _, counts, (reject,), _ = take(f"{HEAD}\n{GOOD}\n{row}\n")
    assert (counts["read"], counts["created"], counts["rejected"]) == (2, 1, 1)
    assert (reject["line"], reject["field"]) == ("3", field)
    assert reason in reject["reason"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("", "空的"),
        ("code,title\nK1,题\n", "缺少列"),
        ("title,标题,answer,unit\na,b,c,d\n", "只保留一列"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(take, text, phrase):
    code, _, _, message = take(text)
    assert code == 1
    assert phrase in message


def test_a_file_as_office_programs_save_it(take, database):
    text = (
        "编码,标题,答案,责任单位,分类,状态,生效日期\r\nK1,停水查询,拨打热线。,G-GS,401,"
        "已发布,2026/1/5\r\n"
    )
    assert take(text.encode("gb18030"))[1]["created"] == 1
    with database.reading() as session:
        entry = session.exec(select(KnowledgeEntry)).one()
        assert (entry.category, entry.status, str(entry.effective_from)) == (
            "0401",
            "published",
            "2026-01-05",
        )


def test_a_code_of_an_entry_is_not_taken_by_an_item(take):
    take(f"{HEAD}\n{GOOD}\n")
    _, counts, (reject,), _ = take(
        "code,title,unit\nK900009,题,G-GS\n", group="items", name="i.csv"
    )
    assert (counts["rejected"], reject["field"]) == (1, "code")


def test_a_rehearsal_writes_nothing(run, settings, tmp_path):
    file = tmp_path / "k.csv"
    file.write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    assert run("knowledge", "import", file, settings.data, "--json", "--dry-run")[1]["created"] == 1
    database = open_database(settings)
    with database.reading() as session:
        assert session.exec(select(KnowledgeEntry)).all() == []
    database.close()


def test_only_known_endings_are_written(run, settings, tmp_path):
    code, _, message = run("items", "export", tmp_path / "x.pdf", settings.data)
    assert code == 1
    assert ".xlsx" in message


def test_each_export_stands_in_the_audit_log(run, settings, tmp_path):
    file = tmp_path / "entries.csv"
    file.write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    run("knowledge", "import", file, settings.data, "--json")
    for name in ("out.csv", "out.xlsx"):
        assert run("knowledge", "export", tmp_path / name, settings.data)[0] == 0
    database = open_database(settings)
    with database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.subject == "knowledge")).all()
        kept = [(entry.kind, entry.details["format"], entry.details["rows"]) for entry in entries]
    database.close()
    assert kept == [("export", "csv", 1), ("export", "xlsx", 1)]
