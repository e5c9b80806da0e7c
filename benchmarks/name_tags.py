"""Teaches the reader of names that no word announces, and measures it on names kept back.

    python -m benchmarks.name_tags --write

Lessons are the project's own (of categories, requests, dangers and accusations), with names, with
places called as people are, and as they stand. `--write` writes classifiers/material/name-tags.txt.
"""

import csv
import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.name_filling import Namer, with_names, with_places, with_words
from classifiers.name_clues import NEAR, candidates, cut, double_candidates, near_clues, word_clues
from classifiers.name_tagger import may_be_name, tagged_names
from classifiers.personal_data.digits import narrow

WEIGHTS = Path("classifiers/material/name-tags.txt")
_SEED, _FREEDOM = 1, 0.4
_FEWEST, _LEAST_POINTS = 3, 12
# Rounds over the lessons: as they stand, then with names, with places, with words like names.
_ROUNDS = ("plain", *["names"] * 8, *["places"] * 2, *["words"] * 2)
_MEASURED = ("plain", "names")


def lessons() -> list[str]:
    texts: list[str] = []
    material = files("classifiers").joinpath("material")
    paths = sorted(material.iterdir(), key=lambda path: path.name)
    for path in paths:
        if path.name.startswith(("spoken-", "category-", "requests")) and path.name[-3:] == "txt":
            lines = path.read_text("utf-8").splitlines()
            texts += [_without_mark(line) for line in lines if not line.startswith(("#", "词"))]
    for package, name in (
        ("classifiers", "danger/lessons.csv"),
        ("routing", "accusation_lessons.csv"),
    ):
        with files(package).joinpath(name).open("r", encoding="utf-8") as file:
            texts += [row["text"] for row in csv.DictReader(file)]
    return [text for text in texts if text]


def filled(
    texts: list[str], half: int, rounds: tuple[str, ...]
) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    draw = random.Random(_SEED + half)
    namer = Namer(half, draw)
    for kind in rounds:
        for text in texts:
            if kind == "names":
                named, spans = with_names(text, namer, draw)
                if spans:
                    yield narrow(named), set(spans)
            elif kind == "places":
                yield narrow(with_places(text, namer, draw)), set()
            else:
                yield narrow(with_words(text, draw) if kind == "words" else text), set()


def weights() -> Iterator[str]:
    clues, marks = _table(lessons())
    columns = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=_FEWEST)
    model = LogisticRegression(solver="liblinear", C=_FREEDOM, random_state=_SEED)
    model.fit(columns.fit_transform(clues), marks)
    points: NDArray[np.float64] = np.round(100 * model.coef_[0])
    yield f"bias\tbias\t{round(100 * model.intercept_[0])}"
    for (kind, value), place in sorted(columns.vocabulary_.items()):
        if abs(points[place]) >= _LEAST_POINTS:
            yield f"{kind}\t{value}\t{int(points[place])}"


def _table(texts: list[str]) -> tuple[list[list[tuple[str, str]]], list[bool]]:
    draw = random.Random(_SEED)
    clues, marks = [], []
    for text, spans in filled(texts, 0, _ROUNDS):
        for place in (*candidates(text), *double_candidates(text)):
            is_name = (place[0], place[2]) in spans
            if may_be_name(text, place) and (is_name or not spans or draw.random() < 0.5):
                row = [
                    *zip(NEAR, near_clues(text, place), strict=True),
                    *word_clues(text, place, cut(text, place)),
                ]
                clues.append(row)
                marks.append(is_name)
    return clues, marks


def measure(texts: list[str]) -> tuple[float, float]:
    """The share of names kept back that are found, and of texts without names that are touched."""
    names = reached = touched = 0
    for text, spans in filled(texts, 1, _MEASURED):
        tagged = set(tagged_names(text, [*candidates(text), *double_candidates(text)]))
        names, reached = names + len(spans), reached + len(spans & tagged)
        touched += bool(tagged) and not spans
    return reached / names, touched / len(texts)


def _without_mark(line: str) -> str:
    line = line.strip()
    return line[2:] if line[1:2] == " " else line


@click.command()
@click.option("--write", is_flag=True, help="Write the file instead of measuring it.")
def main(write: bool) -> None:
    if write:
        WEIGHTS.write_text("\n".join(weights()) + "\n", "utf-8")
    share, touched = measure(lessons()[::5])
    click.echo(f"names found {share:.3f}, texts touched {touched:.4f}")


if __name__ == "__main__":
    main()
