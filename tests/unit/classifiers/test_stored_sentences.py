"""What a second reader learned stands in the model's file: whole, checked, and in a format that
older programs refuse.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.pipeline import Pipeline

from classifiers.category import LinearLabels
from classifiers.confidence import ConfidenceCurve
from classifiers.model_store import ModelRefused, StoredModel, load_model, save_model
from classifiers.ngrams import NgramVectorizer
from classifiers.predict import Classifier
from classifiers.sentences import SentenceWeights

CURVE = ConfidenceCurve(np.array([0.0, 2.0]), np.array([0.2, 0.9]))
WEIGHTS = np.arange(6, dtype=np.float32).reshape(3, 2) / 8
SENTENCES = SentenceWeights(("桥", "水"), WEIGHTS, np.zeros(2), CURVE, 0.5, 0.95, "stand-in 1")


@pytest.fixture
def model() -> StoredModel:
    ngrams = NgramVectorizer(longest=2, least=1, slot_bits=12).fit(["停水三天", "桥面开裂"])
    labels = ["桥", "水", "灯"]
    coef = np.ones((ngrams.slots_.size, 3), dtype=np.float32)
    linear = LinearLabels.of(labels, coef, np.zeros(3), temperature=1.0)
    pipeline = Pipeline([("ngrams", ngrams), ("labels", linear)])
    return StoredModel(pipeline, {}, "v1", 0.4, sentences=SENTENCES)


@pytest.fixture
def file(model: StoredModel, tmp_path: Path) -> Path:
    save_model(model, tmp_path / "a.model")
    return tmp_path / "a.model"


def rewritten(file: Path, **facts: Any) -> None:
    """As somebody would change the header who knows how the checksum is made."""
    header, _, arrays = file.read_bytes().partition(b"\n")[2].partition(b"\n")
    own = json.loads(header)
    own["sentences"] |= facts
    body = json.dumps(own).encode() + b"\n" + arrays
    file.write_bytes(b"HOTLINE-MODEL 3 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def test_what_was_learned_comes_back(file: Path) -> None:
    kept = load_model(file).sentences
    assert kept is not None
    facts = (kept.labels, kept.weight, kept.threshold, kept.encoder)
    assert facts == (("桥", "水"), 0.5, 0.95, "stand-in 1")
    assert np.allclose(kept.weights, WEIGHTS, atol=1e-3)
    assert kept.curve.confidence(np.array([1.0])) == pytest.approx([0.55])
    assert Classifier.load(file).in_city(names={}).learned_sentences is not None


def test_only_a_file_with_sentences_is_closed_to_older_programs(
    model: StoredModel, file: Path, tmp_path: Path
) -> None:
    assert file.read_bytes().startswith(b"HOTLINE-MODEL 3 ")
    save_model(replace(model, sentences=None), tmp_path / "b.model")
    assert (tmp_path / "b.model").read_bytes().startswith(b"HOTLINE-MODEL 2 ")
    assert load_model(tmp_path / "b.model").sentences is None


@pytest.mark.parametrize(
    "facts",
    [{"labels": ["桥"]}, {"labels": ["桥", "路"]}, {"labels": ["桥", "桥"]}, {"weight": "much"}],
)
def test_facts_that_do_not_fit_are_refused(file: Path, facts: dict[str, Any]) -> None:
    rewritten(file)
    assert load_model(file).sentences is not None, "only what was changed is refused"
    rewritten(file, **facts)
    with pytest.raises(ModelRefused, match="内容不完整"):
        load_model(file)
