"""Models into the folder of the installation: those that it learned, and files from elsewhere."""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from classifiers.model_store import StoredModel, save_model
from hotline.domain.errors import InvalidInput
from hotline.storage.model_registry import NONE, ModelEntry, add_model, read_registry

_SHOWN = 5


def keep_model(
    folder: Path,
    model: StoredModel,
    *,
    at: str,
    by: str,
    note: str,
    lessons: int,
    compared: dict[str, Any],
) -> None:
    """Store and register; `model` gets a version that is free."""
    folder.mkdir(parents=True, exist_ok=True)
    model.version = _free_version(folder, model.version)
    file = folder / f"{model.version}.model"
    save_model(model, file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    entry = ModelEntry(model.version, file.name, digest, at, by, note, lessons, compared)
    add_model(folder, entry)


def check_labels(model: StoredModel, categories: Collection[str]) -> None:
    """Raises InvalidInput for a model that answers what the city does not have."""
    if strange := [label for label in model.labels if label not in categories]:
        shown = "、".join(strange[:_SHOWN]) + (" 等" if len(strange) > _SHOWN else "")
        raise InvalidInput(
            f"模型的 {len(strange)} 个标签不是本市的分类代码：{shown}",
            remedy="请用分类代码作标签列重新训练，代码见城市包的 categories.csv",
        )


def _free_version(folder: Path, version: str) -> str:
    taken = {model.version for model in read_registry(folder).models} | {NONE}
    return next(
        name
        for n in range(1, 1000)
        if (name := version if n == 1 else f"{version}-{n}") not in taken
    )
