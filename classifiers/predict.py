"""Text in; category, request type, urgency and sensitive words out, with confidence and reasons."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classifiers import request_type as requests
from classifiers import urgency as urgencies
from classifiers.beside import LONGEST, Beside, read_besides
from classifiers.city_codes import in_codes, label_of
from classifiers.classification import Classification as Classification
from classifiers.classification import Suggestion as Suggestion
from classifiers.classification import notes
from classifiers.folding import as_written
from classifiers.late import bring_in_learning
from classifiers.place_names import PlaceNames, without_resettlement
from classifiers.plain_text import length_in_signs, plain, squeezed, whole_text
from classifiers.sensitive import SensitiveWords

# scikit-learn takes a second to import: only what holds a model imports it.
if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from classifiers.model_store import StoredModel
    from classifiers.sentences import SentenceReader, SentenceWeights

# The models learn from whole sentences: on "你好" they are sure of anything, so a text shorter than
# this is trusted less.
ENOUGH_CHARACTERS = 8


class Classifier:
    """Suggests; people decide.

    Without a model it abstains on the category and still reads the rest.
    """

    def __init__(
        self,
        pipeline: "Pipeline | None" = None,
        *,
        names: Mapping[str, str] | None = None,
        version: str = "none",
        threshold: float = 0.35,
        sensitive: SensitiveWords | None = None,
        signs: Mapping[str, Iterable[str]] | None = None,
        targets: Mapping[str, str] | None = None,
        places: PlaceNames | None = None,
        reads_plain: bool = False,
        learned_sentences: "SentenceWeights | None" = None,
    ) -> None:
        """`reads_plain`: the model was taught texts without frames and names of places, and reads
        no others. `learned_sentences`: what a second reader may read beside it, if it may.
        """
        self.pipeline = pipeline
        self.targets = targets
        self.names = dict(names or {})
        self.version = version
        self.threshold = threshold
        self.sensitive = sensitive or SensitiveWords({})
        self.signs = _words_by_kind(signs or {})
        self.places = places or PlaceNames({})
        self.reads_plain = reads_plain
        self.learned_sentences = learned_sentences
        self.sentences: SentenceReader | None = None

    @classmethod
    def load(
        cls, path: str | Path | None, *, sensitive: SensitiveWords | None = None
    ) -> "Classifier":
        """The model of the file; None loads none, so that everything goes to the dispatcher."""
        if path is None:
            return cls(sensitive=sensitive)
        bring_in_learning()
        from classifiers.model_store import load_model

        return cls.of(load_model(path), sensitive=sensitive)

    @classmethod
    def of(cls, model: "StoredModel", *, sensitive: SensitiveWords | None = None) -> "Classifier":
        return cls(
            model.pipeline,
            names=model.names,
            version=model.version,
            threshold=model.threshold,
            sensitive=sensitive,
            reads_plain=bool(model.trained.get("plain")),
            learned_sentences=model.sentences,
        )

    def in_city(
        self,
        *,
        names: Mapping[str, str] | None = None,
        sensitive: Mapping[str, Iterable[str]] | None = None,
        signs: Mapping[str, Iterable[str]] | None = None,
        targets: Mapping[str, str] | None = None,
        places: PlaceNames | None = None,
    ) -> "Classifier":
        """The same model with a city's names of categories, its sensitive words by class, its
        signs of danger by kind and the names of its places.

        targets  label -> the code that it stands for in this city; others are never answered.
                 None: every label stands for itself
        """
        own = copy(self)
        own.names = dict(names or self.names)
        own.sensitive = self.sensitive if sensitive is None else SensitiveWords(sensitive)
        own.signs = self.signs if signs is None else _words_by_kind(signs)
        own.targets, own.places = targets, places or self.places
        return own

    def with_sentences(self, reader: "SentenceReader") -> "Classifier":
        """The same model with a reader of sentences beside it, for texts of which it was unsure;
        this one where the reader learned labels that the model does not have.
        """
        if self.pipeline is None or not reader.knows(self.pipeline[-1].classes_.tolist()):
            return self
        both = copy(self)
        both.sentences = reader
        both.threshold = reader.learned.threshold or self.threshold
        return both

    def classify(
        self, text: str, *, title: str = "", reported_at: datetime | None = None
    ) -> Classification:
        """`title` counts as the beginning of the text."""
        return self.classify_many([whole_text(title, text)])[0]

    def classify_many(self, texts: Sequence[str], *, explain: bool = True) -> list[Classification]:
        """Many at once, several times as fast.

        Faster still without the words that carried the category.
        """
        besides = read_besides(texts, self.sensitive, self.signs)
        forms = [self._form(text, beside.bare) for text, beside in zip(texts, besides, strict=True)]
        suggestions = self._categories(texts, forms)
        words_of_texts = (
            self._words(texts, forms, suggestions) if explain and texts else [[] for _ in texts]
        )
        return [
            self._read(*parts)
            for parts in zip(texts, besides, suggestions, words_of_texts, strict=True)
        ]

    def chances(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """A row of probabilities for each text, in the order of the model's labels.

        Without a model there are none.
        """
        return self._chances([self._form(text, plain(text[:LONGEST])) for text in texts])

    def _chances(self, forms: Sequence[str]) -> np.ndarray[Any, Any]:
        if self.pipeline is None:
            return np.zeros((len(forms), 0))
        # Step by step: what the pipeline checks each time costs more than reading a dozen texts.
        ngrams, linear = self.pipeline[0], self.pipeline[-1]
        if self.sentences is None or not forms:
            return np.asarray(linear.chances(ngrams.parts(forms)))
        return self.sentences.chances(ngrams, linear, forms)

    def _form(self, text: str, bare: str) -> str:
        """The text as the model was taught to read; `bare` is its plain form."""
        if not self.reads_plain:
            return text
        return self.places.replaced(without_resettlement(squeezed(bare)))

    def _categories(self, texts: Sequence[str], forms: Sequence[str]) -> list[list[Suggestion]]:
        if self.pipeline is None or not texts:
            return [[] for _ in texts]
        chances, labels = in_codes(self._chances(forms), self.pipeline[-1].classes_, self.targets)
        if not len(labels):
            return [[] for _ in texts]
        best = np.argsort(-chances, axis=1, kind="stable")[:, :3]
        trust = np.array([min(1.0, length_in_signs(text) / ENOUGH_CHARACTERS) for text in texts])
        sure = (np.take_along_axis(chances, best, axis=1) * trust[:, None]).tolist()
        codes = labels[best].tolist()
        return [
            [
                Suggestion(code, self.names.get(code, code), round(chance, 4))
                for code, chance in zip(*row, strict=True)
            ]
            for row in zip(codes, sure, strict=True)
        ]

    @cached_property
    def _average(self) -> np.ndarray[Any, Any]:
        """Mean weight of each n-gram over all labels."""
        assert self.pipeline is not None
        return np.asarray(self.pipeline[-1].coef_.mean(axis=1))

    def _words(
        self, texts: Sequence[str], forms: Sequence[str], suggestions: Sequence[list[Suggestion]]
    ) -> list[list[str]]:
        """For each text the words that carried its first suggestion."""
        if self.pipeline is None:
            return [[] for _ in texts]
        from classifiers.reasons import deciding_words

        ngrams, linear = self.pipeline[0], self.pipeline[-1]
        if not suggestions[0]:
            return [[] for _ in texts]
        labels = linear.classes_.tolist()
        numbers = [label_of(three[0].code, labels, self.targets) for three in suggestions]
        deciding = deciding_words(forms, numbers, ngrams, linear, self._average)
        return [
            [as_written(word, text) for word in own]
            for own, text in zip(deciding, texts, strict=True)
        ]

    def _read(
        self, text: str, beside: Beside, three: list[Suggestion], category_words: list[str]
    ) -> Classification:
        kind, kind_chance, kind_words = beside.kind
        level, level_chance, level_words = beside.level
        sure = bool(three) and three[0].confidence >= self.threshold and bool(text.strip())
        sure = sure and beside.refusal is None
        reasons = notes(category_words, kind_words, level_words, beside.refusal, three, sure=sure)
        return Classification(
            category=three[0] if sure else None,
            alternatives=three,
            request_type=Suggestion(kind, requests.NAMES[kind], round(kind_chance, 4)),
            urgency=Suggestion(level, urgencies.NAMES[level], round(level_chance, 4)),
            sensitive=beside.sensitive,
            abstained=not sure,
            reasons=reasons,
            model=self.version,
            danger=beside.danger,
            urgent_words=tuple(level_words),
            unaccepted=beside.refusal,
            category_words=tuple(category_words),
        )


def _words_by_kind(signs: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(own) for kind, own in signs.items()}


@cache
def default_classifier() -> Classifier:
    """The classifier that comes with the project."""
    bring_in_learning()
    from classifiers.default import default_model

    return Classifier.of(default_model())
