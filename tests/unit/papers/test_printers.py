"""One paper through every printer: nothing of it is lost, nothing in it is markup or formula."""

import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from docx import Document

from hotline.domain.errors import Unavailable
from hotline.operation.doctor_machine import examine_fonts
from hotline.papers.bars import draw_bars
from hotline.papers.html import to_html
from hotline.papers.paper import Bars, Paper, PaperSection, Table
from hotline.papers.pdf import require_font, to_pdf
from hotline.papers.word import to_docx
from hotline.papers.workbook import to_xlsx
from tests.support.required import missing

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>#strong[粗] & 其他'
PAPER = Paper(
    title="热线周报",
    number="2026年第10周",
    head="示例市12345",
    facts=[("范围", HOSTILE)],
    sections=[
        PaperSection(
            "一、概况",
            f"受理诉求36件，较上周增长80.0%。\n{HOSTILE}",
            [Table("类别：分布/占比", ["类别", "件数"], [[HOSTILE, 36], ["供热", 1200]])],
            [
                Bars("类别前两位", ["噪声", HOSTILE], [36, 12], [20, 12]),
                Bars(
                    "每日", [f"03-{day:02d}" for day in range(1, 29)], list(range(28)), lines=True
                ),
            ],
        )
    ],
    signed=["示例市热线中心", "2026年3月9日"],
    foot="不含保密工单。",
)
SAYINGS = (
    "示例市12345",
    "热线周报",
    "2026年第10周",
    "一、概况",
    "较上周增长80.0%",
    "示例市热线中心",
    "不含保密工单",
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> str:
    if shutil.which("pdftotext") is None:
        missing("poppler", "pdftotext is not installed (Debian: poppler-utils)")
    path = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    path.write_bytes(to_pdf(PAPER))
    return str(path)


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> dict[str, str]:
    """What LibreOffice shows of the document and of the workbook, without blanks."""
    program = shutil.which("soffice")
    if program is None:
        reason = "LibreOffice is not installed (Debian: libreoffice-writer-nogui -calc-nogui)"
        missing("libreoffice", reason)
    if shutil.which("pdftotext") is None:
        missing("poppler", "pdftotext is not installed (Debian: poppler-utils)")
    folder = tmp_path_factory.mktemp("office")
    files = {"docx": to_docx(PAPER), "xlsx": to_xlsx(PAPER)}
    for kind, data in files.items():
        (folder / f"{kind}.{kind}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    paths = [str(folder / f"{kind}.{kind}") for kind in files]
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=300)
    shown = {}
    for kind in files:
        text = subprocess.run(
            ["pdftotext", "-layout", str(folder / f"{kind}.pdf"), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        shown[kind] = "".join(text.stdout.split())
    return shown


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_an_office_program_shows_every_saying_and_number(office, kind):
    for saying in (*SAYINGS, "供热", "#strong[粗]", "每日"):
        assert "".join(saying.split()) in office[kind]
    assert "1200" in office[kind].replace(",", "")
    assert "#NAME?" not in office[kind]


def test_a_page_has_every_saying_and_no_markup_of_its_texts():
    text = to_html(PAPER).decode()

    for saying in (*SAYINGS, "1,200"):
        assert saying in text
    assert "<script" not in text
    assert text.count("<svg") == 2


def test_word_has_every_saying_and_a_picture_of_each_chart():
    document = Document(io.BytesIO(to_docx(PAPER)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    for saying in SAYINGS:
        assert saying in text
    assert [cell.text for cell in document.tables[1].rows[1].cells] == [HOSTILE, "36"]
    assert len(document.inline_shapes) == 2
    assert document.core_properties.author == ""


def test_a_workbook_has_numbers_and_charts_but_no_formula():
    data = to_xlsx(PAPER)
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = [cell.value for row in book["正文"].rows for cell in row]

    assert set(SAYINGS[:4]) <= set(texts)
    table = book["类别：分布 占比"]
    assert [cell.value for cell in table[3]] == ["供热", 1200]
    assert table["A2"].value == HOSTILE
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 2


def test_sheets_of_the_same_name_get_numbers():
    table = Table("单位分布", ["单位", "件数"], [["城管局", 1]])
    paper = Paper("热线月报", "3月", sections=[PaperSection("一", "", [table, table])])

    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(paper))).sheetnames == [
        "正文",
        "单位分布",
        "单位分布 2",
    ]


def test_a_pdf_can_be_read_and_brings_its_fonts(pdf):
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    )
    plain = "".join(text.stdout.split())
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout

    for saying in SAYINGS:
        assert saying in plain
    assert "#strong[粗]" in plain
    embedded = [line.split()[-5] for line in fonts.splitlines()[2:]]
    assert embedded
    assert set(embedded) == {"yes"}


def test_a_pdf_is_a4_with_37_mm_above(pdf):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    boxes = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True
    )

    assert "A4" in info
    tops = [
        float(line.split('yMin="')[1].split('"')[0])
        for line in boxes.stdout.splitlines()
        if "<word " in line
    ]
    millimetre = 72 / 25.4
    # The box of a line is higher than its signs.
    assert min(tops) >= 35 * millimetre


def test_a_chart_without_counts_is_drawn_empty():
    assert draw_bars(Bars("无", [], [])).startswith("<svg")
    assert "NaN" not in draw_bars(Bars("无", ["甲"], [0], [0], lines=True))


def test_a_machine_without_a_chinese_font_is_told_which_package_has_one(monkeypatch):
    class NoFonts:
        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr("hotline.papers.pdf.typst.Fonts", NoFonts)
    require_font.cache_clear()
    try:
        with pytest.raises(Unavailable, match="没有可嵌入 PDF 的中文字体") as refused:
            to_pdf(PAPER)
        finding = examine_fonts()
    finally:
        require_font.cache_clear()
    assert "fonts-noto-cjk" in refused.value.remedy
    assert (finding.status, finding.remedy) == ("degraded", refused.value.remedy)


def test_a_score_stands_in_cells_and_charts_with_its_own_digits():
    table = Table("得分", ["单位", "得分"], [["甲", 82.18]])
    chart = Bars("得分", ["甲", "乙"], [82.18, 7.1])
    book = to_xlsx(Paper("t", "n", sections=[PaperSection("h", "", [table], [chart])]))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "xml" in name]
    assert sum("<v>82.18</v>" in part or "<c:v>82.18</c:v>" in part for part in parts) == 3
    assert not any("82.180000" in part for part in parts)
