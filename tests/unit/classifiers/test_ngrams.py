"""Counts of n-grams: the quick way by arrays gives what counting one by one gives."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_matrix

from classifiers.category import LinearLabels
from classifiers.ngrams import NgramVectorizer

KNOWN = ["路灯不亮，路灯坏了", "停水三天，没有通知", "停水了！停水了！", "Ａ座3号楼电梯坏了"]
CHARS = "路灯不亮停水三天了坏A座3号，！ 未"


def fitted(*, by_rarity: bool = True) -> NgramVectorizer:
    # few slots, so that different n-grams meet in one
    return NgramVectorizer(longest=3, least=1, slot_bits=7, by_rarity=by_rarity).fit(KNOWN)


def counted_one_by_one(ngrams: NgramVectorizer, text: str) -> dict[int, float]:
    counts = Counter(column for _, column in ngrams.columns_of(text))
    weights = {
        column: (1 + log(count)) * float(ngrams.rarity_[column]) for column, count in counts.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {column: weight / length for column, weight in weights.items()}


@settings(max_examples=60)
@given(st.lists(st.text(CHARS, max_size=40), min_size=1, max_size=30), st.booleans())
def test_every_row_is_what_counting_one_by_one_gives(texts: list[str], by_rarity: bool) -> None:
    ngrams = fitted(by_rarity=by_rarity)
    rows = ngrams.transform(texts).toarray()
    for text, row in zip(texts, rows, strict=True):
        expected = np.zeros(row.size)
        for column, weight in counted_one_by_one(ngrams, text).items():
            expected[column] = weight
        assert np.allclose(row, expected, atol=1e-6)


@pytest.mark.parametrize(("texts", "by_column"), [(KNOWN[:1], False), ([*KNOWN, ""] * 50, True)])
def test_chances_of_parts_are_those_of_the_whole(texts: list[str], by_column: bool) -> None:
    ngrams = fitted()
    assert isinstance(next(iter(ngrams.parts(texts))), csc_matrix) == by_column
    coef = np.random.default_rng(1).normal(size=(ngrams.slots_.size, 3))
    linear = LinearLabels.of(["甲", "乙", "丙"], coef, np.array([0.1, 0.2, 0.3]), temperature=2.0)
    chances = linear.chances(ngrams.parts(texts))
    assert np.allclose(chances, linear.predict_proba(ngrams.transform(texts)), atol=1e-6)
    assert chances.shape == (len(texts), 3)


def test_nothing_has_no_rows() -> None:
    ngrams = fitted()
    assert ngrams.transform([]).shape == (0, ngrams.slots_.size)
