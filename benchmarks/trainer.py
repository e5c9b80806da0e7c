"""What `hotline model train` prints of a city's tickets, against the month that came after.

    python -m benchmarks.trainer [--rows 8000 10105 12600 40000] [--label function unit]

The city is made up (tests/support/standin_city.py): skewed, wrong and drifting labels. A model
learns from eleven months; "printed" is what training says of it, "next" what it does in the
twelfth. Alone: share of texts above the threshold for 0.95, and how many of those are right.
"""

import argparse
import resource
import time
from typing import Any

from classifiers.dataset import LabelledTexts
from classifiers.evaluate import evaluate
from classifiers.train import train
from tests.support.standin_city import Row, StandInCity

ROWS, LABELS, LAST_MONTH = (
    (8_000, 10_105, 12_600, 40_000),
    ("function", "unit", "unit x function"),
    "2025-12",
)
PRECISION = 0.95
COLUMNS = f"{'':>8}{'top-1':>8}{'top-3':>8}{'error':>8}{'alone':>8}{'right':>8}"


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--rows", type=int, nargs="+", default=ROWS)
    options.add_argument("--label", nargs="+", default=LABELS, choices=LABELS)
    arguments = options.parse_args()
    print(f"{'rows':>8}{'label':>16}{COLUMNS}{'seconds':>10}{'GB':>6}")
    for count in arguments.rows:
        rows = StandInCity().rows(count)
        for label in arguments.label:
            _print(count, label, *printed_and_next(rows, label))


def printed_and_next(
    rows: list[Row], label: str, *, since: str = LAST_MONTH
) -> tuple[dict[str, Any], dict[str, Any], float]:
    """Scores of training on what came before `since`, of the model on the rest, and seconds of
    processor time.
    """
    old, new = [row for row in rows if row.time < since], [row for row in rows if row.time >= since]
    begin = time.process_time()
    model = train(_texts(old, label), precision=PRECISION)
    return model.scores, evaluate(model, _texts(new, label)), time.process_time() - begin


def _texts(rows: list[Row], label: str) -> LabelledTexts:
    texts, times = [row.text for row in rows], [row.time for row in rows]
    functions = [row.function for row in rows]
    if label == "function":
        return LabelledTexts(texts, functions, times, [])
    beside = functions if label == "unit x function" else []
    return LabelledTexts(texts, [row.unit for row in rows], times, [], beside)


def _print(
    count: int, label: str, printed: dict[str, Any], new: dict[str, Any], seconds: float
) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{count:>8,}{label:>16}{line('printed', printed)}{seconds:>10.0f}{memory:>6.1f}")
    print(f"{'':>24}{line('next', new)}", flush=True)


def line(name: str, scores: dict[str, Any]) -> str:
    figures = [scores[key] for key in ("accuracy", "top3_accuracy", "calibration_error")]
    alone = scores["automatic"]
    figures += [alone["coverage"], alone["precision"] or float("nan")]
    return f"{name:>8}" + "".join(f"{figure:>8.3f}" for figure in figures)


if __name__ == "__main__":
    main()
