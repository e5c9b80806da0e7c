"""The folder of the embedded engine: one sub-folder for each generation of the index, a file
that names the one in use.

current        name of the generation in use; replaced whole, never edited
building       name of the generation that a rebuild fills, until it is swapped in
parts/         what a rebuild makes for it, part by part; emptied when it ends
v1-0001/ ...   the generations; the first number is the schema version
"""

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.search.base import EngineUnavailable
from analytics.search.fields import SCHEMA_VERSION
from classifiers.whole_file import whole_file

_NAME = re.compile(r"v(\d+)-(\d+)")


class GenerationFolder:
    """Names and swaps generations; safe with several processes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path:
        """The generation in use; the first one is made when there is none."""
        name = self._read("current")
        if name is None:
            with self._locked():
                name = self._read("current") or self._point("current", self._new())
        return self.path / name

    def building(self) -> Path:
        """The generation that a rebuild fills: the one broken off, if its schema is ours, or a
        new one.
        """
        with self._locked():
            name = self._read("building")
            if name is None or schema_version(name) != SCHEMA_VERSION:
                name = self._point("building", self._new())
            return self.path / name

    @property
    def parts(self) -> Path:
        return self.path / "parts"

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Only one rebuild at a time among all processes.

        Raises EngineUnavailable when there is another.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with (self.path / "rebuild.lock").open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(self.parts, ignore_errors=True)
                self.parts.mkdir()
                try:
                    yield
                finally:
                    shutil.rmtree(self.parts, ignore_errors=True)
        except BlockingIOError as error:
            raise EngineUnavailable(
                f"另一个进程正在重建搜索索引 {self.path}；请等它结束"
            ) from error

    def swap(self, generation: Path) -> None:
        with self._locked():
            self._point("current", generation.name)
            (self.path / "building").unlink(missing_ok=True)

    def drop_old(self) -> int:
        """Remove every generation that is neither in use nor being built; how many."""
        with self._locked():
            kept = {self._read("current"), self._read("building")}
            old = [path for path in self._generations() if path.name not in kept]
            for path in old:
                shutil.rmtree(path)
            return len(old)

    def signature(self) -> tuple[int, int] | None:
        return signature(self.path / "current")

    def _generations(self) -> list[Path]:
        return [
            path for path in self.path.iterdir() if path.is_dir() and _NAME.fullmatch(path.name)
        ]

    def _new(self) -> str:
        numbers = [int(path.name.partition("-")[2]) for path in self._generations()]
        name = f"v{SCHEMA_VERSION}-{max(numbers, default=0) + 1:04d}"
        (self.path / name).mkdir()
        return name

    def _read(self, pointer: str) -> str | None:
        try:
            name = (self.path / pointer).read_text("ascii").strip()
        except OSError:
            return None
        return name if _NAME.fullmatch(name) and (self.path / name).is_dir() else None

    def _point(self, pointer: str, name: str) -> str:
        with whole_file(self.path / pointer) as file:
            file.write(name.encode("ascii"))
        return name

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def schema_version(name: str) -> int:
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def signature(file: Path) -> tuple[int, int] | None:
    """Changes when the file is replaced; None when it is not there."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns
