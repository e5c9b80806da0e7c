"""Whatever stands in the files, reading them ends with a pack or with faults that name places in
them.
"""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.city.files import FILES
from hotline.city.pack import DEMO
from hotline.city.pack_reading import PackReading, read_pack, read_pack_texts

TEXTS = {file: (DEMO / file).read_text(encoding="utf-8") for file in FILES}
SMALL = [file for file in FILES if file not in ("duties.csv", "places.csv")]
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            '"',
            '""',
            ",",
            "\n",
            "*",
            "2026-02-30",
            "9" * 5000,
            "1e999",
            "-1",
            "0101",
            "[",
            "''",
            "\x00",
            "\ud800",
        ]
    ),
)


def check(reading: PackReading) -> None:
    assert (reading.pack is None) == bool(reading.faults)
    for fault in reading.faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.message
        assert fault.remedy
        assert str(fault).startswith(f"{fault.file}:{fault.line}:{fault.column} ")
        assert str(fault).isprintable()


@given(file=st.sampled_from(FILES), raw=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_random_bytes_in_a_file(file: str, raw: bytes):
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "pack"
        shutil.copytree(DEMO, folder)
        (folder / file).write_bytes(raw)
        check(read_pack(folder))


@given(
    file=st.sampled_from(SMALL),
    places=st.lists(st.tuples(st.floats(0, 1), CELLS), min_size=1, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_random_edits_of_a_good_file(file: str, places: list[tuple[float, str]]):
    text = TEXTS[file]
    for where, insert in places:
        at = int(where * len(text))
        text = text[:at] + insert + text[at + len(insert) // 2 :]
    check(read_pack_texts(TEXTS | {file: text}))


@given(files=st.dictionaries(st.sampled_from(FILES), st.text(max_size=200)))
@settings(max_examples=60, deadline=None)
def test_files_that_were_never_a_pack(files: dict[str, str]):
    check(read_pack_texts(files))
