"""Learn the weights of the reader of dangers from its lessons, and measure it.

    python -m benchmarks.danger [--write]

Prints what each tenth of the lessons shows when the others have taught, what each kind shows when
the other kinds have taught, and the test sentences; `--write` writes weights.json.
"""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from classifiers.danger.cues import WordFinder
from classifiers.danger.level import level_with_danger
from classifiers.danger.reader import THRESHOLD, WEIGHTS, danger_reader
from classifiers.danger.signs import SIGN, gram_strength, grams, signs
from classifiers.danger.views import plain, views_of
from classifiers.material import lessons as material_lessons
from classifiers.urgency import urgency

LESSONS = Path("classifiers/danger/lessons.csv")
NARRATIVES = Path("routing/accusation_lessons.csv")
TESTS = Path("tests/unit/classifiers/data/danger.csv")
PARTS = 10
ERRORS = 4.0  # weight of the errors in the regression
LEAST, LEAST_OF_GRAM = 0.05, 0.12
# Weights of lessons beside those of the file, which weigh 1.
ORDINARY, FRAMED, JOINED = 0.5, 0.3, 0.25
FRAMES = (
    ("市民来电反映：", "，请相关部门核实处理。"),
    ("您好，", "，谢谢。"),
    ("来电人称", "，要求处理"),
    ("我要投诉，", ""),
    ("你好，", ""),
    ("", "，请尽快处理"),
    ("举报：", ""),
)
# Places stand before or behind what happened.
ADDRESSES = (
    ("城东区建设街12号", ""),
    ("西苑路和新华路路口，", ""),
    ("阳光花园5栋2单元", ""),
    ("我住在河西镇李庄村，", ""),
    ("", "，就在翠湖小区18栋"),
    ("", "，地址是红旗街道和平里"),
    ("高新区科技大道88号", "，"),
    ("", " 北门菜市场旁边"),
)


class Lesson(NamedTuple):
    """One view and whether it speaks of danger; `source` is the number of the text it is from."""

    signs: dict[str, float]
    danger: bool
    weight: float
    source: int
    kind: str


def main() -> None:
    lessons = list(_lessons())
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([lesson.signs for lesson in lessons])
    truth = np.array([lesson.danger for lesson in lessons])
    weights = np.array([lesson.weight for lesson in lessons])
    sources = np.array([lesson.source for lesson in lessons])
    kinds = np.array([lesson.kind for lesson in lessons])
    whole = weights >= ORDINARY
    unseen = _by_parts(matrix, truth, weights, sources % PARTS)
    for kind in ("danger", "alike", "ordinary"):
        rows = whole & (kinds == kind if kind != "danger" else truth)
        print(f"{kind}: {np.mean(unseen[rows] >= THRESHOLD):.3f} of {rows.sum()} flagged")
    for kind in sorted(set(kinds[truth])):
        others, rows = kinds != kind, whole & (kinds == kind)
        model = _model().fit(matrix[others], truth[others], sample_weight=weights[others])
        share = np.mean(model.predict_proba(matrix[rows])[:, 1] >= THRESHOLD)
        print(f"{kind} without lessons of its kind: {share:.3f} of {rows.sum()}")
    if "--write" in sys.argv:
        _write(_model().fit(matrix, truth, sample_weight=weights), vectorizer)
        danger_reader.cache_clear()
    _judge()


def _model() -> LogisticRegression:
    return LogisticRegression(C=ERRORS, max_iter=3000)


def _by_parts(matrix: csr_matrix, truth: Any, weights: Any, parts: Any) -> Any:
    chances = np.zeros(truth.size)
    for part in range(PARTS):
        taught, held_out = parts != part, parts == part
        model = _model().fit(matrix[taught], truth[taught], sample_weight=weights[taught])
        chances[held_out] = model.predict_proba(matrix[held_out])[:, 1]
    return chances


def _lessons() -> Iterator[Lesson]:
    rows = _rows()
    chance = Random(3)
    sources = list(range(len(rows)))
    chance.shuffle(sources)
    harmless = [text for text, kind, _ in rows if kind in ("alike", "ordinary")]
    for source, (text, kind, weight) in zip(sources, rows, strict=True):
        danger = kind not in ("alike", "ordinary")
        yield from _of_text(text, danger, weight, source, kind)
        before, after = chance.choice(FRAMES)
        yield from _of_text(f"{before}{text.rstrip('。')}{after}", danger, FRAMED, source, kind)
        before, after = chance.choice(ADDRESSES)
        yield from _of_text(f"{before}{text.rstrip('。')}{after}", danger, FRAMED, source, kind)
        if not danger:
            longer = "，".join([text, chance.choice(harmless), chance.choice(harmless)])
            yield from _of_text(longer, danger, JOINED, source, kind)


def _of_text(text: str, danger: bool, weight: float, source: int, kind: str) -> Iterator[Lesson]:
    """Of a danger the whole is one lesson; of what is harmless every view is harmless."""
    level, flat = urgency(text)[0], plain(text)
    finder = WordFinder()
    views = [flat] if danger else [flat[view.start : view.end] for view in views_of(flat)]
    for view in views:
        strengths = dict.fromkeys(signs(view, finder.words_of(view), level), SIGN)
        strengths |= dict.fromkeys((f"~{gram}" for gram in grams(view)), gram_strength(len(view)))
        yield Lesson(strengths, danger, weight, source, kind)


def _rows() -> list[tuple[str, str, float]]:
    """Texts, their kind (a danger, alike: sounds like one, or ordinary) and their weight."""
    own = [(row["text"], row["kind"] or "alike", 1.0) for row in _read(LESSONS)]
    known = {text for text, _, _ in own}
    of_material = [lesson.text for lesson in material_lessons() if not lesson.is_words]
    others = [*of_material, *(row["text"] for row in _read(NARRATIVES))]
    ordinary = [text for text in dict.fromkeys(others) if text not in known and len(text) > 8]
    return own + [(text, "ordinary", ORDINARY) for text in ordinary]


def _read(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(model: LogisticRegression, vectorizer: DictVectorizer) -> None:
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {
        name: round(float(weight), 3)
        for name, weight in named
        if abs(weight) >= (LEAST_OF_GRAM if name.startswith("~") else LEAST)
    }
    table = {"offset": round(float(model.intercept_[0]), 3), "signs": dict(sorted(kept.items()))}
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _judge() -> None:
    counts = {True: [0, 0], False: [0, 0]}
    for row in _read(TESTS):
        _, danger = level_with_danger(row["text"], {})
        counts[bool(row["kind"])][0] += 1
        counts[bool(row["kind"])][1] += danger.is_danger
    print("dangers of the test set that are seen: {1} of {0}".format(*counts[True]))
    print("harmless sentences taken for dangers: {1} of {0}".format(*counts[False]))


if __name__ == "__main__":
    main()
