import pytest

from hotline.city.files import FILES
from tests.support.packs import PackCopy


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_files_as_excel_saves_them_are_accepted_and_said(pack: PackCopy, encoding):
    pack.recode("units.csv", encoding)
    reading = pack.read()
    assert reading.pack
    assert reading.pack.units["S-TJ"].name == "示例市统计局"
    assert reading.notes == ["units.csv 是 GBK/GB18030 编码（多为 Excel 所存），已按此读取"]


def test_a_bom_is_accepted_and_said(pack: PackCopy):
    pack.recode("units.csv", "utf-8-sig")
    reading = pack.read()
    assert reading.pack
    assert reading.notes == ["units.csv 带有 UTF-8 BOM，已按 UTF-8 读取"]


def test_the_encoding_does_not_change_the_digest(pack: PackCopy):
    plain = pack.read().pack
    for file in FILES:
        if file.endswith(".csv"):
            pack.recode(file, "gbk")
    assert plain
    assert pack.read().pack.digest == plain.digest


def test_a_broken_byte_in_utf_8_is_named_by_its_position(pack: PackCopy):
    raw = (pack.folder / "units.csv").read_bytes()
    at = raw.index("市教育局".encode())
    (pack.folder / "units.csv").write_bytes(raw[:at] + b"\xff" + raw[at + 1 :])
    [fault, *_] = pack.read().faults
    assert (fault.file, fault.line, fault.column, fault.value) == ("units.csv", 4, 2, "0xFF")
    assert f"第 {at + 1} 字节" in fault.message


def test_a_broken_byte_in_gbk_is_named_by_its_position(pack: PackCopy):
    pack.recode("units.csv", "gbk")
    raw = (pack.folder / "units.csv").read_bytes()
    at = raw.index(b"S-TJ") + 5
    (pack.folder / "units.csv").write_bytes(raw[:at] + b"\xff" + raw[at + 1 :])
    [fault, *_] = pack.read().faults
    assert (fault.line, fault.column, fault.value) == (31, 2, "0xFF")


def test_utf_16_is_refused_with_the_way_out(pack: PackCopy):
    pack.recode("units.csv", "utf-16")
    [fault] = pack.read().faults
    assert "UTF-16" in fault.message
    assert "CSV UTF-8" in fault.remedy


def test_zeros_that_a_spreadsheet_took_from_codes_are_given_back_and_said(pack: PackCopy):
    for file in ("categories.csv", "duties.csv"):
        text = pack.text(file).replace("\n0", "\n")
        (pack.folder / file).write_text(text.replace(",01,", ",1,"), encoding="utf-8")
    reading = pack.read()
    assert reading.pack
    assert "0101" in reading.pack.categories
    assert len([note for note in reading.notes if "缺开头的 0" in note]) == 2
