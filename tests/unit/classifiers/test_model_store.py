"""A model file is data: what does not match is refused with the remedy, and a failed save leaves
the old model.
"""

import hashlib
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.lib import format as npy
from sklearn.pipeline import Pipeline

from classifiers import model_store
from classifiers.category import LinearLabels
from classifiers.model_store import ModelRefused, StoredModel, load_model, save_model
from classifiers.ngrams import NgramVectorizer

TEXTS = ["路灯不亮", "路灯坏了", "停水三天", "停水没有通知"]


@pytest.fixture
def model() -> StoredModel:
    ngrams = NgramVectorizer(longest=2, least=1, slot_bits=12, by_rarity=True).fit(TEXTS)
    coef = np.arange(ngrams.slots_.size * 2, dtype=np.float32).reshape(-1, 2) / 64
    linear = LinearLabels.of(
        ["水", "灯"], coef, np.array([0.5, -0.5], dtype=np.float32), temperature=1.5
    )
    return StoredModel(
        Pipeline([("ngrams", ngrams), ("labels", linear)]),
        {"水": "供水"},
        "v1",
        0.4,
        {"accuracy": 1.0},
    )


@pytest.fixture
def file(model: StoredModel, tmp_path: Path) -> Path:
    save_model(model, tmp_path / "a.model")
    return tmp_path / "a.model"


def test_a_stored_model_says_the_same_as_before(model: StoredModel, file: Path) -> None:
    loaded = load_model(file)
    assert np.allclose(loaded.chances(TEXTS), model.chances(TEXTS), atol=1e-3)
    assert (loaded.labels, loaded.names, loaded.version, loaded.threshold) == (
        ["水", "灯"],
        {"水": "供水"},
        "v1",
        0.4,
    )
    assert loaded.versions["numpy"] == np.__version__


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.6, 0.9, 0.999])
def test_a_changed_byte_is_refused(file: Path, share: float) -> None:
    content = bytearray(file.read_bytes())
    content[int(share * len(content))] ^= 1
    file.write_bytes(content)
    with pytest.raises(ModelRefused):
        load_model(file)


def test_a_cut_file_is_refused_with_the_remedy(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(ModelRefused, match=r"校验和.*重新训练"):
        load_model(file)


@pytest.mark.parametrize("other", [1, 4])
def test_another_format_is_refused_with_the_remedy(file: Path, other: int) -> None:
    first = b"HOTLINE-MODEL %d " % other
    file.write_bytes(file.read_bytes().replace(b"HOTLINE-MODEL 2 ", first, 1))
    with pytest.raises(ModelRefused, match=f"格式版本是 {other}，需要 2 或 3。请用原数据重新训练"):
        load_model(file)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a zip of another program", b"\x80\x04\x95pickle\n" * 9]
)
def test_a_file_of_another_program_is_refused(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.model"
    other.write_bytes(content)
    with pytest.raises(ModelRefused, match="不是本系统的模型文件"):
        load_model(other)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="是文件夹"):
        load_model(tmp_path)
    with pytest.raises(ModelRefused, match="找不到模型文件"):
        load_model(tmp_path / "none.model")
    with pytest.raises(ModelRefused, match="不存在"):
        save_model(StoredModel(Pipeline([]), {}, "v", 0.5), tmp_path / "no" / "a.model")


def test_a_missing_label_is_refused(file: Path) -> None:
    import hashlib

    body = file.read_bytes().partition(b"\n")[2]
    line, _, rest = body.partition(b"\n")
    header = json.loads(line) | {"labels": ["水"]}
    body = json.dumps(header).encode() + b"\n" + rest
    file.write_bytes(b"HOTLINE-MODEL 2 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    with pytest.raises(ModelRefused, match="缺少标签或特征"):
        load_model(file)


def test_a_full_disk_leaves_the_old_model(
    model: StoredModel, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save_model(model, file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["a.model"]


def hostile(file: Path, **arrays: bytes) -> None:
    """The model with other arrays, as somebody would make it who knows how the checksum is made."""
    _, _, body = file.read_bytes().partition(b"\n")
    header, _, packed = body.partition(b"\n")
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, arrays.get(name.removesuffix(".npy"), old.read(name)))
    body = header + b"\n" + out.getvalue()
    file.write_bytes(b"HOTLINE-MODEL 2 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def array_of(shape: tuple[int, ...], content: bytes) -> bytes:
    out = io.BytesIO()
    npy.write_array_header_1_0(out, {"shape": shape, "fortran_order": False, "descr": "<f2"})
    return out.getvalue() + content


HOSTILE = {
    "an array that says it is larger than it is": array_of((2**40, 2), b""),
    "an array that unpacks to more than is allowed": array_of((50_000_000,), bytes(100_000_000)),
    "no array": b"PK",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_arrays_that_would_take_the_memory_are_refused_before_they_are_made(
    file: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_store, "LARGEST_UNPACKED", 10 * 2**20)
    hostile(file, coef=HOSTILE[what])
    tracemalloc.start()
    with pytest.raises(ModelRefused, match="内容不完整"):
        load_model(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_file_that_is_larger_than_a_model_can_be_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.model"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)
    with pytest.raises(ModelRefused, match="256 MB"):
        load_model(path)


def test_a_header_of_brackets_only_is_refused(file: Path) -> None:
    body = b"[" * 200_000 + b"\n"
    file.write_bytes(b"HOTLINE-MODEL 2 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    with pytest.raises(ModelRefused):
        load_model(file)
