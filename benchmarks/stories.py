"""Learn the weights of the reader of stories of officials from its lessons, and measure it.

    python -m benchmarks.stories [--write]

Prints what the lessons show when each pair is judged by the others and each kind without its own;
`--write` puts the weights into routing/stories.json and the table into
benchmarks/results/stories.md; `--quick` leaves the kinds out.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from classifiers.material import lessons as material_lessons
from classifiers.material.spoken import spoken_lessons
from routing.officials import SURE, read_form
from routing.stories import WEIGHTS, may_be_accused
from routing.story_signs import Signs, actors, signs

LESSONS = Path("routing/story_lessons.csv")
OTHER_LESSONS = Path("routing/accusation_lessons.csv")
ALARMS = Path("classifiers/danger/lessons.csv")
ABOUT_STAFF = frozenset({"1805"})
RESULTS = Path("benchmarks/results/stories.md")
PARTS, ERRORS, RAREST, LEAST = 5, 4.0, 3, 0.03
# Weights beside a story's, which is 1: of those without a neighbour, of stories of named units,
# of ordinary matters, of framed ones.
SINGLE, NAMED, ORDINARY, FRAMED = 2.0, 0.5, 0.6, 0.3
NO_PAIR = -1
# What both sides may end with says nothing of either.
ENDINGS = (
    "，请查一查",
    "，希望有人管管",
    "，麻烦帮忙核实一下",
    "，请问这样合理吗",
    "，能不能处理一下",
    "，谢谢",
    "，要个说法",
    "，请尽快回复",
)
Array = np.ndarray[Any, Any]


class Told(NamedTuple):
    """A text to learn from; `pair` is shared by two stories that resemble each other."""

    text: str
    accusing: bool
    kind: str
    pair: int
    weight: float


def main() -> None:
    lessons = list(_told())
    vectorizer = DictVectorizer()
    matrix = _matrix(vectorizer, lessons)
    lines = ["| judged by | of accusing stories heard | of harmless neighbours wrong |"]
    lines += ["| --- | --- | --- |"]
    whole = np.array([each.weight == 1 for each in lessons])
    truth = np.array([each.accusing for each in lessons])
    kinds, pairs = (np.array([getattr(t, name) for t in lessons]) for name in ("kind", "pair"))
    ways = [("other pairs", _parts(pairs)), ("other kinds", _by_kind(kinds, pairs, truth))]
    for name, groups in ways[:1] if "--quick" in sys.argv else ways:
        unseen = _unseen(matrix, lessons, groups)
        rows = whole & (unseen >= 0)
        lines += _shown(name, unseen, rows, truth)
    print("\n".join(lines))
    for kind in sorted(set(kinds[whole & truth & (pairs != NO_PAIR)])):
        rows = whole & truth & (kinds == kind)
        print(f"{kind}: {np.mean(unseen[rows] >= SURE):.2f} of {rows.sum()} without its kind")
    if "--write" in sys.argv:
        _write(_fit(matrix, lessons, np.ones(len(lessons), bool)), vectorizer)
        RESULTS.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


_HEAD = """# Stories of officials

Written by `python -m benchmarks.stories`: at three thresholds, the second of which is used.

"""


def _told() -> Iterator[Told]:
    chance = Random(5)
    for number, row in enumerate(_rows(LESSONS)):
        if not row["accused"]:
            continue
        pair = NO_PAIR if row["kind"] == "single" else number // 2
        weight = SINGLE if pair == NO_PAIR else 1.0
        lessons = Told(row["text"], row["accused"] == "1", row["kind"], pair, weight)
        yield lessons
        framed = lessons.text.rstrip("。！？") + chance.choice(ENDINGS)
        yield lessons._replace(text=framed, weight=FRAMED)
    for row in _rows(OTHER_LESSONS):
        yield Told(row["text"], bool(row["accused"].strip()), "named", NO_PAIR, NAMED)
    known = {row["text"] for row in _rows(LESSONS)}
    for code, text in _ordinary():
        if code not in ABOUT_STAFF and text not in known:
            yield Told(text, False, "ordinary", NO_PAIR, ORDINARY)


def _ordinary() -> Iterator[tuple[str, str]]:
    """What callers want otherwise, with its category."""
    for lesson in material_lessons():
        if not lesson.is_words:
            yield lesson.code, lesson.text
    yield from ((lesson.code, lesson.text) for lesson in spoken_lessons())
    yield from (("", row["text"]) for row in _rows(ALARMS) if row["kind"] == "ordinary")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _matrix(vectorizer: DictVectorizer, lessons: Sequence[Told]) -> csr_matrix:
    shown: list[Signs] = []
    for each in lessons:
        body, _ = read_form(each.text)
        known = actors(body)
        shown.append(signs(body, known) if may_be_accused(known) else {})
    counts = Counter(name for each in shown for name in each)
    kept = [{name: own[name] for name in own if counts[name] >= RAREST} for own in shown]
    matrix = csr_matrix(vectorizer.fit_transform(kept))
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    return matrix


def _parts(pairs: Array) -> list[Array]:
    """Of every pair both are left out."""
    part = np.random.RandomState(0).permutation(pairs.max() + 1) % PARTS
    return [(pairs != NO_PAIR) & (part[pairs] == number) for number in range(PARTS)]


def _by_kind(kinds: Array, pairs: Array, truth: Array) -> list[Array]:
    """Of every kind of conduct all stories are left out, and their neighbours."""
    left_out = []
    for kind in sorted(set(kinds[truth & (pairs != NO_PAIR)])):
        own = set(pairs[(kinds == kind) & truth])
        left_out.append(np.isin(pairs, list(own)) & (pairs != NO_PAIR))
    return left_out


def _unseen(matrix: csr_matrix, lessons: Sequence[Told], groups: Sequence[Array]) -> Array:
    chances = np.full(len(lessons), -1.0)
    for held_out in groups:
        model = _fit(matrix, lessons, ~held_out)
        chances[held_out] = model.predict_proba(matrix[held_out])[:, 1]
    chances[(matrix.getnnz(axis=1) == 0) & (chances >= 0)] = 0.0
    return chances


def _fit(matrix: csr_matrix, lessons: Sequence[Told], rows: Array) -> LogisticRegression:
    truth, weights = np.array([t.accusing for t in lessons]), np.array([t.weight for t in lessons])
    rows = rows & (matrix.getnnz(axis=1) > 0)  # of the others the reader asks nothing
    model = LogisticRegression(C=ERRORS, max_iter=300, solver="liblinear")
    return model.fit(matrix[rows], truth[rows], sample_weight=weights[rows])


def _shown(name: str, unseen: Array, rows: Array, truth: Array) -> list[str]:
    def share(of: Array) -> float:
        return float(np.mean(of)) if of.size else 0.0

    return [
        f"| {name}, from {least:.2f} | {share(unseen[rows & truth] >= least):.2f} of"
        f" {(rows & truth).sum()} | {share(unseen[rows & ~truth] >= least):.3f} of"
        f" {(rows & ~truth).sum()} |"
        for least in (SURE - 0.2, SURE - 0.1, SURE, SURE + 0.1, SURE + 0.2)
    ]


def _write(model: LogisticRegression, vectorizer: DictVectorizer) -> None:
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST}
    table = {"offset": round(float(model.intercept_[0]), 3), "weights": dict(sorted(kept.items()))}
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
