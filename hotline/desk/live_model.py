"""The category model that is live: by the registry of the data folder, looked at again whenever
that changes.
"""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from classifiers.late import bring_in_learning
from classifiers.predict import Classifier, default_classifier
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.storage.model_registry import DEFAULT, NONE, Registry, read_registry, stamp

if TYPE_CHECKING:
    from classifiers.model_store import StoredModel

FOLDER = "models"


def models_folder(data: Path) -> Path:
    return data / FOLDER


def stored_model(folder: Path, version: str, registry: Registry) -> "StoredModel | None":
    """The model of this version, None for `none`.

    Refuses a file that is not the one that was registered.

    Model files need scikit-learn, which is read here so that the server answers before it has come
    in.
    """
    bring_in_learning()
    from classifiers.default import default_model
    from classifiers.model_store import ModelRefused, load_model

    if version == NONE:
        return None
    if version == DEFAULT:
        return default_model()
    entry = registry.entry(version)
    if entry is None:
        raise InvalidInput(f"登记表中没有模型 {version}", remedy="用 hotline model list 查看")
    file = folder / entry.file
    try:
        model = load_model(file)
        changed = hashlib.sha256(file.read_bytes()).hexdigest() != entry.digest
    except (ModelRefused, OSError) as error:
        raise InvalidInput(
            str(error), remedy="从备份恢复该文件，或运行 hotline model rollback 退回上一个模型"
        ) from error
    if changed:
        raise InvalidInput(
            f"模型文件 {file} 与登记的校验和不符",
            remedy="从备份恢复该文件，或运行 hotline model rollback 退回上一个模型",
        )
    return model


def live_classifier(folder: Path) -> Classifier:
    """Raises InvalidInput when the live model cannot be used."""
    registry = read_registry(folder)
    if registry.live == DEFAULT:
        return default_classifier()
    model = stored_model(folder, registry.live, registry)
    return Classifier() if model is None else Classifier.of(model)


class LiveModel:
    """Call it for the classifier: a model that is refused changes nothing, and with none at all
    people decide.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int, int] | None = None
        self._classifier: Classifier | None = None
        self.fault = ""

    def __call__(self) -> Classifier:
        now = stamp(self._folder)
        if self._classifier is None or now != self._seen:
            self._classifier, self._seen = self._load(), now
        return self._classifier

    def _load(self) -> Classifier:
        try:
            classifier = live_classifier(self._folder)
        except HotlineError as error:
            self.fault = str(error)
            kept = self._classifier or Classifier()
            logging.getLogger("hotline").error("%s；继续使用 %s", error, kept.version)
            return kept
        self.fault = ""
        return classifier
