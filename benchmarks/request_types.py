"""Learn the weights of the reader of request types from its lessons, and measure it.

python -m benchmarks.request_types [--write]

Prints what each tenth of the lessons shows when the others have taught, and the test sentences;
`--write` writes request_weights.json.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from classifiers.material.spoken import spoken_lessons
from classifiers.plain_text import plain
from classifiers.request_cues import cue_hits
from classifiers.request_type import (
    KINDS,
    LONGEST_GRAM,
    WEIGHTS,
    flattened,
    form_signs,
    request_type,
    strength,
)

TESTS = Path("tests/unit/classifiers/data")
PARTS = 10
ERRORS = 20.0  # weight of the errors in the regression
LEAST_TEXTS = 2  # an n-gram of fewer texts is none
# The other authors call 求助 or 举报 what these call 投诉: with theirs one spoken sentence in fifty
# more is wrong.
LOTS = ("", "voices-c")


def main() -> None:
    lessons = [(each.text, each.request_type) for each in spoken_lessons() if each.lot in LOTS]
    texts, truth = [text for text, _ in lessons], np.array([KINDS.index(k) for _, k in lessons])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(list(_signs(texts)))
    parts = np.arange(len(texts)) % PARTS
    Random(3).shuffle(parts)  # type: ignore[arg-type]
    right = np.concatenate(
        [
            _model(truth[parts != part])
            .fit(matrix[parts != part], truth[parts != part])
            .predict(matrix[parts == part])
            == truth[parts == part]
            for part in range(PARTS)
        ]
    )
    print(f"lessons by tenths: {right.mean():.3f} of {right.size}")
    if "--write" in sys.argv:
        _write(_model(truth).fit(matrix, truth), vectorizer)
    for name in ("request_type.csv", "request_type_spoken.csv"):
        _judge(TESTS / name)


def _model(truth: Any) -> LogisticRegression:
    """Rare types count more, by the square root."""
    counts = np.bincount(truth)
    weights = {kind: float(np.sqrt(truth.size / counts[kind])) for kind in np.unique(truth)}
    return LogisticRegression(C=ERRORS, max_iter=1000, class_weight=weights)


def _signs(texts: Sequence[str]) -> Iterator[dict[str, float]]:
    flats = [flattened(plain(text)) for text in texts]
    grams = [_grams(flat) for flat in flats]
    frequent = {
        gram
        for gram, count in Counter(gram for own in grams for gram in own).items()
        if count >= LEAST_TEXTS
    }
    for text, flat, own in zip(texts, flats, grams, strict=True):
        signs = form_signs(flat, cue_hits(plain(text)))
        yield signs | dict.fromkeys((f"~{gram}" for gram in own & frequent), strength(len(flat)))


def _grams(flat: str) -> set[str]:
    return {
        flat[place : place + size]
        for size in range(1, LONGEST_GRAM + 1)
        for place in range(len(flat) - size + 1)
    }


def _write(model: LogisticRegression, vectorizer: DictVectorizer) -> None:
    rows = {
        name: [round(float(weight), 2) for weight in column]
        for name, column in zip(vectorizer.get_feature_names_out(), model.coef_.T, strict=True)
    }
    table = {
        "offset": [round(float(offset), 2) for offset in model.intercept_],
        "forms": {name: row for name, row in rows.items() if not name.startswith("~")},
        "grams": {name[1:]: row for name, row in rows.items() if name.startswith("~")},
    }
    lines = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n")
    WEIGHTS.write_text(lines + "\n", encoding="utf-8")


def _judge(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = [request_type(plain(row["text"]))[0] in row["kind"].split() for row in rows]
    print(f"{path.name}: {sum(right)} of {len(rows)}")


if __name__ == "__main__":
    main()
