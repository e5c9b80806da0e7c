"""What `hotline model train` prints of a city's tickets, against the month that came after.

    python -m benchmarks.trainer [--rows 8000 10105 12600 40000] [--label function unit] [--seed 1]

The city is made up (tests/support/standin_city.py): skewed, wrong and drifting labels. A model
learns from eleven months; "printed" is what training says of it, "next" what it does in the
twelfth, of which more texts are made than a month of the city has, so that the figure is no chance;
"true" is the same by the labels that nobody mistook. Alone: share of texts above the threshold for
0.95, and how many of those are right. "clean" is what would go alone at 0.95 if the labels that the
threshold is chosen by were those that nobody mistook: chosen on every other text of the next
months, counted on the others. "labels" says how many labels of the next months are right at all,
and of the fifth that the model is surest of: more than that no reader can have right.
"""

import argparse
import resource
import time
from typing import Any, NamedTuple

import numpy as np

from classifiers.dataset import LabelledTexts
from classifiers.evaluate import above_threshold, evaluate, safe_threshold
from classifiers.model_store import StoredModel
from classifiers.train import train
from tests.support.standin_city import Row, StandInCity

ROWS, LABELS, LAST_MONTH = (
    (8_000, 10_105, 12_600, 40_000),
    ("function", "unit", "unit x function"),
    "2025-12",
)
PRECISION = 0.95
LEAST_NEW = 3_300
COLUMNS = f"{'':>8}{'top-1':>8}{'top-3':>8}{'error':>8}{'alone':>8}{'right':>8}"


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--rows", type=int, nargs="+", default=ROWS)
    options.add_argument("--label", nargs="+", default=LABELS, choices=LABELS)
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    print(f"{'rows':>8}{'label':>16}{COLUMNS}{'seconds':>10}{'GB':>6}")
    for count in arguments.rows:
        rows = StandInCity(arguments.seed).rows(count, last=-(-12 * LEAST_NEW // count))
        for label in arguments.label:
            _print(count, label, printed_and_next(rows, label, precision=PRECISION))


class Outcome(NamedTuple):
    """Scores as training printed them, of the months that came, and of these by what nobody
    mistook; what was promised of those alone; seconds of processor time; what goes alone by clean
    labels; labels that are right, of all and of the surest fifth.
    """

    printed: dict[str, Any]
    new: dict[str, Any]
    true: dict[str, Any]
    promise: float
    seconds: float
    clean: dict[str, float | None]
    labels: tuple[float, float]


def printed_and_next(
    rows: list[Row], label: str, *, since: str = LAST_MONTH, precision: float | None = None
) -> Outcome:
    """Of a model that learned from what came before `since`; `precision` as `train` takes it."""
    old, new = [row for row in rows if row.time < since], [row for row in rows if row.time >= since]
    begin = time.process_time()
    model = train(_texts(old, label), precision=precision)
    measured, true = evaluate(model, _texts(new, label)), evaluate(model, _true(new, label))
    seconds = time.process_time() - begin
    figures = _by_clean_labels(model, _texts(new, label), _true(new, label).labels)
    return Outcome(model.scores, measured, true, model.precision or 0.0, seconds, *figures)


def _by_clean_labels(
    model: StoredModel, data: LabelledTexts, true: list[str]
) -> tuple[dict[str, float | None], tuple[float, float]]:
    chances = model.chances(data.texts)
    sureness, clean = chances.max(axis=1), np.array(true) == data.labels
    right = np.array(model.labels)[chances.argmax(axis=1)] == np.array(true)
    threshold = safe_threshold(right[::2], sureness[::2], PRECISION)
    surest = sureness >= np.quantile(sureness, 0.8)
    alone = above_threshold(right[1::2], sureness[1::2], threshold)
    return alone, (float(clean.mean()), float(clean[surest].mean()))


def _texts(rows: list[Row], label: str) -> LabelledTexts:
    texts, times = [row.text for row in rows], [row.time for row in rows]
    functions = [row.function for row in rows]
    if label == "function":
        return LabelledTexts(texts, functions, times, [])
    beside = functions if label == "unit x function" else []
    return LabelledTexts(texts, [row.unit for row in rows], times, [], beside)


def _true(rows: list[Row], label: str) -> LabelledTexts:
    labels = [row.true_function if label == "function" else row.true_unit for row in rows]
    return LabelledTexts([row.text for row in rows], labels, [row.time for row in rows], [])


def _print(count: int, label: str, outcome: Outcome) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    seconds = f"{outcome.seconds:>10.0f}{memory:>6.1f}"
    print(f"{count:>8,}{label:>16}{line('printed', outcome.printed)}{seconds}")
    print(f"{'':>24}{line('next', outcome.new)}")
    print(f"{'':>24}{line('true', outcome.true)}")
    clean, (all_, surest) = outcome.clean, outcome.labels
    share = clean["precision"] or float("nan")
    print(f"{'':>24}{'clean':>8}{'':>24}{clean['coverage']:>8.3f}{share:>8.3f}")
    print(f"{'':>24}{'labels':>8}{all_:>8.3f}, of the surest fifth {surest:.3f}", flush=True)


def line(name: str, scores: dict[str, Any]) -> str:
    figures = [scores[key] for key in ("accuracy", "top3_accuracy", "calibration_error")]
    alone = scores["automatic"]
    figures += [alone["coverage"], alone["precision"] or float("nan")]
    return f"{name:>8}" + "".join(f"{figure:>8.3f}" for figure in figures)


if __name__ == "__main__":
    main()
