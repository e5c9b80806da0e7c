"""The reader of pairs of reports: learned from scenes, judged on scenes that are held out.

    python -m benchmarks.repeats [--write]

Prints how many repeats are found where 5, 10 and 20 % of the other matters of the same thing at
the same place are joined, each scene read by what the other four fifths taught, beside the likeness
without the reader; `--write` puts what all scenes teach into `pair-weights.npz`.
"""

import csv
import math
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression

import analytics.hotspots
from analytics.hotspots import likeness
from analytics.hotspots.earlier import at_one_place
from analytics.hotspots.meanings import part_names, parts_of
from analytics.hotspots.pair_reader import (
    FILE,
    SHORTER,
    PairWeights,
    traits_of_pairs,
    vectors_of,
    weighed,
)
from analytics.hotspots.pairs import ALIKE
from analytics.hotspots.plain_text import plain
from analytics.hotspots.report import Report
from analytics.hotspots.rows import Facts, facts_of
from classifiers.material import lesson_texts

Array = np.ndarray[Any, Any]
FOLDER = Path(analytics.hotspots.__path__[0])
FOLDS, INNER, SEED = 5, 4, 0
SHRINKAGE, STRENGTH = 1.0, 0.03
WRONG = (0.05, 0.10, 0.20)
MARK_AT = 0.05
AT, NOWHERE = datetime(2026, 3, 9), "某处"


@dataclass(frozen=True)
class Pairs:
    """Reports of scenes, and each two of one scene: their numbers, their scene, whether they are
    one matter; how likely without the reader.
    """

    facts: Facts
    scenes: Array
    matters: Array
    left: Array
    right: Array
    likely: Array

    @property
    def same(self) -> Array:
        return np.asarray(self.matters[self.left] == self.matters[self.right])

    @property
    def is_read(self) -> Array:
        lengths = self.facts.lengths
        return np.asarray(np.maximum(lengths[self.left], lengths[self.right]) > SHORTER)

    @property
    def scene(self) -> Array:
        return np.asarray(self.scenes[self.left])


def scene_pairs() -> Pairs:
    with (FOLDER / "scenes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    reports = [
        at_one_place(Report(str(at), AT, "", row["text"], place=row["place"] or NOWHERE))
        for at, row in enumerate(rows)
    ]
    scenes = np.array([int(row["scene"]) for row in rows])
    matters = np.array([2 * int(row["scene"]) + (row["matter"] == "b") for row in rows])
    groups = [np.flatnonzero(scenes == scene) for scene in np.unique(scenes)]
    left, right = np.array([pair for group in groups for pair in combinations(group, 2)]).T
    likely = np.zeros(len(left), dtype=np.float32)
    for own in groups:
        among = without_reader([reports[at] for at in own])
        these = scenes[left] == scenes[own[0]]
        likely[these] = among[left[these] - own[0], right[these] - own[0]]
    return Pairs(facts_of(reports), scenes, matters, left, right, likely)


def without_reader(reports: list[Report]) -> Array:
    with patch.object(likeness, "by_reading", lambda likely, *_: likely):
        return likeness.Likeness(reports).among(range(len(reports)))


def rarity() -> Array:
    lessons = lesson_texts()[0]
    held = Counter(part for text in lessons for part in set(parts_of(plain(text))))
    return np.array(
        [math.log(len(lessons) / (1 + held[part])) for part in part_names()], np.float32
    )


def near_map(vectors: Array, matters: Array) -> Array:
    """Under which the wordings of one matter vary as much in every direction (within-class
    covariance normalisation).
    """
    groups = [vectors[matters == each] for each in np.unique(matters)]
    within = np.concatenate([group - group.mean(axis=0) for group in groups])
    covariance = within.T @ within / len(within)
    covariance += SHRINKAGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    near = np.linalg.cholesky(np.linalg.inv(covariance))
    return np.asarray(near / np.abs(near).max(), dtype=np.float32)


def prepared(pairs: Pairs, scenes: Array) -> PairWeights:
    """What the vectors of these scenes teach."""
    weights = rarity()
    vectors = vectors_of(pairs.facts.told_parts, weights)
    own = np.isin(pairs.scenes, scenes)
    centre = vectors.mean(axis=0)
    none = np.zeros(0, dtype=np.float32)
    near = near_map(vectors[own] - centre, pairs.matters[own])
    return PairWeights(weights, centre, near, none, none, none, 0.0)


def traits(pairs: Pairs, learned: PairWeights, these: Array) -> Array:
    left, right = pairs.left[these], pairs.right[these]
    return traits_of_pairs(pairs.facts.part(left), pairs.facts.part(right), learned)


def learn(pairs: Pairs, scenes: Array) -> PairWeights:
    """The traits of each part of the scenes are by the map of the other parts, as a new scene's."""
    parts = np.array_split(np.random.default_rng(SEED).permutation(scenes), INNER)
    blocks, same = [], []
    for part in parts:
        learned = prepared(pairs, np.setdiff1d(scenes, part))
        these = np.isin(pairs.scene, part)
        blocks.append(traits(pairs, learned, these))
        same.append(pairs.same[these])
    rows, is_same = np.concatenate(blocks), np.concatenate(same)
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-3)
    regression = LogisticRegression(C=STRENGTH, max_iter=2000).fit((rows - mean) / spread, is_same)
    weights = regression.coef_[0].astype(np.float32)
    return replace(prepared(pairs, scenes), mean=mean, spread=spread, weights=weights)


def sums(pairs: Pairs, learned: PairWeights, these: Array) -> Array:
    standard = (traits(pairs, learned, these) - learned.mean) / learned.spread
    return np.asarray(standard @ learned.weights)


def held_out(pairs: Pairs) -> Array:
    scenes = np.random.default_rng(SEED).permutation(np.unique(pairs.scenes))
    read = np.zeros(len(pairs.left), dtype=np.float32)
    for part in np.array_split(scenes, FOLDS):
        these = np.isin(pairs.scene, part)
        read[these] = sums(pairs, learn(pairs, np.setdiff1d(scenes, part)), these)
    return read


def curve(read: Array, same: Array) -> str:
    marks = [np.quantile(read[~same], 1 - wrong) for wrong in WRONG]
    shares = [(read[same] > mark).mean() for mark in marks]
    return "  ".join(
        f"{wrong:.0%}: {share:.3f}" for wrong, share in zip(WRONG, shares, strict=True)
    )


def at_mark(read: Array, same: Array) -> str:
    joined = read >= ALIKE
    return f"at {ALIKE}: {joined[same].mean():.3f} found, {joined[~same].mean():.3f} wrong"


def main() -> None:
    pairs = scene_pairs()
    read, longer = held_out(pairs), pairs.is_read
    print(f"{len(np.unique(pairs.scenes))} scenes, {len(read)} pairs")
    for name, these in (("one longer", longer), ("both short", ~longer)):
        same, before = pairs.same[these], pairs.likely[these]
        print(f"{name}, {len(same)}, before: {curve(before, same)}, {at_mark(before, same)}")
        print(f"{name}, by the reader alone: {curve(read[these], same)}")
    same, before = pairs.same[longer], pairs.likely[longer]
    mark = float(np.quantile(read[longer][~same], 1 - MARK_AT))
    both = weighed(before, read[longer] - mark)
    print(f"one longer, both: {curve(both, same)}, {at_mark(both, same)}")
    if "--write" in sys.argv:
        learned = replace(learn(pairs, np.unique(pairs.scenes)), mark=mark)
        arrays = {name: np.asarray(each, np.float32) for name, each in asdict(learned).items()}
        np.savez_compressed(FOLDER / FILE, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
