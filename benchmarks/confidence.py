"""How sure the default model may be, by its lessons that were left out and by reports.

From the lead of the first label to the share that was right. Each author's lot is read by a model
of the other authors, as a city's callers are. A lesson that was left out is harder than a report,
for few others are of its kind, and reports of two development sets were seen by the developers; so
each report counts three times, and the confidence is true of both within a twentieth.

    python -m benchmarks.confidence [--write]

Prints how often unseen lessons are read rightly, and what goes alone from which threshold on;
`--write` writes classifiers/material/confidence.json, from which the model takes its confidence and
its threshold: the confidence from which 97 of 100 texts are right, half of them reports and half
of authors whose lot was left out.
"""

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.mind_figures import rows_of
from classifiers import material
from classifiers.category import LinearLabels
from classifiers.confidence import ConfidenceCurve, fit_curve, leads
from classifiers.default import fit_default
from classifiers.evaluate import calibration_error, safe_threshold
from classifiers.material.spoken import SpokenLesson, spoken_lessons, spoken_texts
from classifiers.ngrams import NgramVectorizer
from classifiers.plain_text import plain, squeezed

CURVE = Path("classifiers/material/confidence.json")
PARTS, PROMISE = 4, 0.97
REPORTS, REPORTS_COUNT = ("plain_reports", "spoken_reports"), 3
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
Array = np.ndarray[Any, Any]


def main() -> None:
    lead, right, part = unseen_lessons()
    report = reports()
    sure = np.zeros_like(lead)
    for number in np.unique(part):
        own = part == number
        sure[own] = curve_of(lead[~own], right[~own], *report).confidence(lead[own])
    error = calibration_error(right, sure)
    print(f"{right.size} texts of lessons left out: {right.mean():.3f} right, error {error:.3f}")
    for threshold in THRESHOLDS:
        alone = sure >= threshold
        precision = right[alone].mean() if alone.any() else float("nan")
        print(f"from {threshold:.2f} on: {alone.mean():.3f} alone, {precision:.3f} right")
    curve = curve_of(lead, right, *report)
    strange = part >= PARTS
    threshold = threshold_of(curve, (lead[strange], right[strange]), report)
    print(f"of reports and strangers' texts {PROMISE} are right from {threshold} on")
    if "--write" in sys.argv:
        points: dict[str, Any] = {
            "lead": curve.lead.round(4).tolist(),
            "right": curve.right.round(4).tolist(),
        }
        points["threshold"] = threshold
        CURVE.write_text(json.dumps(points).replace("], ", "],\n ") + "\n", encoding="utf-8")


def curve_of(lead: Array, right: Array, of_reports: Array, were_right: Array) -> ConfidenceCurve:
    return fit_curve(
        np.concatenate([lead, np.tile(of_reports, REPORTS_COUNT)]),
        np.concatenate([right, np.tile(were_right, REPORTS_COUNT)]),
    )


def threshold_of(
    curve: ConfidenceCurve, strangers: tuple[Array, Array], known: tuple[Array, Array]
) -> float:
    """The confidence from which so many are right, not by luck alone: `strangers` are leads of
    lots that were left out and whether each was right, `known` of reports, who weigh as much.
    """
    times = max(1, round(strangers[0].size / known[0].size))
    lead, right = (
        np.concatenate([strange, np.tile(own, times)])
        for strange, own in zip(strangers, known, strict=True)
    )
    return round(safe_threshold(right, curve.confidence(lead), PROMISE), 4)


def reports() -> tuple[Array, Array]:
    return read_reports(REPORTS)


def read_reports(names: Sequence[str]) -> tuple[Array, Array]:
    """Of each report of these development sets: its lead, whether it was read rightly."""
    ngrams, linear = _all_lessons()
    rows = [row for name in names for row in rows_of(f"unit/classifiers/data/{name}.csv")]
    counts = ngrams.transform([squeezed(plain(row["text"])) for row in rows])
    scores = linear.decision_function(counts) * linear.temperature
    accepted = [(row.get("categories") or row["category"]).split() for row in rows]
    right = [
        code in own for code, own in zip(linear.classes_[scores.argmax(1)], accepted, strict=True)
    ]
    return leads(scores), np.array(right)


@cache
def _all_lessons() -> tuple[NgramVectorizer, LinearLabels]:
    written, written_codes = material.lesson_texts(mixed=1)
    spoken, codes, _ = spoken_texts()
    return fit_default(written + spoken, written_codes + codes)


@cache
def unseen_lessons() -> tuple[Array, Array, Array]:
    """Of each text whose lesson did not teach: its lead, whether it was read rightly, its part.

    Each author's lot is a part of its own; the rest is dealt into `PARTS`.
    """
    written, written_codes = material.lesson_texts(mixed=1)
    spoken, codes, numbers = spoken_texts()
    lessons = list(spoken_lessons())
    part = _parts(numbers, lessons)
    lead, right = np.zeros(len(spoken)), np.zeros(len(spoken), dtype=bool)
    for number in np.unique(part):
        known, unseen = np.flatnonzero(part != number), np.flatnonzero(part == number)
        ngrams, linear = fit_default(
            written + [spoken[i] for i in known], written_codes + [codes[i] for i in known]
        )
        counts = ngrams.transform([squeezed(plain(spoken[i])) for i in unseen])
        scores = linear.decision_function(counts) * linear.temperature
        lead[unseen] = leads(scores)
        first = linear.classes_[scores.argmax(axis=1)].tolist()
        right[unseen] = [
            code in (lessons[numbers[i]].code, lessons[numbers[i]].also)
            for code, i in zip(first, unseen, strict=True)
        ]
    return lead, right, part


def _parts(numbers: Sequence[int], lessons: Sequence[SpokenLesson]) -> Array:
    """The part of each text, by its lesson."""
    dealt = np.random.default_rng(5).permutation(len(lessons)) % PARTS
    lots = sorted({lesson.lot for lesson in lessons if lesson.lot})
    return np.array(
        [
            PARTS + lots.index(lessons[number].lot) if lessons[number].lot else dealt[number]
            for number in numbers
        ]
    )


if __name__ == "__main__":
    main()
