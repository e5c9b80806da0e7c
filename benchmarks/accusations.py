"""Learn the weights of the reader of accusations from its lessons, and measure it.

    python -m benchmarks.accusations [--write]

Prints what the lessons show when each is judged by the others, and what the test sentences show;
`--write` puts the weights into routing/accusations.json.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from hotline.city.pack import DEMO, read_pack
from routing.accusations import Accusations, Suspicion
from routing.router import Router
from routing.units import UnitTree

LESSONS = Path("routing/accusation_lessons.csv")
WEIGHTS = Path("routing/accusations.json")
TESTS = Path("tests/unit/routing/data/accusations.csv")
PARTS = 15
ERRORS = 3.0  # weight of the errors in the regression
# Share of real long letters that were right, of 60 read by hand (docs/decisions/accusations.md).
VERY_LONG = 0.8


def main() -> None:
    city = read_pack(DEMO).pack
    if city is None:
        raise SystemExit("示例市 has faults: run hotline city check hotline/city/demo")
    lessons, owners, truth = _read(city.router, LESSONS)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([suspicion.signs for suspicion in lessons])
    model = LogisticRegression(C=ERRORS, max_iter=5000)
    unseen = cross_val_predict(
        model, matrix, truth, groups=owners, cv=GroupKFold(PARTS), method="predict_proba"
    )[:, 1]
    if "--write" in sys.argv:
        model.fit(matrix, truth)
        _write(model, vectorizer, _measured(unseen, truth))
    _show(unseen, truth)
    _judge(city.router, TESTS)


def _read(router: Router, path: Path) -> tuple[list[Suspicion], np.ndarray, np.ndarray]:
    """The suspicions of all sentences, the number of the sentence of each, and which are true."""
    reader = Accusations(router.tables.units, router.tables.areas)
    suspicions, owners, truth = [], [], []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            place = router.gazetteer.locate(row["text"])
            named, _ = reader.suspicions(row["text"], district=place.district, street=place.street)
            for suspicion in named:
                suspicions.append(suspicion)
                owners.append(number)
                truth.append(bool(set(suspicion.units) & set(row["accused"].split())))
    mixed = np.random.RandomState(0).permutation(max(owners) + 1)
    return suspicions, mixed[np.array(owners)], np.array(truth)


def _measured(unseen: np.ndarray, truth: np.ndarray) -> list[tuple[float, float]]:
    """From which chance on which share of the lessons was true."""
    curve = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(unseen, truth)
    edges = np.arange(0, 1, 0.1)
    return [(round(float(e), 2), round(float(curve.predict([e + 0.05])[0]), 3)) for e in edges]


def _write(
    model: LogisticRegression, vectorizer: DictVectorizer, measured: list[tuple[float, float]]
) -> None:
    names = vectorizer.get_feature_names_out()
    signs = {
        name: round(float(weight), 3)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= 0.02
    }
    table = {
        "offset": round(float(model.intercept_[0]), 3),
        "measured": measured,
        "very_long": VERY_LONG,
        "signs": dict(sorted(signs.items())),
    }
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _show(unseen: np.ndarray, truth: np.ndarray) -> None:
    for edge in np.arange(0, 1, 0.1):
        inside = (unseen >= edge) & (unseen < edge + 0.1)
        if inside.any():
            print(f"chance {edge:.1f}: {inside.sum():>4} lessons, {truth[inside].mean():.0%} true")


def _judge(router: Router, path: Path) -> None:
    reader = Accusations(router.tables.units, router.tables.areas)
    tree = UnitTree(router.tables.units)
    counts = {"accused": [0, 0], "harmless": [0, 0]}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = router.gazetteer.locate(row["text"])
            hearing = reader.hear(row["text"], district=place.district, street=place.street)
            barred = tree.controlled_by(hearing.units)
            kind = counts["accused" if row["accused"] else "harmless"]
            kind[0] += 1
            kind[1] += not set(row["accused"].split()) <= barred if row["accused"] else bool(barred)
    print("accused that still get their ticket: {1} of {0}".format(*counts["accused"]))
    print("harmless texts taken for accusations: {1} of {0}".format(*counts["harmless"]))


if __name__ == "__main__":
    main()
