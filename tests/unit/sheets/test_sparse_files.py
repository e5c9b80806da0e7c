"""A small file that spans a whole sheet is read quickly, or refused with the reason."""

import struct
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hotline.domain.errors import InvalidInput
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import MOST_BLANK, BlankStretch, Record

NAMES = ("ref", "text")
OLDER = Path(__file__).parents[2] / "integration/importing/data/older.xls"


def rows_of(path):
    return list(open_sheet(path, names=NAMES).rows)


def xlsx(tmp_path, cells):
    book = openpyxl.Workbook()
    for row in (NAMES, ("1", "路灯不亮")):
        book.active.append(row)
    for address, value in cells.items():
        book.active[address] = value
    path = tmp_path / "reports.xlsx"
    book.save(path)
    return path


def with_rows(path, rows):
    """The workbook with these rows behind its own."""
    with zipfile.ZipFile(path) as source:
        parts = {part: source.read(part) for part in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def csv(tmp_path, text):
    path = tmp_path / "reports.csv"
    path.write_text(text)
    return path


def test_a_cell_that_was_left_at_the_end_of_a_sheet_costs_one_line_of_the_answer(tmp_path):
    first, stretch, last = rows_of(xlsx(tmp_path, {"B1048576": "误留"}))
    assert first.cells == {"ref": "1", "text": "路灯不亮"}
    assert isinstance(stretch, BlankStretch)
    assert "第 3 行至第 1048575 行是空的" in stretch.reason
    assert (last.line, last.cells["text"]) == (1_048_576, "误留")


@pytest.mark.parametrize("blank", ["\n", ",\n", " , \n"])
def test_blank_lines_without_end_are_told_as_one(tmp_path, blank):
    path = csv(tmp_path, "ref,text\n1,a\n" + blank * (MOST_BLANK + 1) + "2,b\n3,c\n")
    first, stretch, *rest = rows_of(path)
    assert f"第 3 行至第 {MOST_BLANK + 3} 行是空的" in stretch.reason
    assert [row.line for row in (first, *rest)] == [2, MOST_BLANK + 4, MOST_BLANK + 5]


def test_a_few_blank_lines_are_told_one_by_one(tmp_path):
    rows = rows_of(csv(tmp_path, 'ref,text\n1,a\n\n,\n"",""\n2,b\n\n'))
    assert [(row.line, row.is_blank) for row in rows if isinstance(row, Record)] == [
        (2, False),
        (3, True),
        (4, True),
        (5, True),
        (6, False),
    ]


def test_columns_far_to_the_right_cost_nothing_and_are_told(tmp_path):
    sheet = open_sheet(xlsx(tmp_path, {"XFD2": "x", "XFD3": "x"}), names=NAMES)
    assert "第 16384 列没有列名，未使用" in sheet.notes
    assert [row.cells for row in sheet.rows][0] == {"ref": "1", "text": "路灯不亮"}


@pytest.mark.parametrize(
    "row",
    [
        "<row r='999999999999'><c r='A999999999999'><v>1</v></c></row>",
        "<row r='9'><c r='ZZZZZZ9'><v>1</v></c></row>",
    ],
)
def test_a_cell_beyond_the_end_of_any_sheet_is_refused(tmp_path, row):
    with pytest.raises(InvalidInput, match="越界的单元格"):
        open_sheet(with_rows(xlsx(tmp_path, {}), row))


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1000'><c r='!!'><v>1</v></c></row>",
        "<row r='1000'><c r='A1000' t='s'><v>9999999</v></c></row>",
        "<row r='1000'><c r='A1000' t='n'><v>abc</v></c></row>",
        "<row r='1000'><c r='A1000'",
    ],
)
def test_a_row_that_breaks_the_file_ends_in_a_clear_refusal(tmp_path, row):
    filled = "".join(f"<row r='{n}'><c r='A{n}' t='str'><v>{n}</v></c></row>" for n in range(3, 99))
    with pytest.raises(InvalidInput, match="不是可读取的 xlsx"):
        rows_of(with_rows(xlsx(tmp_path, {}), filled + row))


def test_more_columns_than_anybody_reads_are_refused(tmp_path):
    path = xlsx(tmp_path, {})
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(1)
    for at in range(1, 1_200):
        book.active.cell(1, at, f"c{at}")
    book.save(path)
    with pytest.raises(InvalidInput, match="1199 列，最多"):
        open_sheet(path)


def test_names_of_many_sheets_do_not_fill_the_screen(tmp_path):
    path = xlsx(tmp_path, {})
    book = openpyxl.load_workbook(path)
    for number in range(300):
        book.create_sheet(f"表{number}")
    book.save(path)
    (note,) = open_sheet(path).notes
    assert "等 300 个" in note
    assert len(note) < 1000


CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="a">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
HEAD = "<table:table-row>{ref}{text}</table:table-row>"


def cell(text, attributes=""):
    return (
        f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def ods(tmp_path, rows):
    path = tmp_path / "reports.ods"
    head = HEAD.format(ref=cell("ref"), text=cell("text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", CONTENT.format(rows=head + rows))
    return path


def repeated(count, content, attributes=""):
    return (
        f'<table:table-row{attributes} table:number-rows-repeated="{count}">{content}'
        "</table:table-row>"
    )


WIDE = ' table:number-columns-repeated="16384"'
TOO_LARGE = {
    "a filled row without end": (repeated(1_048_570, cell("1")), "连续重复"),
    "rows as wide as the sheet": (repeated(1_000, cell("1", WIDE)), "最多 10000000 格"),
    "a cell in the last corner": (
        repeated(1_048_570, "<table:table-cell/>")
        + f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{cell("1")}'
        "</table:table-row>",
        "最多 10000000 格",
    ),
    "numbers that no sheet has": (repeated("4" * 12, cell("1", WIDE)), "连续重复"),
    "a sign in a value that ends no tag": (
        repeated(1_000, cell("1", WIDE), ' office:name="a>b"'),
        "最多 10000000 格",
    ),
    "a tag without end": (repeated(9, cell("1"), " " * 3_000_000), "不是可读取的 ods"),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_an_ods_that_unfolds_to_a_whole_sheet_is_refused_before_it_does(tmp_path, name):
    rows, reason = TOO_LARGE[name]
    path = ods(tmp_path, rows)
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput, match=reason):
            open_sheet(path, names=NAMES)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_an_ods_whose_empty_rows_reach_to_the_end_is_read(tmp_path):
    tail = repeated(1_048_570, f"<table:table-cell{WIDE}/>")
    row = f"<table:table-row>{cell('1')}{cell('路灯不亮')}</table:table-row>"
    (only,) = rows_of(ods(tmp_path, row + tail))
    assert only.cells == {"ref": "1", "text": "路灯不亮"}


def test_an_xls_with_a_cell_in_the_last_corner_is_refused(tmp_path):
    data, label = bytearray(OLDER.read_bytes()), b"\xfd\x00\x0a\x00"
    assert rows_of(OLDER)
    struct.pack_into("<HH", data, data.rindex(label) + len(label), 65_535, 255)
    path = tmp_path / "reports.xls"
    path.write_bytes(data)
    with pytest.raises(InvalidInput, match="最多 10000000 格"):
        open_sheet(path)


def test_thousands_of_rows_with_a_cell_far_to_the_right_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("hotline.sheets.xlsx_file.MOST_PLACES", 100_000)
    path = xlsx(tmp_path, {f"XFD{line}": "x" for line in range(3, 12)})
    with pytest.raises(InvalidInput, match="没有读取：各行从第一格到最后一格共超过 100000 格"):
        rows_of(path)
