"""Model files are data: reading one never runs anything from it, and what does not match is
refused with the remedy.

HOTLINE-MODEL <format> <sha256 of all bytes behind this line>\\n
<header: one line of JSON>\\n
<npz with the arrays `slots`, `rarity`, `coef`, `intercept`, and `lead` and `right`, the points of
the curve of confidence, empty where there is none; in format 3 four more of a second reader>
"""

import hashlib
import io
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import scipy
import sklearn
from sklearn.pipeline import Pipeline

from classifiers.category import LinearLabels
from classifiers.ngrams import NgramVectorizer
from classifiers.packed_arrays import check_arrays
from classifiers.sentences import SentenceWeights
from classifiers.stored_sentences import ARRAYS as SENTENCE_ARRAYS
from classifiers.stored_sentences import arrays_of, curve_of, header_of, sentences_of
from classifiers.whole_file import whole_file

# A file has the first format that can say what it holds: older programs read all but the others.
FORMAT, WITH_SENTENCES = 2, 3
_MAGIC = b"HOTLINE-MODEL"
_ARRAYS = ("slots", "rarity", "coef", "intercept", "lead", "right")
# Thirty times what comes with the project, packed and unpacked.
LARGEST_FILE, LARGEST_UNPACKED = 256 * 2**20, 1024 * 2**20
UNFIT = (ValueError, KeyError, TypeError, BadZipFile, EOFError, RecursionError, NotImplementedError)


class ModelRefused(ValueError):
    """The file is not used; the message names the file, what is wrong with it and the remedy."""


@dataclass
class StoredModel:
    """A pipeline text -> label and what a person must know of it.

    names       label -> name for people
    threshold   least confidence for a label without a person's look; above 1 where people look at
                all
    scores      what it reached when it was trained, and how that was measured
    precision   the wanted share of right ones that the threshold was chosen for; None where nothing
                was measured
    sentences   what a second reader learned of the same texts; None where it does not pay
    """

    pipeline: Pipeline
    names: dict[str, str]
    version: str
    threshold: float
    scores: dict[str, Any] = field(default_factory=dict)
    trained: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    precision: float | None = None
    sentences: SentenceWeights | None = None

    @property
    def format(self) -> int:
        return FORMAT if self.sentences is None else WITH_SENTENCES

    @property
    def labels(self) -> list[str]:
        return [str(label) for label in self.pipeline[-1].classes_]

    def chances(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """A row of probabilities for each text, in the order of `labels`."""
        ngrams, linear = self.pipeline[0], self.pipeline[-1]
        return np.asarray(linear.chances(ngrams.parts(texts)))

    def suggest(self, texts: Sequence[str]) -> dict[str, list[str]]:
        """Columns label, confidence, label2, label3; fewer labels than three leave cells empty."""
        chances, labels = self.chances(texts), np.array([*self.labels, "", ""])
        order = np.argsort(-chances, axis=1, kind="stable")[:, :3]
        order = np.pad(order, ((0, 0), (0, 3 - order.shape[1])), constant_values=len(self.labels))
        return {
            "label": labels[order[:, 0]].tolist(),
            "confidence": [f"{chance:.4f}" for chance in chances.max(axis=1, initial=0.0)],
            "label2": labels[order[:, 1]].tolist(),
            "label3": labels[order[:, 2]].tolist(),
        }


def check_target(path: str | Path) -> None:
    """Refuse early what could only be refused after a long training, and to write over what is
    no model.
    """
    file = Path(path)
    _check_place(file)
    if file.is_file() and not _is_model(file):
        raise ModelRefused(f"{file} 已经存在，而且不是本系统的模型文件，不会覆盖。请换一个文件名")


def _is_model(file: Path) -> bool:
    with file.open("rb") as start:
        return start.read(len(_MAGIC)) == _MAGIC


def _check_place(file: Path) -> None:
    if file.is_dir():
        raise ModelRefused(
            f"{file} 是文件夹，不能写入模型。请给出文件名，例如 {file / 'category.model'}"
        )
    if not file.absolute().parent.is_dir():
        raise ModelRefused(f"文件夹 {file.absolute().parent} 不存在。请先建立，或换一个路径")


def library_versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }


def save_model(model: StoredModel, path: str | Path) -> None:
    file = Path(path)
    _check_place(file)
    body = _pack(model)
    first = b"%s %d %s\n" % (_MAGIC, model.format, hashlib.sha256(body).hexdigest().encode())
    with whole_file(file) as out:
        out.write(first + body)


def load_model(path: str | Path) -> StoredModel:
    file = Path(path)
    if file.is_dir():
        raise ModelRefused(
            f"{file} 是文件夹，不是模型文件。请给出 hotline model train --out 写出的文件"
        )
    if not file.is_file():
        raise ModelRefused(f"找不到模型文件 {file}。请检查路径，或用 hotline model train 训练")
    if file.stat().st_size > LARGEST_FILE:
        raise ModelRefused(
            f"模型文件 {file} 超过 {LARGEST_FILE >> 20} MB，没有读取。请检查是否放错文件"
        )
    body = _checked(file, file.read_bytes())
    try:
        return _unpack(body)
    except UNFIT as error:
        raise ModelRefused(f"模型文件 {file} 内容不完整（{error}）。请重新训练") from error


def _checked(file: Path, content: bytes) -> bytes:
    first, _, body = content.partition(b"\n")
    parts = first.split(b" ")
    if len(parts) != 3 or parts[0] != _MAGIC:
        raise ModelRefused(
            f"{file} 不是本系统的模型文件。请给出 hotline model train --out 写出的文件"
        )
    if parts[1] not in (b"%d" % FORMAT, b"%d" % WITH_SENTENCES):
        shown = parts[1].decode("ascii", "replace")
        raise ModelRefused(
            f"模型文件 {file} 的格式版本是 {shown}，需要 {FORMAT} 或 {WITH_SENTENCES}。"
            "请用原数据重新训练；由较新的程序写出的，请先升级本程序"
        )
    if hashlib.sha256(body).hexdigest().encode() != parts[2]:
        raise ModelRefused(
            f"模型文件 {file} 与校验和不符，内容被改动或损坏。请从备份恢复或重新训练"
        )
    return body


def _pack(model: StoredModel) -> bytes:
    ngrams, linear = model.pipeline[0], model.pipeline[-1]
    header = {
        "labels": model.labels,
        "ngrams": ngrams.get_params(),
        "temperature": float(linear.temperature),
        "doubt": float(linear.doubt),
        "names": model.names,
        "version": model.version,
        "threshold": model.threshold,
        "precision": model.precision,
        "scores": model.scores,
        "trained": model.trained,
        "versions": model.versions or library_versions(),
    }
    more = {}
    if model.sentences:
        header["sentences"], more = header_of(model.sentences), arrays_of(model.sentences)
    arrays = io.BytesIO()
    np.savez_compressed(
        arrays,
        slots=ngrams.slots_,
        rarity=ngrams.rarity_,
        coef=linear.coef_.astype(np.float16),
        intercept=linear.intercept_.astype(np.float32),
        lead=np.zeros(0) if linear.curve is None else linear.curve.lead,
        right=np.zeros(0) if linear.curve is None else linear.curve.right,
        **more,
    )
    return (
        json.dumps(header, ensure_ascii=False, sort_keys=True).encode() + b"\n" + arrays.getvalue()
    )


def _unpack(body: bytes) -> StoredModel:
    line, _, rest = body.partition(b"\n")
    header = json.loads(line)
    labels, about = header.pop("labels"), header.pop("sentences", None)
    names = _ARRAYS + (SENTENCE_ARRAYS if about else ())
    check_arrays(io.BytesIO(rest), LARGEST_UNPACKED)
    with np.load(io.BytesIO(rest), allow_pickle=False) as arrays:
        if set(arrays.files) != {*names}:
            raise ValueError(f"数组应为 {sorted(names)}，文件中是 {sorted(arrays.files)}")
        slots, rarity, coef, intercept, lead, right = (arrays[name] for name in _ARRAYS)
        sentences = sentences_of(about, arrays, labels) if about else None
    if (
        rarity.shape != slots.shape
        or coef.shape != (slots.size, len(labels))
        or intercept.shape != (len(labels),)
    ):
        raise ValueError(f"有 {len(labels)} 个标签，权重是 {coef.shape}，缺少标签或特征")
    curve = curve_of(lead, right)
    ngrams = NgramVectorizer(**header.pop("ngrams")).use_slots(slots, rarity)
    sureness = {"temperature": header.pop("temperature"), "doubt": header.pop("doubt", 0.0)}
    linear = LinearLabels.of(labels, coef.astype(np.float32), intercept, curve=curve, **sureness)
    pipeline = Pipeline([("ngrams", ngrams), ("labels", linear)])
    return StoredModel(pipeline, **header, sentences=sentences)
