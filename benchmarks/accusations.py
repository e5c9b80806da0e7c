"""Learn the weights of the reader of accusations from its lessons, and measure it.

    python -m benchmarks.accusations [--write]

Prints what the lessons show when each is judged by the others, and what the test sentences show;
`--write` puts the weights into routing/accusations.json and the table into
benchmarks/results/accusations.md.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from classifiers.folding import fold
from classifiers.material import lessons as material_lessons
from hotline.city.pack import DEMO
from hotline.city.pack_reading import read_pack
from routing.accusations import Accusations
from routing.router import Router
from routing.signs import Signs
from routing.suspicion import Suspicion
from routing.units import UnitTree
from routing.weighing import weighed

LESSONS = Path("routing/accusation_lessons.csv")
FRAMES = Path("routing/accusation_frames.txt")
WEIGHTS = Path("routing/accusations.json")
RESULTS = Path("benchmarks/results/accusations.md")
TESTS = (
    Path("tests/unit/routing/data/accusations.csv"),
    Path("tests/unit/routing/data/accusations_unseen.csv"),
    Path("tests/unit/routing/data/accusations_blind.csv"),
)
PARTS = 10
PARTS_OF_SURROUNDINGS = "=<}+"
ERRORS = 10.0  # weight of the errors in the regression
FRAMED = 0.4  # weight of a matter in a frame beside that of a lesson
TIMES, LONGEST_MATTER = 8, 45
RAREST = 2  # a sign of fewer mentions says nothing
LEAST = 0.05
# Share of real long letters that were right, of 60 read by hand (docs/decisions/accusations.md).
VERY_LONG = 0.8

Row = tuple[str, frozenset[str]]


class Mention(NamedTuple):
    """A suspicion, whether it is true, and the text it is from."""

    suspicion: Suspicion
    true: bool
    text: int


def main() -> None:
    city = read_pack(DEMO).pack
    if city is None:
        raise SystemExit("示例市 has faults: run hotline city check hotline/city/demo")
    lessons = _rows(LESSONS)
    rows = lessons + _framed(city.router)
    mentions = _mentions(city.router, rows)
    vectorizer = DictVectorizer()
    matrix = _without_rare(vectorizer, [_all_signs(mention.suspicion) for mention in mentions])
    truth = np.array([mention.true for mention in mentions])
    texts = np.array([mention.text for mention in mentions])
    weights = np.where(texts < len(lessons), 1.0, FRAMED)
    unseen = _by_parts(
        matrix, truth, weights, np.random.RandomState(0).permutation(len(rows))[texts]
    )
    own = texts < len(lessons)
    if "--write" in sys.argv:
        model = _model().fit(matrix, truth, sample_weight=weights)
        _write(model, vectorizer, _measured(unseen[own], truth[own]))
        weighed.cache_clear()
    _show(unseen[own], truth[own])
    _judge_unseen(lessons, mentions, unseen)
    for tests in TESTS:
        _judge(city.router, tests)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], frozenset(row["accused"].split())) for row in csv.DictReader(lines)]


def _framed(router: Router) -> list[Row]:
    """Ordinary matters beside a unit that is asked, named or (+) accused of neglecting them."""
    chance = Random(1)
    matters = [lesson.text.rstrip("。！？") for lesson in material_lessons() if not lesson.is_words]
    names = [
        (unit.code, name)
        for unit in router.tables.units
        if unit.kind != "government"
        for name in (unit.name, *unit.aliases)
        if len(name) > 2
    ]
    rows = []
    for frame in FRAMES.read_text(encoding="utf-8").splitlines():
        for _ in range(TIMES):
            (code, name), matter = chance.choice(names), chance.choice(matters)[:LONGEST_MATTER]
            text = frame[1:].replace("{m}", matter).replace("{u}", name)
            rows.append((text, frozenset({code} if frame.startswith("+") else ())))
    return rows


def _mentions(router: Router, rows: Sequence[Row]) -> list[Mention]:
    reader = Accusations(router.tables.units, router.tables.areas)
    mentions = []
    for number, (text, accused) in enumerate(rows):
        place = router.gazetteer.locate(text)
        suspicions, _ = reader.suspicions(text, district=place.district, street=place.street)
        mentions += [
            Mention(suspicion, bool(accused & set(suspicion.units)), number)
            for suspicion in suspicions
        ]
    return mentions


def _all_signs(suspicion: Suspicion) -> Signs:
    """The signs, and each n-gram under `~`, the name of its part and itself."""
    return suspicion.signs | {
        f"~{part.name}{gram}": part.strength for part in suspicion.parts for gram in part.grams
    }


def _without_rare(vectorizer: DictVectorizer, signs: Sequence[Signs]) -> csr_matrix:
    counts = Counter(name for each in signs for name in each)
    kept = [{name: each[name] for name in each if counts[name] >= RAREST} for each in signs]
    matrix = csr_matrix(vectorizer.fit_transform(kept))
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    return matrix


def _model() -> LogisticRegression:
    return LogisticRegression(C=ERRORS, max_iter=300, solver="liblinear")


def _by_parts(matrix: csr_matrix, truth: Any, weights: Any, texts: Any) -> Any:
    chances, parts = np.zeros(truth.size), texts % PARTS
    for part in range(PARTS):
        taught, held_out = parts != part, parts == part
        model = _model().fit(matrix[taught], truth[taught], sample_weight=weights[taught])
        chances[held_out] = model.predict_proba(matrix[held_out])[:, 1]
    return chances


def _judge_unseen(lessons: Sequence[Row], mentions: Sequence[Mention], unseen: Any) -> None:
    """What the lessons show when each is judged by a model that has not seen it."""
    accused: dict[int, bool] = {}
    suspected: set[int] = set()
    for mention, chance in zip(mentions, unseen, strict=True):
        if mention.text >= len(lessons):
            continue
        text, guilty = lessons[mention.text]
        judged = replace(mention.suspicion, chance=float(chance))
        if (mention.true or not guilty) and judged.accuses(len(text)):
            accused[mention.text] = True
        if mention.true and judged.suspects(fold(text)):
            suspected.add(mention.text)
    accusing = [number for number, (_, codes) in enumerate(lessons) if codes]
    missed = [number for number in accusing if number not in accused]
    wrong = [number for number in accused if not lessons[number][1]]
    print(f"lessons: {len(missed)} of {len(accusing)} accusing missed", end=", ")
    print(f"{len(suspected & set(missed))} of them withheld", end="; ")
    print(f"{len(wrong)} of {len(lessons) - len(accusing)} harmless wrong")


def _measured(unseen: np.ndarray, truth: np.ndarray) -> list[tuple[float, float]]:
    """From which chance on which share of the lessons was true."""
    curve = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(unseen, truth)
    edges = np.arange(0, 1, 0.1)
    return [(round(float(e), 2), round(float(curve.predict([e + 0.05])[0]), 3)) for e in edges]


def _write(
    model: LogisticRegression, vectorizer: DictVectorizer, measured: list[tuple[float, float]]
) -> None:
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST}
    grams: dict[str, dict[str, float]] = {name: {} for name in PARTS_OF_SURROUNDINGS}
    for name in sorted(kept):
        if name.startswith("~"):
            grams[name[1]][name[2:]] = kept[name]
    table = {
        "offset": round(float(model.intercept_[0]), 3),
        "measured": measured,
        "very_long": VERY_LONG,
        "signs": {name: kept[name] for name in sorted(kept) if not name.startswith("~")},
        "grams": grams,
    }
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _show(unseen: np.ndarray, truth: np.ndarray) -> None:
    """The share that was true of each tenth of the chances; `--write` keeps the table."""
    rows = ["| chance | lessons | true |", "| --- | --- | --- |"]
    for edge in np.arange(0, 1, 0.1):
        inside = (unseen >= edge) & (unseen < edge + 0.1)
        if inside.any():
            span = f"{edge:.1f} to {edge + 0.1:.1f}"
            rows.append(f"| {span} | {inside.sum()} | {truth[inside].mean():.0%} |")
    print("\n".join(rows))
    if "--write" in sys.argv:
        text = RESULTS.read_text("utf-8")
        RESULTS.write_text(text[: text.index(rows[0])] + "\n".join(rows) + "\n", "utf-8")


def _judge(router: Router, path: Path) -> None:
    reader = Accusations(router.tables.units, router.tables.areas)
    tree = UnitTree(router.tables.units)
    counts = {"accused": [0, 0], "harmless": [0, 0]}
    withheld = 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = router.gazetteer.locate(row["text"])
            hearing = reader.hear(row["text"], district=place.district, street=place.street)
            barred, accused = tree.controlled_by(hearing.units), set(row["accused"].split())
            kind = counts["accused" if accused else "harmless"]
            kind[0] += 1
            missed = not accused <= barred
            kind[1] += missed if accused else bool(barred)
            withheld += missed and accused <= barred | set(hearing.suspects)
    print(f"{path.name}: {{1}} of {{0}} accused missed".format(*counts["accused"]), end=", ")
    print(f"{withheld} of them withheld; {{1}} of {{0}} harmless wrong".format(*counts["harmless"]))


if __name__ == "__main__":
    main()
