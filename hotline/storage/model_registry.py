"""DATA/models: the city's own models, their scores, and which one is live.

One JSON file, replaced as a whole.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from classifiers.whole_file import whole_file
from hotline.domain.errors import Conflict, InvalidInput, NotFound

DEFAULT, NONE = "default", "none"
_FILE = "registry.json"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model file of this folder; `compared` has its scores and those of the model that was
    live then.
    """

    version: str
    file: str
    digest: str
    at: str
    by: str
    note: str = ""
    lessons: int = 0
    compared: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Which version went live, or with `back` that the one before it did again."""

    version: str
    at: str
    by: str
    note: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Registry:
    models: tuple[ModelEntry, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def way(self) -> list[str]:
        """Versions that were live, the last one is; those that were rolled back are not on it."""
        way = [DEFAULT]
        for change in self.changes:
            if change.back and len(way) > 1:
                way.pop()
            elif not change.back:
                way.append(change.version)
        return way

    @property
    def live(self) -> str:
        return self.way[-1]

    def entry(self, version: str) -> ModelEntry | None:
        return next((model for model in self.models if model.version == version), None)


def read_registry(folder: Path) -> Registry:
    """What the folder says; an empty registry where there is none."""
    file = folder / _FILE
    try:
        content = json.loads(file.read_bytes())
        models = tuple(ModelEntry(**model) for model in content["models"])
        return Registry(models, tuple(Change(**change) for change in content["changes"]))
    except FileNotFoundError:
        return Registry()
    except (ValueError, KeyError, TypeError) as error:
        remedy = "请从备份恢复，或移走该文件后用 hotline model train --from-casework 重新训练"
        raise InvalidInput(f"模型登记表 {file} 内容损坏", remedy=remedy) from error


def stamp(folder: Path) -> tuple[int, int, int]:
    """Changes whenever the registry does."""
    try:
        status = (folder / _FILE).stat()
    except OSError:
        return (0, 0, 0)
    return status.st_ino, status.st_mtime_ns, status.st_size


def add_model(folder: Path, entry: ModelEntry) -> None:
    with _changing(folder) as (registry, write):
        if registry.entry(entry.version):
            raise Conflict(
                f"模型 {entry.version} 已在登记表中", remedy="用 hotline model list 查看"
            )
        write(replace(registry, models=(*registry.models, entry)))


def use_model(folder: Path, version: str, *, at: str, by: str, note: str = "") -> None:
    """Make a registered version live; `default` is the one that comes with the project, `none`
    sends all to people.
    """
    with _changing(folder) as (registry, write):
        if version not in (DEFAULT, NONE) and not registry.entry(version):
            known = "、".join(model.version for model in registry.models) or "（无）"
            raise NotFound(f"没有模型 {version[:40]}", remedy=f"可用：{known}、{DEFAULT}、{NONE}")
        if version != registry.live:
            write(replace(registry, changes=(*registry.changes, Change(version, at, by, note))))


def roll_back(folder: Path, *, at: str, by: str, note: str = "") -> str:
    """The version that was live before is live again."""
    with _changing(folder) as (registry, write):
        if len(registry.way) < 2:
            raise Conflict(
                f"没有更早的模型可退回，当前是 {registry.live}",
                remedy="用 hotline model use 指定版本",
            )
        version = registry.way[-2]
        write(
            replace(registry, changes=(*registry.changes, Change(version, at, by, note, back=True)))
        )
        return version


@contextmanager
def _changing(folder: Path) -> Iterator[tuple[Registry, Any]]:
    """The registry with nobody else changing it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "registry.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield read_registry(folder), lambda registry: _write(folder, registry)


def _write(folder: Path, registry: Registry) -> None:
    with whole_file(folder / _FILE) as out:
        out.write(json.dumps(asdict(registry), ensure_ascii=False, indent=1).encode())
