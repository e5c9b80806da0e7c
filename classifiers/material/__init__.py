"""What the default model learns from: category names, their words, and sentences as callers say
them.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from random import Random

_FOLDER = files("classifiers.material")


@dataclass(frozen=True)
class Lesson:
    """A sentence or a group of words (`is_words`) that speaks of the category `code`."""

    code: str
    text: str
    is_words: bool


def category_names() -> dict[str, str]:
    """Code -> name of every first- and second-level category of the shipped tree."""
    lines = _FOLDER.joinpath("categories.csv").read_text("utf-8").splitlines()
    return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def lessons() -> list[Lesson]:
    """All lessons, in the order of the files."""
    return [lesson for file in _lesson_files() for lesson in _read(file)]


def lesson_texts(*, mixed: int = 5, seed: int = 7) -> tuple[list[str], list[str]]:
    """Training texts and their codes: each word, sentence and name alone, and for each category
    some longer texts.

    A longer text mixes the category's words and sentences with what callers say about anything, so
    that a model learns to pass over it.
    """
    pieces: dict[str, list[str]] = {}
    for lesson in lessons():
        pieces.setdefault(lesson.code, []).extend(
            lesson.text.split() if lesson.is_words else [lesson.text]
        )
    for code, name in category_names().items():
        if code in pieces:
            pieces[code].append(name)
    texts = [(code, piece) for code, own in pieces.items() for piece in own]
    chance, background = (
        Random(seed),
        _FOLDER.joinpath("background.txt").read_text("utf-8").splitlines(),
    )
    for code, own in pieces.items():
        for _ in range(mixed):
            parts = chance.sample(own, min(len(own), chance.randint(3, 6))) + chance.sample(
                background, chance.randint(0, 4)
            )
            texts.append((code, "，".join(parts)))
    return [text for _, text in texts], [code for code, _ in texts]


def digest() -> str:
    """Changes when any of the material changes."""
    sum_ = hashlib.sha256()
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".csv", ".txt", ".json")):
            sum_.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sum_.hexdigest()


def _lesson_files() -> list[Traversable]:
    lesson_files = (file for file in _FOLDER.iterdir() if file.name.startswith("category-"))
    return sorted(lesson_files, key=lambda file: file.name)


def _read(file: Traversable) -> Iterator[Lesson]:
    """A line `# code name` opens a category.

    A line `词：` lists words; any other line is a sentence.
    """
    code = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#"):
            code = line[1:].split()[0]
        elif line.startswith("词："):
            yield Lesson(code, line[2:].strip(), is_words=True)
        elif line.strip():
            yield Lesson(code, line.strip(), is_words=False)
