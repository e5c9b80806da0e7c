"""What the default model says of itself, on reports that were written before its newest lessons."""

import csv
from pathlib import Path

import numpy as np
import pytest

from classifiers.evaluate import calibration_error
from classifiers.predict import default_classifier

REPORTS = Path(__file__).parent / "data/plain_reports.csv"


def test_its_confidence_is_seldom_larger_than_it_deserves() -> None:
    rows = list(csv.DictReader(REPORTS.open(encoding="utf-8")))
    read = default_classifier().classify_many([row["text"] for row in rows], explain=False)
    first = [reading.alternatives[0] for reading in read]
    right = np.array(
        [guess.code == row["category"] for guess, row in zip(first, rows, strict=True)]
    )
    sure = np.array([guess.confidence for guess in first])
    assert right.mean() >= 0.79
    assert sure.mean() <= right.mean() + 0.03
    assert right[sure >= 0.9].mean() >= 0.95
    assert calibration_error(right, sure) < 0.12


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("大学城地铁口外面有人摆摊卖烤肠", "0101"),
        ("火车站地铁站旁边小广告", "0106"),
    ],
)
def test_a_landmark_beside_the_matter_does_not_decide_the_category(
    text: str, category: str
) -> None:
    assert default_classifier().classify(text).alternatives[0].code == category
