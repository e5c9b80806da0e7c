"""A city's tickets with skewed, wrong and drifting labels: what training says of a model is what
the model does in the months that come after.
"""

from typing import Any

import numpy as np
import pytest

from benchmarks.trainer import printed_and_next
from classifiers import train as training
from classifiers.calibration import UnseenScores
from classifiers.dataset import LabelledTexts
from classifiers.evaluate import NEVER, PROMISES, safe_threshold
from classifiers.split import make_splits
from classifiers.train import Trainer, choose_trainer, train
from tests.support.standin_city import StandInCity


@pytest.mark.slow
def test_what_is_printed_is_what_the_next_months_bring() -> None:
    outcome = printed_and_next(StandInCity(5).rows(3_200), "function", since="2025-09")
    printed, new = outcome.printed, outcome.new
    for figure in ("accuracy", "top3_accuracy"):
        assert abs(printed[figure] - new[figure]) < 0.05
    assert new["accuracy"] > 0.55
    assert new["top3_accuracy"] > new["accuracy"] + 0.08
    assert new["calibration_error"] < 0.07
    assert abs(printed["calibration_error"] - new["calibration_error"]) < 0.05
    alone = new["automatic"]
    assert outcome.promise in PROMISES
    assert alone["precision"] is None or alone["precision"] > outcome.promise - 0.03
    assert outcome.true["accuracy"] > new["accuracy"] + 0.02, "labels of the next months err too"


def test_what_is_calibrated_is_the_trainer_that_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 300 rows more are learned from in the end than in any fold: that changes nothing."""
    rows = StandInCity().rows(300)
    labels = [row.function.split("-")[1] for row in rows]
    monkeypatch.setattr(training, "_SMALL", 290 * len(set(labels)))
    chosen, fit = [], training.fit_pipeline

    def recorded(texts: Any, labels: Any, trainer: Trainer, *others: Any, **named: Any) -> Any:
        chosen.append((trainer, len(texts)))
        return fit(texts, labels, trainer, *others, **named)

    monkeypatch.setattr(training, "fit_pipeline", recorded)
    model = train(LabelledTexts([row.text for row in rows], labels, [""] * 300, []))
    assert {trainer for trainer, _ in chosen} == {Trainer.RIDGE_AND_SVM}
    assert min(size for _, size in chosen) < 290 < max(size for _, size in chosen)
    assert model.trained["trainer"] == "ridge and SVM"


def test_the_trainer_follows_from_all_texts_and_labels() -> None:
    assert choose_trainer(["停水"] * 4_000, 7) is Trainer.FEW_LABELS
    assert choose_trainer(["停水"] * 8_000, 102) is Trainer.RIDGE_AND_SVM
    assert choose_trainer(["停水"] * 40_000, 233) is Trainer.RIDGE_AND_SVM
    assert choose_trainer(["停水"] * 12_000, 2_500) is Trainer.RIDGE
    assert choose_trainer(["停水"] * 100_000, 250) is Trainer.BY_BATCHES
    assert choose_trainer(["停水" * 1_000] * 10_000, 102) is Trainer.BY_BATCHES


def test_a_wrong_label_of_a_rare_kind_does_not_take_the_frequent_kind() -> None:
    """Of 200 reports of one matter, one stands wrongly under a label with two examples."""
    texts = [f"{place}路灯不亮，{number}号" for number, place in enumerate("东南西北" * 50)]
    labels = ["路灯"] * 199 + ["古树"]
    texts += ["古树枯死", *(f"小区停水{number}天" for number in range(60))]
    labels += ["古树", *["供水"] * 60]
    ngrams, linear = training.fit_pipeline(texts, labels, Trainer.RIDGE)
    fresh = ["北路灯不亮，500号", "东路灯不亮，199号", "北路灯不亮，199号"]
    assert linear.predict(ngrams.transform(fresh)).tolist() == ["路灯"] * 3


def test_a_unit_leans_on_the_function_that_stands_beside_it() -> None:
    """Two units share a function; what is said of it reaches the one that never heard it."""
    texts = [f"{place}的{thing}" for place in ("东街", "西街") for thing in ("路灯", "井盖")] * 20
    texts += ["东街的垃圾桶满了", "河里有死鱼"] * 20
    units = ["东办", "东办", "西办", "西办"] * 20 + ["东办", "环保"] * 20
    functions = ["设施"] * 80 + ["保洁", "水"] * 20
    scores = []
    for beside in ((), functions):
        ngrams, linear = training.fit_pipeline(texts, units, Trainer.RIDGE, beside=beside)
        [row] = linear.decision_function(ngrams.transform(["路灯和井盖"]))
        scores.append(dict(zip(linear.classes_, row, strict=True)))
    alone, leaning = (each["西办"] - each["环保"] for each in scores)
    assert leaning > alone + 0.1


@pytest.mark.parametrize("a_month", [500, 900])
def test_each_newest_month_is_unseen_by_what_was_learned_before_it(a_month: int) -> None:
    size = 12 * a_month
    times = [f"2025/{n // a_month + 1}/{n % 28 + 1}" for n in range(size)]
    split = make_splits(np.arange(size), times, ["甲", "乙"] * (size // 2))
    moment = [tuple(map(int, time.split("/"))) for time in times]
    unseen = [row for _, part in split.parts for row in part]
    assert len(split.parts) == 2
    assert len(unseen) == len(set(unseen)) <= size / 5
    assert max(moment) in {moment[row] for row in split.parts[0][1]}
    for known, part in split.parts:
        assert max(moment[row] for row in known) <= min(moment[row] for row in part)


def test_a_threshold_keeps_its_promise_more_often_than_not() -> None:
    dice, kept = np.random.default_rng(3), []
    for _ in range(200):
        sureness = dice.uniform(0.4, 1.0, 600)
        threshold = safe_threshold(dice.random(600) < sureness, sureness, 0.9)
        kept.append((1 + threshold) / 2 >= 0.9)  # all above it are right so often
    assert np.mean(kept) > 0.6


def test_what_nobody_asked_for_is_promised_at_what_can_be_kept() -> None:
    """Of 700 texts nine in ten are right at the top, as where labels themselves err."""
    dice, size = np.random.default_rng(1), 700
    lead = dice.uniform(0, 1, size)
    right = dice.random(size) < np.where(lead > 0.5, 0.945, 0.5)
    scores = np.stack([lead, np.zeros(size)], axis=1)
    unseen = UnseenScores(
        scores, np.where(right, 0, 1), np.zeros(size, int), np.array(["甲", "乙"])
    )
    _, promise, threshold = unseen.measured(PROMISES)
    assert promise < 0.97
    assert threshold < 1
    _, promise, never = unseen.measured([0.99])
    assert (promise, never) == (0.99, NEVER), "what was asked for is not lowered"


def test_what_goes_alone_is_counted_as_the_model_that_is_written_would_send_it() -> None:
    """Where labels err the best texts are hardly better than what is wanted: a threshold of fewer
    texts is another, by which another share would go.
    """
    size = 1_300
    for seed in range(12):
        dice = np.random.default_rng(seed)
        lead = dice.uniform(0, 1, 4 * size)
        right = dice.random(4 * size) < np.where(lead > 0.6, 0.955, 0.5)
        scores, owner = np.stack([lead, np.zeros_like(lead)], axis=1), np.where(right, 0, 1)
        fold = np.arange(size) % 2
        unseen = UnseenScores(scores[:size], owner[:size], fold, np.array(["甲", "乙"]))
        figures, _, threshold = unseen.measured([0.95])
        new = unseen.calibration().chances(scores[size:]).max(axis=1) >= threshold
        assert abs(figures["automatic"]["coverage"] - new.mean()) < 0.07


def test_too_few_texts_show_nothing() -> None:
    assert safe_threshold(np.full(33, True), np.linspace(0.9, 1, 33), 0.97) == NEVER
    assert safe_threshold(np.full(34, True), np.linspace(0.9, 1, 34), 0.97) == pytest.approx(0.9)
