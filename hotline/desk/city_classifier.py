"""The live model with the words and the categories of the city, read when it is first asked for and
followed when it changes.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from classifiers.place_names import PlaceNames
from classifiers.predict import Classifier


class CityClassifier:
    """A Classifier in all that it is asked.

    Whoever asks while the model is being read waits for it.

    `model` gives the live model: the same object for as long as nothing changed.
    """

    def __init__(
        self,
        model: Callable[[], Classifier],
        sensitive: Mapping[str, Iterable[str]],
        signs: Mapping[str, Iterable[str]],
        targets: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        places: PlaceNames | None = None,
    ) -> None:
        self._model, self._sensitive, self._signs = model, sensitive, signs
        self._targets, self._names, self._places = targets, names or {}, places
        self._reading = threading.Lock()
        self._plain: Classifier | None = None
        self._own: Classifier | None = None

    def now(self) -> Classifier:
        with self._reading:
            plain = self._model()
            if self._own is None or plain is not self._plain:
                self._plain = plain
                self._own = plain.in_city(
                    names={**plain.names, **self._names},
                    sensitive=self._sensitive,
                    signs=self._signs,
                    targets=self._targets,
                    places=self._places,
                )
            return self._own

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now(), name)
