"""The classifier against fastText and the bare segmenter, on texts of 200 characters.

fastText is compared where it is installed; it learns the same material, cut by the same segmenter.
"""

import importlib.util
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from classifiers.material import lesson_texts
from classifiers.predict import default_classifier
from classifiers.request_type import request_type
from classifiers.segment import segment

COUNT, LENGTH, SINGLE = 8000, 200, 2000


def texts() -> list[str]:
    """Texts of the wanted length, mixed from the lessons."""
    chance, lessons = Random(1), [text for text in lesson_texts()[0] if len(text) > 15]
    made = []
    for _ in range(COUNT):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(lessons) + "。"
        made.append(text[:LENGTH])
    return made


def rate(work: Callable[[], object]) -> float:
    """Texts in a second of one core's time, best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return COUNT / best


def single(work: Callable[[str], object], made: list[str], clock: Callable[[], float]) -> str:
    """Median and 99th percentile of one call, in milliseconds."""
    spent = []
    for text in made[:SINGLE]:
        begin = clock()
        work(text)
        spent.append((clock() - begin) * 1000)
    spent.sort()
    return f"p50 {spent[len(spent) // 2]:.3f} ms, p99 {spent[int(len(spent) * 0.99)]:.3f} ms"


def fasttext_rates(made: list[str]) -> tuple[float, float] | None:
    """Its category alone, and with the same reading of the request type."""
    if importlib.util.find_spec("fasttext") is None:
        return None
    import fasttext

    lessons, codes = lesson_texts()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lessons.txt"
        lines = (
            f"__label__{code} {' '.join(segment(text))}"
            for text, code in zip(lessons, codes, strict=True)
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        model = fasttext.train_supervised(str(file), wordNgrams=2, epoch=5, thread=1, verbose=0)

    def categories() -> object:
        return model.predict([" ".join(segment(text)) for text in made], 3)

    return rate(categories), rate(lambda: [categories(), [request_type(text) for text in made]])


def line(name: str, ours: float, other: float | None = None) -> None:
    beside = f"   fastText {other:8,.0f}   ours is {ours / other:.1f} times" if other else ""
    print(f"{name:40}{ours:8,.0f} texts/s{beside}")


def main() -> None:
    made, classifier = texts(), default_classifier()
    category, both = fasttext_rates(made) or (None, None)
    print(
        f"texts of {LENGTH} characters, one core of {os.cpu_count()}; fastText is fed "
        "with the same segmentation"
    )
    line("category, in batches", rate(lambda: classifier.chances(made)), category)
    line(
        "category and request type, in batches",
        rate(lambda: [classifier.chances(made), [request_type(text) for text in made]]),
        both,
    )
    line(
        "whole classification, in batches",
        rate(lambda: classifier.classify_many(made, explain=False)),
    )
    line("segmenter alone", rate(lambda: [segment(text) for text in made]))
    if category is None:
        print("fastText is not installed: pip install -e '.[bench]'")
    print(
        f"{'whole classification, singly':40}{single(classifier.classify, made, time.perf_counter)}"
    )
    print(f"{'the same in processor time':40}{single(classifier.classify, made, time.thread_time)}")


if __name__ == "__main__":
    main()
