"""A file is what its first bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.attachments import LONGEST_NAME, read_file
from hotline.domain.errors import InvalidInput

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("现场.PNG", PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("证明.pdf", b"%PDF-1.7", "application/pdf"),
        ("录音.wav", b"RIFF1234WAVEfmt ", "audio/wav"),
        ("通话.m4a", b"\x00\x00\x00\x1cftypM4A ", "audio/mp4"),
    ],
)
def test_known_files_are_recognised(name, content, media_type):
    assert read_file(name, content, most_mb=1).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("page.html", b"<script>", "page.html"),
        ("现场.png", b"<svg onload=1>", "png"),
        ("run.exe", b"MZ", "run.exe"),
        ("空.png", b"", "空的"),
        ("大.png", PNG + b"0" * 1_000_001, "MB"),
        ("", PNG, "附件"),
    ],
)
def test_other_files_are_refused_by_name_with_what_is_taken(name, content, message):
    with pytest.raises(InvalidInput, match=message) as refused:
        read_file(name, content, most_mb=1)
    assert refused.value.faults[0][0] == "file"
    assert refused.value.remedy


def test_a_name_is_no_path_and_hides_nothing():
    assert read_file("C:\\photos\\..\\现场.png", PNG, most_mb=1).name == "现场.png"
    assert read_file("../../etc/现场.png", PNG, most_mb=1).name == "现场.png"
    assert read_file("gnp\u202ephoto.png", PNG, most_mb=1).name == "gnpphoto.png"


@given(st.text())
def test_whatever_the_name_it_stays_short_and_plain(stem):
    name = read_file(f"{stem}.png", PNG, most_mb=1).name
    assert 0 < len(name) <= LONGEST_NAME + 1
    assert not set(name) & set('/\\"<>|:*?\r\n\x00')
    name.encode()
