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
# Weights beside a story's, which is 1: of stories of named units, of ordinary matters, of framed
# ones, of what is only judged.
NAMED, ORDINARY, FRAMED, ASIDE = 0.5, 0.6, 0.3, 0.0
NO_PAIR = -1
# Kinds of lessons without a neighbour: sentences of the default model's material that accuse, and
# strangers' ordinary reports, all that a reader once took for an accusation and some of the others.
VOICE, OF_VOICES = "voice", 1000
ALONE = {"single": 2.0, VOICE: 1.0}
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
    lines = ["| judged by | accusing stories heard | harmless neighbours wrong | ordinary wrong |"]
    lines += ["| --- | --- | --- | --- |"]
    whole = np.array([each.pair != NO_PAIR and each.weight == 1 for each in lessons])
    truth = np.array([each.accusing for each in lessons])
    kinds, pairs = (np.array([getattr(t, name) for t in lessons]) for name in ("kind", "pair"))
    ways = [("other pairs", _parts(pairs, kinds)), ("other kinds", _by_kind(kinds, pairs, truth))]
    for name, groups in ways[:1] if "--quick" in sys.argv else ways:
        unseen = _unseen(matrix, lessons, groups)
        rows = whole & (unseen >= 0)
        voices = (kinds == VOICE) & ~truth & (unseen >= 0)
        lines += _shown(name, unseen, rows, truth, voices)
    print("\n".join(lines))
    for kind in sorted(set(kinds[whole & truth & (pairs != NO_PAIR)])):
        rows = whole & truth & (kinds == kind)
        print(f"{kind}: {np.mean(unseen[rows] >= SURE):.2f} of {rows.sum()} without its kind")
    if "--write" in sys.argv:
        _write(_fit(matrix, lessons, np.ones(len(lessons), bool)), vectorizer)
        RESULTS.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


_HEAD = """# Stories of officials

Written by `python -m benchmarks.stories`: at five thresholds, the third of which is used (texts
of more than 90 signs need 0.75). Pairs are held out whole; ordinary are reports of three authors,
a fifth of them held out at a time; those that accuse or are of conduct of staff are not counted.

"""


def _told() -> Iterator[Told]:
    chance = Random(5)
    for number, row in enumerate(_rows(LESSONS)):
        if not row["accused"]:
            continue
        pair = NO_PAIR if row["kind"] in ALONE else number // 2
        weight = ALONE.get(row["kind"], 1.0)
        lessons = Told(row["text"], row["accused"] == "1", row["kind"], pair, weight)
        yield lessons
        if row["kind"] == VOICE:
            continue
        framed = lessons.text.rstrip("。！？") + chance.choice(ENDINGS)
        yield lessons._replace(text=framed, weight=FRAMED)
    for row in _rows(OTHER_LESSONS):
        yield Told(row["text"], bool(row["accused"].strip()), "named", NO_PAIR, NAMED)
    known = {row["text"] for row in _rows(LESSONS)}
    for code, text in _ordinary():
        if code not in ABOUT_STAFF and text not in known:
            yield Told(text, False, "ordinary", NO_PAIR, ORDINARY)
    strangers = [
        lesson.text
        for lesson in spoken_lessons()
        if lesson.lot and lesson.code not in ABOUT_STAFF and lesson.text not in known
    ]
    chance.shuffle(strangers)
    for number, text in enumerate(strangers):
        yield Told(text, False, VOICE, NO_PAIR, ORDINARY if number < OF_VOICES else ASIDE)


def _ordinary() -> Iterator[tuple[str, str]]:
    """What callers want otherwise, with its category."""
    for lesson in material_lessons():
        if not lesson.is_words:
            yield lesson.code, lesson.text
    yield from ((lesson.code, lesson.text) for lesson in spoken_lessons() if not lesson.lot)
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


def _parts(pairs: Array, kinds: Array) -> list[Array]:
    """Of every pair both are left out, and a part of the strangers' reports."""
    chance = np.random.RandomState(0)
    part = chance.permutation(pairs.max() + 1) % PARTS
    own = np.where(pairs == NO_PAIR, chance.permutation(pairs.size) % PARTS, part[pairs])
    return [((pairs != NO_PAIR) | (kinds == VOICE)) & (own == number) for number in range(PARTS)]


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
    # of whom the reader asks nothing, and of what is only judged, nothing is learned
    rows = rows & (weights > 0) & (matrix.getnnz(axis=1) > 0)
    model = LogisticRegression(C=ERRORS, max_iter=300, solver="liblinear")
    return model.fit(matrix[rows], truth[rows], sample_weight=weights[rows])


def _shown(name: str, unseen: Array, rows: Array, truth: Array, voices: Array) -> list[str]:
    def share(of: Array) -> float:
        return float(np.mean(of)) if of.size else 0.0

    return [
        f"| {name}, from {least:.2f} | {share(unseen[rows & truth] >= least):.2f} of"
        f" {(rows & truth).sum()} | {share(unseen[rows & ~truth] >= least):.3f} of"
        f" {(rows & ~truth).sum()} | "
        + (f"{share(unseen[voices] >= least):.4f} of {voices.sum()} |" if voices.any() else "- |")
        for least in (SURE - 0.17, SURE - 0.07, SURE, SURE + 0.1, SURE + 0.2)
    ]


def _write(model: LogisticRegression, vectorizer: DictVectorizer) -> None:
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST}
    table = {"offset": round(float(model.intercept_[0]), 3), "weights": dict(sorted(kept.items()))}
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
