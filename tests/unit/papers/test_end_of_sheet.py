"""Signature and small print stand on a page with something of the text before them."""

import shutil
import subprocess

import pytest

from hotline.papers.paper import Bars, Paper, PaperSection, Table
from hotline.papers.pdf import to_pdf
from tests.support.required import missing

LAST = {
    "text": PaperSection("末", "结尾一段。"),
    "table": PaperSection("末", tables=[Table("结尾", ["项", "数"], [["结尾", 1]])]),
    "chart": PaperSection("末", charts=[Bars("结尾", ["结尾", "乙"], [9, 8])]),
}


@pytest.mark.parametrize("ends_with", LAST)
def test_the_end_never_stands_alone(tmp_path, ends_with):
    if shutil.which("pdftotext") is None:
        missing("poppler", "pdftotext is not installed (Debian: poppler-utils)")
    broken = 0
    for lines in range(8, 22):
        first = PaperSection("一", "\n".join(f"第{line}行。" for line in range(lines)))
        foot = 60 * "小字"
        sections, signed = [first, LAST[ends_with]], ["办公室", "2026年3月9日"]
        paper = Paper("日报", "一期", sections=sections, signed=signed, foot=foot, head="示例市")
        (tmp_path / "paper.pdf").write_bytes(to_pdf(paper))
        command = ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        pages = [page for page in printed.split("\f") if page.strip()]
        broken += len(pages) > 1
        assert "结尾" in pages[-1]
    assert broken
