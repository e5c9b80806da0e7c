"""The model that comes with the project: trained from its own material, the same for the same material."""

import numpy as np
from sklearn.pipeline import Pipeline

from classifiers import material
from classifiers.category import CountRatioClassifier
from classifiers.ngrams import NgramVectorizer


def train_default() -> Pipeline:
    """A pipeline text -> second-level category code."""
    texts, codes, weights = [], [], []
    names = material.category_names()
    for lesson in material.lessons():
        texts.append(lesson.text)
        codes.append(lesson.code)
        weights.append(3.0 if lesson.is_words else 1.0)
    for code, name in names.items():
        if len(code) > 2:
            texts.append(name)
            codes.append(code)
            weights.append(2.0)
    ngrams = NgramVectorizer(longest=4, least=1, slot_bits=20)
    counts = ngrams.fit_transform(texts)
    classifier = CountRatioClassifier(temperature=60.0).fit(counts, np.array(codes), sample_weight=weights)
    return Pipeline([("ngrams", ngrams), ("category", classifier)])
