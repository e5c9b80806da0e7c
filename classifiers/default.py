"""The model that comes with the project: trained from its own material only, the same for the
same material.

It is trained at first use, in a few seconds, and kept beside the material, or in the user's cache
folder where the package is read-only.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.pipeline import Pipeline

from classifiers import material
from classifiers.category import LinearLabels
from classifiers.confidence import ConfidenceCurve
from classifiers.linear_trainers import ridge_weights
from classifiers.material.spoken import spoken_texts
from classifiers.model_store import (
    ModelRefused,
    StoredModel,
    library_versions,
    load_model,
    save_model,
)
from classifiers.ngrams import NgramVectorizer
from classifiers.plain_text import plain, squeezed

_RIDGE = 2.0
_FIRST_LEVEL = 0.3
_TEMPERATURE = 8.0
# Counted up when texts are brought into another form before they are read, or what is learned from
# them changes.
FORM = 5


def default_model() -> StoredModel:
    """The kept model if it fits the material and the libraries, else a new one."""
    for path in _places():
        with suppress(ModelRefused, OSError):
            kept = load_model(path)
            if kept.trained == _identity():
                return kept
    model = train_default()
    for path in _places():
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            save_model(model, path)
            break
    return model


def train_default() -> StoredModel:
    written, written_codes = material.lesson_texts(mixed=1)
    spoken, spoken_codes, _ = spoken_texts()
    ngrams, linear = fit_default(written + spoken, written_codes + spoken_codes)
    linear.curve, threshold = _confidence()
    return StoredModel(
        Pipeline([("ngrams", ngrams), ("labels", linear)]),
        names=material.category_names(),
        version=f"default-{material.digest()[:12]}",
        threshold=threshold,
        trained=_identity(),
    )


def fit_default(texts: list[str], codes: list[str]) -> tuple[NgramVectorizer, LinearLabels]:
    """Ridge regression on second-level codes, with a part of the first level added so that a
    doubt stays in the family.
    """
    ngrams = NgramVectorizer(longest=3, least=1, slot_bits=20)
    counts = ngrams.fit_transform([squeezed(plain(text)) for text in texts])
    labels, coef, intercept = _ridge(counts, codes)
    families, family_coef, family_intercept = _ridge(counts, [code[:2] for code in codes])
    family = np.searchsorted(families, [label[:2] for label in labels])
    linear = LinearLabels.of(
        labels.tolist(),
        coef + _FIRST_LEVEL * family_coef[:, family],
        intercept + _FIRST_LEVEL * family_intercept[family],
        temperature=_TEMPERATURE,
    )
    return ngrams, linear


def _confidence() -> tuple[ConfidenceCurve, float]:
    """How often the first label was right on lessons that were left out and on reports, and from
    which confidence on 97 of 100 were (benchmarks/confidence.py measures both).
    """
    kept = json.loads(files(material).joinpath("confidence.json").read_text("utf-8"))
    curve = ConfidenceCurve(np.array(kept["lead"]), np.array(kept["right"]))
    return curve, float(kept["threshold"])


def _ridge(counts: csr_matrix, codes: list[str]) -> tuple[Any, Any, Any]:
    labels, owner = np.unique(codes, return_inverse=True)
    return labels, *ridge_weights(counts, owner, labels.size, _RIDGE)


def _identity() -> dict[str, Any]:
    return {"material": material.digest(), "libraries": library_versions(), "plain": FORM}


def _places() -> Iterator[Path]:
    with as_file(files("classifiers.material")) as folder:
        yield folder / "default.model"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    yield Path(cache) / "hotline12345" / "default.model"
