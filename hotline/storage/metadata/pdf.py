"""PDF: author, program, times, XMP, what photos in it tell and the names of who left notes go.

Signed documents stay whole, or their seal would break.
"""

import io
from typing import Any

from hotline.storage.metadata import jpeg
from hotline.storage.metadata.broken import BrokenFile

SIGNATURE = b"/ByteRange"
PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
# Notes of these kinds say in /T who left them; in a form that is the name of a field.
NOTES = frozenset(
    {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Square"}
    | {"/Circle", "/Line", "/Polygon", "/PolyLine", "/Ink", "/Stamp", "/Caret", "/FileAttachment"}
    | {"/Popup"}
)
# What a reader of other people's files raises besides its own.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError)
PHOTO = ("/DCTDecode", ["/DCTDecode"])


def clean(content: bytes) -> bytes:
    """The pages without the document's information; encrypted files come back as they are."""
    # Imported here because a server starts a fifth of a second sooner without it.
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    if SIGNATURE in content:
        return content
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return content
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for part in writer._objects:
            _clean_part(part)
        # What nothing points at any more is left behind by the second copy.
        out = _written(PdfWriter(clone_from=PdfReader(_written(writer))))
    except (PyPdfError, *UNREADABLE) as error:
        raise BrokenFile("PDF 结构不可读") from error
    return out.getvalue()


def _written(writer: Any) -> io.BytesIO:
    out = io.BytesIO()
    writer.write(out)
    out.seek(0)
    return out


def _clean_part(part: Any) -> None:
    """An object of the file: only dictionaries and streams tell anything beside the pages."""
    from pypdf.generic import DictionaryObject, StreamObject

    if not isinstance(part, DictionaryObject):
        return
    for name in (*PRIVATE, *(("/T",) if part.get("/Subtype") in NOTES else ())):
        part.pop(name, None)
    if isinstance(part, StreamObject) and part.get("/Filter") in PHOTO:
        part._data = jpeg.clean(part._data)
