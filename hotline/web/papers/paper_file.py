"""A paper as the answer to a request: a file that no browser keeps."""

from urllib.parse import quote

from litestar import Response

from hotline.papers.paper import Paper
from hotline.papers.printers import PRINTERS


def paper_file(paper: Paper, form: str, name: str) -> Response[bytes]:
    """`form` is one of PRINTERS; `name` is the file's without its ending."""
    make, media = PRINTERS[form]
    return Response(make(paper), media_type=media, headers=headers_of(form, name))


def headers_of(form: str, name: str) -> dict[str, str]:
    full_name = quote(f"{name}.{form}")
    return {
        "Content-Type": PRINTERS[form][1],
        "Content-Disposition": f"attachment; filename*=UTF-8''{full_name}",
        "Cache-Control": "no-store",
    }
