"""Places that programs fill by themselves, deep inside a file: photos in a PDF, names of people who
commented, the folder on somebody's computer.
"""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import NameObject, StreamObject, TextStringObject

from hotline.storage.metadata import without_metadata
from tests.support import secretive_files
from tests.support.secretive_files import SECRETS

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"
EXCEL = f"{OFFICE}.spreadsheetml.sheet"


def archive_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def secrets_in(content, *more):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return [secret for secret in (*SECRETS, *more) if any(secret in part for part in parts)]


def pdf_with_a_photo():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    photo = StreamObject()
    photo._data = secretive_files.jpeg()
    photo[NameObject("/Type")] = NameObject("/XObject")
    photo[NameObject("/Subtype")] = NameObject("/Image")
    photo[NameObject("/Filter")] = NameObject("/DCTDecode")
    about = StreamObject()
    about._data = b"<x:xmpmeta>SECRET</x:xmpmeta>"
    photo[NameObject("/Metadata")] = writer._add_object(about)
    page[NameObject("/Photo")] = writer._add_object(photo)
    note = Text(rect=(10, 10, 50, 50), text="此处不清楚")
    note[NameObject("/T")] = TextStringObject("Wang Xiaoming")
    writer.add_annotation(0, note)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_photo_in_a_pdf_tells_no_place_and_a_note_no_author():
    before = pdf_with_a_photo()
    assert all(secret in before for secret in (b"Canon EOS", b"Wang Xiaoming", b"SECRET"))
    after = without_metadata(before, "application/pdf")
    assert [secret for secret in SECRETS if secret in after] == []
    page = PdfReader(io.BytesIO(after)).pages[0]
    assert page["/Annots"][0].get_object()["/Contents"] == "此处不清楚"
    assert bytes(page["/Photo"].get_object()._data).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/comments.xml", b'<w:comment w:author="Wang Xiaoming" w:initials="SECRET">x'),
        ("word/document.xml", b'<w:ins w:id="1" w:author="Wang Xiaoming" w:date="x">'),
        ("word/people.xml", b'<w15:person w15:author="Wang Xiaoming"><x userId="SECRET"/>'),
        ("word/_rels/settings.xml.rels", rb'<R Target="file:///C:\Users\SECRET\a.dotx" Id="1"/>'),
        ("package/services/metadata/core-properties/1a.psmdcp", b"<dc:creator>SECRET"),
        ("docprops/Core.xml", b"<dc:creator>SECRET</dc:creator>"),
        ("word/media/image1.gif", secretive_files.gif()),
        ("word/media/image1.webp", secretive_files.webp()),
        ("word/embeddings/one.docx", archive_of({"docProps/core.xml": b"SECRET"})),
    ],
)
def test_a_text_names_nobody_in_any_part(name, content):
    shown = b"<w:t>\xe8\xb7\xaf\xe7\x81\xaf</w:t>"
    before = archive_of({"word/body.xml": shown, name: content})
    assert any(secret in content for secret in SECRETS) or b"PK" in content
    after = without_metadata(before, WORD)
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.read("word/body.xml") == shown
        inner = archive.read(name)
        assert name != "word/embeddings/one.docx" or secrets_in(inner) == []
    assert secrets_in(after) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/comments1.xml", b"<authors><author>Wang Xiaoming</author></authors>"),
        ("xl/workbook.xml", rb'<x15ac:absPath url="C:\Users\SECRET\Desktop\" xmlns:x="y"/>'),
        ("xl/workbook.xml", b'<fileSharing userName="SECRET" readOnlyRecommended="1"/>'),
        (
            "xl/persons/person.xml",
            b'<person displayName="Wang Xiaoming" id="{1}" userId="SECRET"/>',
        ),
    ],
)
def test_a_table_names_nobody_in_any_part(name, content):
    assert secrets_in(without_metadata(archive_of({name: content}), EXCEL)) == []


def test_names_that_are_no_people_stay():
    table = b'<table displayName="Table1" name="Table1"/>'
    after = without_metadata(archive_of({"xl/tables/table1.xml": table}), EXCEL)
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.read("xl/tables/table1.xml") == table


def test_a_sound_tells_nothing_behind_its_end_or_in_a_chunk_that_nobody_knows():
    items = b"Artist SECRET".ljust(24)
    size = len(items) + 32
    tag = b"APETAGEX" + (2000).to_bytes(4, "little") + size.to_bytes(4, "little") + bytes(16)
    sound = b"\xff\xfb\x90\x00" + bytes(400)
    mp3 = sound + items + tag + b"TAG" + b"SECRET".ljust(125)
    assert without_metadata(mp3, "audio/mpeg") == sound
    chunk = b"gps0" + (6).to_bytes(4, "little") + b"SECRET"
    data = b"data" + (4).to_bytes(4, "little") + b"\1\2\3\4"
    body = b"WAVE" + b"fmt " + (16).to_bytes(4, "little") + bytes(16) + chunk + data
    after = without_metadata(b"RIFF" + len(body).to_bytes(4, "little") + body, "audio/wav")
    assert b"SECRET" not in after
    assert after.endswith(data)
