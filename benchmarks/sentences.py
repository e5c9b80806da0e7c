"""The second reader of categories (`hotline12345[sentences]`) beside the first, on all reports.

    python -m benchmarks.sentences [--write]

Learns from the vectors of the spoken lessons (a minute or two of processor time), prints what the
readers do together on the development sets and what goes alone; `--write` puts the weights into
classifiers/material/sentences.npz.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.mind_figures import rows_of
from classifiers.confidence import fit_curve, leads
from classifiers.default import default_model
from classifiers.evaluate import safe_threshold
from classifiers.material.spoken import spoken_lessons
from classifiers.plain_text import plain, squeezed
from classifiers.sentences import (
    Encoder,
    SentenceReader,
    SentenceWeights,
    installed_encoder,
)

WEIGHTS = Path("classifiers/material/sentences.npz")
PENALTY = 0.3
LEARNED = ("unit/classifiers/data/plain_reports.csv", "unit/classifiers/data/spoken_reports.csv")
MEASURED = ("unit/classifiers/data/reports_unseen.csv", "unit/routing/data/dispatch.csv")
PROMISE = 0.97
Array = np.ndarray[Any, Any]


class Read(NamedTuple):
    """Of each report: is the first label right, are the first three, the lead of the first."""

    first: Array
    three: Array
    lead: Array


def main() -> None:
    encoder = installed_encoder()
    if encoder is None:
        raise SystemExit("pip install 'hotline12345[sentences]' first")
    reader = learned(encoder)
    alone, both = read_by(None, LEARNED), read_by(reader, LEARNED)
    gate = safe_threshold(alone.first, alone.lead, PROMISE)
    least = safe_threshold(both.first, both.lead, PROMISE)
    print(f"{'':>12}{'first':>8}{'three':>8}{'alone':>8}{'right':>8}   read by the second")
    for names in (LEARNED, MEASURED):
        report(read_by(None, names), read_by(reader, names), gate, least)
    if "--write" in sys.argv:
        write(reader, both)


def learned(encoder: Encoder) -> SentenceReader:
    """Ridge regression on the vectors of the lessons, each once, without its landmarks, and
    without those of other authors, whose vectors cost half an hour.
    """
    lessons = [lesson for lesson in spoken_lessons() if lesson.code and not lesson.lot]
    vectors = encoder.encode([squeezed(plain(lesson.text)) for lesson in lessons])
    labels, owner = np.unique([lesson.code for lesson in lessons], return_inverse=True)
    goals = np.full((owner.size, labels.size), -1.0)
    goals[np.arange(owner.size), owner] = 1.0
    middle, mean = vectors.mean(axis=0), goals.mean(axis=0)
    apart = (vectors - middle).astype(np.float64)
    weights = np.linalg.solve(
        apart.T @ apart + PENALTY * np.eye(apart.shape[1]), apart.T @ (goals - mean)
    )
    curve = fit_curve(np.array([0.0, 1.0]), np.array([False, True]))
    own = SentenceWeights(tuple(labels.tolist()), weights, mean - middle @ weights, curve)
    return SentenceReader(encoder, own)


def read_by(reader: SentenceReader | None, names: Sequence[str]) -> Read:
    rows = [row for name in names for row in rows_of(name)]
    model = default_model()
    ngrams, linear = model.pipeline[0], model.pipeline[-1]
    forms = [squeezed(plain(row["text"])) for row in rows]
    scores = linear.decision_function(ngrams.transform(forms))
    labels = linear.classes_.tolist()
    if reader:
        scores = reader.beside(forms, scores, labels)
    accepted = [(row.get("categories") or row["category"]).split() for row in rows]
    best = np.argsort(-scores, axis=1)[:, :3]
    hits = [
        [labels[number] in own for number in three]
        for three, own in zip(best, accepted, strict=True)
    ]
    table = np.array(hits)
    return Read(table[:, 0], table.any(axis=1), leads(scores * linear.temperature))


def report(alone: Read, both: Read, gate: float, least: float) -> None:
    """`gate` and `least`: the leads from which the first and both together keep the promise."""
    unsure = alone.lead < gate
    first, three = (
        np.where(unsure, both.first, alone.first),
        np.where(unsure, both.three, alone.three),
    )
    goes = ~unsure | (both.lead >= least)
    _line("without", alone.first, alone.three, ~unsure)
    _line("with", first, three, goes, f"{unsure.mean():.3f} of {unsure.size}")


def _line(name: str, first: Array, three: Array, alone: Array, note: str = "") -> None:
    figures = (first.mean(), three.mean(), alone.mean(), first[alone].mean())
    print(f"{name:>12}" + "".join(f"{figure:>8.3f}" for figure in figures) + f"   {note}")


def write(reader: SentenceReader, both: Read) -> None:
    curve = fit_curve(both.lead, both.first)
    np.savez_compressed(
        WEIGHTS,
        labels=np.array(reader.learned.labels),
        weights=reader.learned.weights.astype(np.float16),
        offset=reader.learned.offset.astype(np.float32),
        lead=curve.lead,
        right=curve.right,
    )


if __name__ == "__main__":
    main()
