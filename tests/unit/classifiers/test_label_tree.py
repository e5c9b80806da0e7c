"""Labels that are codes share families; labels that are names do not."""

from random import Random

import numpy as np

from classifiers.label_tree import families
from classifiers.linear_trainers import DualRidge, RidgeAndSvm, StreamedSoftmax
from classifiers.material import lesson_texts
from classifiers.ngrams import NgramVectorizer
from classifiers.split import make_splits
from classifiers.train import choose_trainer, fit_pipeline


def test_codes_share_the_families_of_their_beginnings() -> None:
    widest, next_ = families(["0101/01", "0101/02", "0102/01", "0201/01", "0201/02"])
    assert widest.tolist() == [0, 0, 0, 1, 1]
    assert next_.tolist() == [0, 0, 1, 2, 2]


def test_a_label_above_a_level_is_its_own_family_there() -> None:
    [level] = families(["01", "01-1", "01-2", "02"])
    assert len({int(level[0]), int(level[1]), int(level[2])}) == 1
    assert level[3] != level[0]


def test_names_have_no_families_even_with_a_sign_that_codes_use() -> None:
    assert families(["占道经营/店外经营", "占道经营/摊贩", "供水", "供电"]) == []
    assert families(["1", "2", "3"]) == []


def test_a_label_with_few_examples_leans_on_its_family() -> None:
    texts = ["路灯不亮", "路灯坏了", "路灯闪", "路灯杆歪", "停水三天", "停水没有通知"]
    labels = ["0101", "0101", "0101", "0102", "0201", "0201"]
    counts = NgramVectorizer(longest=2, least=1, slot_bits=14).fit(texts)
    rows, owner = counts.transform(texts), np.array([0, 0, 0, 1, 2, 2])
    softmax = StreamedSoftmax(passes=8).fit_stream(
        lambda _: iter([(rows, owner)]), ["0101", "0102", "0201"], rows.shape[1]
    )
    for linear in (DualRidge().fit(rows, labels), softmax):
        street, other, water = linear.decision_function(counts.transform(["路灯"]))[0]
        assert street > water
        assert other > water


def test_rare_labels_among_many_are_found() -> None:
    """Half of the labels has two examples, the other has forty."""
    _, codes = lesson_texts()
    kinds = sorted(set(codes))[:60]
    chance, own = (
        Random(1),
        {
            kind: [text for text, code in zip(*lesson_texts(), strict=True) if code == kind]
            for kind in kinds
        },
    )

    def text_of(kind: str) -> str:
        return "，".join(chance.sample(own[kind], 5))

    rows = [
        (text_of(kind), kind)
        for number, kind in enumerate(kinds)
        for _ in range(2 if number % 2 else 40)
    ]
    texts, labels = zip(*rows, strict=True)
    _, linear = pipeline = fit_pipeline(texts, labels, choose_trainer(texts, len(kinds)))
    assert isinstance(linear, RidgeAndSvm)
    predicted = linear.predict(pipeline[0].transform([text_of(kind) for kind in kinds[1::2]]))
    assert np.mean(predicted == np.array(kinds[1::2])) > 0.7


def test_folds_hold_each_label_alike() -> None:
    labels = ["供水"] * 80 + ["供电"] * 20
    split = make_splits(np.arange(100), [""] * 100, labels)
    assert [sum(labels[i] == "供电" for i in unseen) for _, unseen in split.parts] == [
        4,
        4,
        4,
        4,
        4,
    ]
    assert "比例相同" in split.kind
