"""How sure the default model may be, by its lessons that were left out.

From the lead of the first label to the share that was right.

    python -m benchmarks.confidence [--write]

Prints how often unseen lessons are read rightly, and what goes alone from which threshold on;
`--write` writes classifiers/material/confidence.json, from which the model takes its confidence.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from classifiers import material
from classifiers.confidence import fit_curve, leads
from classifiers.default import fit_default
from classifiers.evaluate import calibration_error
from classifiers.material.spoken import spoken_texts
from classifiers.plain_text import plain, squeezed

CURVE = Path("classifiers/material/confidence.json")
PARTS = 10
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
Array = np.ndarray[Any, Any]


def main() -> None:
    lead, right, part = unseen_lessons()
    sure = np.zeros_like(lead)
    for number in range(PARTS):
        own = part == number
        sure[own] = fit_curve(lead[~own], right[~own]).confidence(lead[own])
    error = calibration_error(right, sure)
    print(f"{right.size} texts of lessons left out: {right.mean():.3f} right, error {error:.3f}")
    for threshold in THRESHOLDS:
        alone = sure >= threshold
        precision = right[alone].mean() if alone.any() else float("nan")
        print(f"from {threshold:.2f} on: {alone.mean():.3f} alone, {precision:.3f} right")
    if "--write" in sys.argv:
        curve = fit_curve(lead, right)
        points = {"lead": curve.lead.round(4).tolist(), "right": curve.right.round(4).tolist()}
        CURVE.write_text(json.dumps(points).replace("], ", "],\n ") + "\n", encoding="utf-8")


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
