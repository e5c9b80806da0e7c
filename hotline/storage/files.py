"""Files in the data folder, encrypted like all personal data, each under a name that says nothing.

A file is on the disk before the row that names it is committed: after a crash there may be a file
without a row, which `hotline verify` finds, but never a row without its file.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from hotline.config import Settings
from hotline.domain.attachments import File
from hotline.domain.errors import Unavailable
from hotline.storage.metadata import without_metadata
from hotline.storage.vault import Vault, open_vault

FOLDER = "attachments"
# A file may be younger than its row's transaction: only older ones count as left over.
SETTLED_SECONDS = 3600


@dataclass(frozen=True)
class Stored:
    """A file that is safe on the disk."""

    name: str
    media_type: str
    size: int
    digest: str
    key: str


class Files:
    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder, self._vault = folder, vault

    def put(self, file: File) -> Stored:
        """Keep the file without what it tells beside its content.

        Raises InvalidInput for a broken file, Unavailable when the disk is full or cannot be
        written; then nothing is left behind.
        """
        content = without_metadata(file.content, file.media_type)
        key = secrets.token_hex(16)
        path = self._path(key)
        draft = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as out:
                out.write(self._vault.seal(content))
                out.flush()
                os.fsync(out.fileno())
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise Unavailable(
                f"附件无法保存：{error.strerror}", remedy="请稍后重试；管理员请检查数据目录的空间"
            ) from error
        return Stored(file.name, file.media_type, len(content), digest_of(content), key)

    def get(self, key: str) -> bytes:
        """The content; raises Unavailable when it is not there or was changed."""
        try:
            return self._vault.unseal(self._path(key).read_bytes())
        except FileNotFoundError:
            raise Unavailable(
                "附件文件不在数据目录中", remedy="请管理员从备份恢复 attachments 目录"
            ) from None

    def drop(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def left_over(self, known: Collection[str]) -> Iterator[str]:
        """Keys of settled files that no row names."""
        for path in self._folder.glob("*/*"):
            if path.name not in known and path.stat().st_mtime < time.time() - SETTLED_SECONDS:
                yield path.name

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def open_files(settings: Settings) -> Files:
    return Files(settings.data / FOLDER, open_vault(settings))


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
