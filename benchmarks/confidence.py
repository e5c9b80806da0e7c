"""How sure the default model may be, by its lessons that were left out and by reports.

From the lead of the first label to the share that was right. A lesson that was left out is harder
than a report, for few others are of its kind; so each report of two development sets counts
a hundred times.

    python -m benchmarks.confidence [--write]

Prints how often unseen lessons are read rightly, and what goes alone from which threshold on;
`--write` writes classifiers/material/confidence.json, from which the model takes its confidence.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.mind_figures import rows_of
from classifiers import material
from classifiers.confidence import ConfidenceCurve, fit_curve, leads
from classifiers.default import fit_default
from classifiers.evaluate import calibration_error
from classifiers.material.spoken import spoken_texts
from classifiers.plain_text import plain, squeezed

CURVE = Path("classifiers/material/confidence.json")
PARTS = 10
REPORTS, REPORTS_COUNT = ("plain_reports", "spoken_reports"), 100
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
Array = np.ndarray[Any, Any]


def main() -> None:
    lead, right, part = unseen_lessons()
    report = reports()
    sure = np.zeros_like(lead)
    for number in range(PARTS):
        own = part == number
        sure[own] = curve_of(lead[~own], right[~own], *report).confidence(lead[own])
    error = calibration_error(right, sure)
    print(f"{right.size} texts of lessons left out: {right.mean():.3f} right, error {error:.3f}")
    for threshold in THRESHOLDS:
        alone = sure >= threshold
        precision = right[alone].mean() if alone.any() else float("nan")
        print(f"from {threshold:.2f} on: {alone.mean():.3f} alone, {precision:.3f} right")
    if "--write" in sys.argv:
        curve = curve_of(lead, right, *report)
        points = {"lead": curve.lead.round(4).tolist(), "right": curve.right.round(4).tolist()}
        CURVE.write_text(json.dumps(points).replace("], ", "],\n ") + "\n", encoding="utf-8")


def curve_of(lead: Array, right: Array, of_reports: Array, were_right: Array) -> ConfidenceCurve:
    return fit_curve(
        np.concatenate([lead, np.tile(of_reports, REPORTS_COUNT)]),
        np.concatenate([right, np.tile(were_right, REPORTS_COUNT)]),
    )


def reports() -> tuple[Array, Array]:
    """Of each report of two development sets: its lead, whether it was read rightly."""
    written, written_codes = material.lesson_texts(mixed=1)
    spoken, codes, _ = spoken_texts()
    ngrams, linear = fit_default(written + spoken, written_codes + codes)
    rows = [row for name in REPORTS for row in rows_of(f"unit/classifiers/data/{name}.csv")]
    counts = ngrams.transform([squeezed(plain(row["text"])) for row in rows])
    scores = linear.decision_function(counts) * linear.temperature
    accepted = [(row.get("categories") or row["category"]).split() for row in rows]
    right = [
        code in own for code, own in zip(linear.classes_[scores.argmax(1)], accepted, strict=True)
    ]
    return leads(scores), np.array(right)


def unseen_lessons() -> tuple[Array, Array, Array]:
    """Of each text whose lesson did not teach: its lead, whether it was read rightly, its part."""
    written, written_codes = material.lesson_texts(mixed=1)
    spoken, codes, numbers = spoken_texts()
    places = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
    mixed = np.random.default_rng(5).permutation(len(places)) % PARTS
    part = mixed[[places[number] for number in numbers]]
    lead, right = np.zeros(len(spoken)), np.zeros(len(spoken), dtype=bool)
    for number in range(PARTS):
        known, unseen = np.flatnonzero(part != number), np.flatnonzero(part == number)
        ngrams, linear = fit_default(
            written + [spoken[i] for i in known], written_codes + [codes[i] for i in known]
        )
        counts = ngrams.transform([squeezed(plain(spoken[i])) for i in unseen])
        scores = linear.decision_function(counts) * linear.temperature
        lead[unseen] = leads(scores)
        right[unseen] = linear.classes_[scores.argmax(axis=1)] == [codes[i] for i in unseen]
    return lead, right, part


if __name__ == "__main__":
    main()
