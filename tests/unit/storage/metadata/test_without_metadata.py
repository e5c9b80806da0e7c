"""What a stored file no longer tells, as libraries of others read it."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from hotline.domain.errors import InvalidInput
from hotline.storage.metadata import CLEANERS, without_metadata
from tests.support import secretive_files
from tests.support.secretive_files import MAKERS, SECRETS, TURNED

PICTURES = ("jpeg", "png", "webp", "gif", "heic")


def cleaned_file(kind: str) -> bytes:
    media_type, make = MAKERS[kind]
    return without_metadata(make(), media_type)


def image_of(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_tells_no_place_device_or_author(kind):
    picture = MAKERS[kind][1]()
    assert any(secret in picture for secret in SECRETS)
    content = cleaned_file(kind)
    assert [secret for secret in SECRETS if secret in content] == []
    tags = dict(image_of(content).getexif())
    assert set(tags) <= {0x0112}


@pytest.mark.parametrize("kind", PICTURES)
def test_the_picture_itself_is_the_same_to_the_last_dot(kind):
    before, after = image_of(MAKERS[kind][1]()), image_of(cleaned_file(kind))
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_turned_picture_stays_turned(kind):
    assert image_of(cleaned_file(kind)).getexif()[0x0112] == TURNED


def test_a_progressive_picture_is_read_to_its_end():
    content = secretive_files.jpeg(progressive=True)
    after = without_metadata(content, "image/jpeg")
    assert image_of(after).tobytes() == image_of(content).tobytes()


def test_a_film_behind_a_photo_goes():
    content = without_metadata(secretive_files.jpeg() + b"\x00\x00SECRET film", "image/jpeg")
    assert content.endswith(b"\xff\xd9")


def test_the_thumbnails_of_a_heic_picture_are_overwritten():
    before = secretive_files.heic()
    assert image_of(before).info["thumbnails"] == [16]
    after = cleaned_file("heic")
    assert len(after) == len(before)
    assert after.count(b"\x00" * 200) > before.count(b"\x00" * 200)


def test_a_pdf_names_nobody():
    reader = PdfReader(io.BytesIO(cleaned_file("pdf")))
    assert "/Author" not in (reader.metadata or {})
    assert len(reader.pages) == 1


def test_a_signed_pdf_keeps_its_seal():
    signed = secretive_files.pdf() + b"\n% /ByteRange [0 10 20 30]\n"
    assert without_metadata(signed, "application/pdf") == signed


def test_a_document_names_nobody_and_still_opens():
    content = cleaned_file("docx")
    document = Document(io.BytesIO(content))
    assert document.core_properties.author == ""
    assert document.paragraphs[0].text == "路灯不亮"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert [secret for secret in SECRETS if secret in whole] == []


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_cleaning_twice_changes_nothing_more(kind):
    media_type = MAKERS[kind][0]
    once = cleaned_file(kind)
    if kind != "pdf":  # a writer of its own numbering
        assert without_metadata(once, media_type) == once


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "heic"])
def test_half_a_picture_is_refused_with_the_way_out(kind):
    media_type, make = MAKERS[kind]
    content = make()
    with pytest.raises(InvalidInput, match="重新拍摄"):
        without_metadata(content[: len(content) // 3], media_type)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_a_file_holds_it_is_cleaned_or_refused(data):
    media_type, make = MAKERS[data.draw(st.sampled_from(sorted(MAKERS)))]
    content = bytearray(make())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    try:
        assert isinstance(without_metadata(bytes(content[:cut]), media_type), bytes)
    except InvalidInput as error:
        assert error.remedy


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CLEANERS)), st.binary(max_size=300))
def test_no_bytes_at_all_bring_a_cleaner_down(media_type, content):
    try:
        without_metadata(content, media_type)
    except InvalidInput as error:
        assert "文件内容不完整" in str(error)


def test_what_carries_no_metadata_comes_back_as_it_is():
    assert without_metadata(b"#!AMR\nsound", "audio/amr") == b"#!AMR\nsound"
