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
from classifiers.request_type import request_type, request_types
from classifiers.segment import segment
from hotline.operation.garbage_collector import freeze_startup_objects

COUNT, LENGTH, SINGLE = 8000, 200, 2000


def texts() -> list[str]:
    """Texts of the wanted length, mixed from the lessons."""
    chance, lessons = Random(1), [text for text in lesson_texts()[0] if len(text) > 15]
    mixed = []
    for _ in range(COUNT):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(lessons) + "。"
        mixed.append(text[:LENGTH])
    return mixed


def rate(work: Callable[[], object]) -> float:
    """Texts in a second of one core's time, best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return COUNT / best


def single(work: Callable[[str], object], messages: list[str], clock: Callable[[], float]) -> str:
    """Median and 99th percentile of one call, in milliseconds."""
    spent = []
    for text in messages[:SINGLE]:
        begin = clock()
        work(text)
        spent.append((clock() - begin) * 1000)
    spent.sort()
    return f"p50 {spent[len(spent) // 2]:.3f} ms, p99 {spent[int(len(spent) * 0.99)]:.3f} ms"


def fasttext_rates(messages: list[str]) -> tuple[float, float] | None:
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
        return model.predict([" ".join(segment(text)) for text in messages], 3)

    return rate(categories), rate(lambda: [categories(), [request_type(text) for text in messages]])


def line(name: str, ours: float, other: float | None = None) -> None:
    beside = f"   fastText {other:8,.0f}   ours is {ours / other:.1f} times" if other else ""
    print(f"{name:40}{ours:8,.0f} texts/s{beside}")


def main() -> None:
    messages, classifier = texts(), default_classifier()
    classifier.classify(messages[0])
    freeze_startup_objects()
    category, both = fasttext_rates(messages) or (None, None)
    print(
        f"texts of {LENGTH} characters, one core of {os.cpu_count()}; fastText is fed "
        "with the same segmentation"
    )
    line("category, in batches", rate(lambda: classifier.chances(messages)), category)
    line(
        "category and request type, in batches",
        rate(lambda: [classifier.chances(messages), request_types(messages)]),
        both,
    )
    line(
        "whole classification, in batches",
        rate(lambda: classifier.classify_many(messages, explain=False)),
    )
    line("segmenter alone", rate(lambda: [segment(text) for text in messages]))
    if category is None:
        print("fastText is not installed: pip install -e '.[bench]'")
    elapsed = single(classifier.classify, messages, time.perf_counter)
    processor = single(classifier.classify, messages, time.thread_time)
    print(f"{'whole classification, singly':40}{elapsed}")
    print(f"{'the same in processor time':40}{processor}")


if __name__ == "__main__":
    main()
