"""The printers by the name of their format, and the media type of what they make.

Their libraries are read with the first paper, so that the server starts without them.
"""

from collections.abc import Callable, Mapping

from hotline.papers.paper import Paper

_OFFICE = "application/vnd.openxmlformats-officedocument"


def _docx(paper: Paper) -> bytes:
    from hotline.papers.word import to_docx

    return to_docx(paper)


def _pdf(paper: Paper) -> bytes:
    from hotline.papers.pdf import to_pdf

    return to_pdf(paper)


def _xlsx(paper: Paper) -> bytes:
    from hotline.papers.workbook import to_xlsx

    return to_xlsx(paper)


def _html(paper: Paper) -> bytes:
    from hotline.papers.html import to_html

    return to_html(paper)


PRINTERS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (_docx, f"{_OFFICE}.wordprocessingml.document"),
    "pdf": (_pdf, "application/pdf"),
    "xlsx": (_xlsx, f"{_OFFICE}.spreadsheetml.sheet"),
    "html": (_html, "text/html; charset=utf-8"),
}
