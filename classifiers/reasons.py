"""The words that carried a decision, short enough for a person on the phone."""

import numpy as np

from classifiers.category import LinearLabels
from classifiers.ngrams import NgramVectorizer
from classifiers.segment import segment

_READ = 1000  # characters that are looked at for reasons


def deciding_words(text: str, ngrams: NgramVectorizer, linear: LinearLabels, label: int, *, most: int = 3) -> list[str]:
    """The words whose n-grams speak most for the label of this number, against all labels on average."""
    words = [word for word in dict.fromkeys(segment(text[:_READ])) if len(word) > 1 and not word.isdigit()]
    if not words:
        return []
    slots, owners = ngrams.hash_ngrams(words)
    columns = ngrams.columns_[slots]
    known = columns >= 0
    rows = linear.coef_[columns[known]]
    gains = (rows[:, label] - rows.mean(axis=1)) * ngrams.rarity_[columns[known]]
    sums = np.bincount(owners[known], weights=gains, minlength=len(words))
    worth = dict(zip(words, sums.tolist(), strict=True))
    best = sorted(words, key=lambda word: -worth[word])[:most]
    return [word for word in best if worth[word] > 0]
