"""One file with all that cannot be made again: the database, attachments, models, the key.

Not the search index.

A gzipped tar: `database`, `files/...`, and last `manifest.json` with the digest of each. The
database is taken first: whatever file it names is on the disk by then.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from hotline.config import Settings
from hotline.domain.errors import Conflict, InvalidInput, Unavailable
from hotline.storage.archive.dumps import dump, engine_of, revision_of, sqlite_file

FORMAT = 1
DATABASE, FILES, MANIFEST = "database", "files", "manifest.json"
KEY = "key"
# What is made again from the database, and what belongs to a running process.
LEFT_OUT = {"search"}
PASSING = (".part", ".lock", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Backup:
    """`has_key`: whether the key is in it, so that whoever has the file reads all personal data."""

    file: Path
    files: int
    size: int
    has_key: bool


class Hashed(io.RawIOBase):
    """A stream that knows the digest of what was read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._digest.update(block)
        return block

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def back_up(
    settings: Settings,
    file: Path,
    now: datetime,
    *,
    with_key: bool = True,
    progress: Callable[[int], Any] = lambda size: None,
) -> Backup:
    """Write the backup; the file appears under its name only when it is whole.

    `progress` is told of bytes read.
    """
    file = file.expanduser().absolute()
    _refuse(settings, file)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            snapshot = Path(folder) / DATABASE
            dump(settings, snapshot)
            digests = _write(settings, draft, snapshot, now, with_key, progress)
        draft.replace(file)
    except OSError as error:
        raise Unavailable(
            f"备份无法写入 {file}：{error.strerror}", remedy="请检查目录权限和磁盘空间"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Backup(file, len(digests) - 1, file.stat().st_size, f"{FILES}/{KEY}" in digests)


def fingerprint(secret: bytes) -> str:
    """By which a key is recognised and from which it cannot be found."""
    return hashlib.sha256(b"hotline backup key\0" + secret.strip()).hexdigest()[:16]


def size_of(settings: Settings) -> int:
    """About how many bytes there are to read."""
    database = (
        sqlite_file(settings).stat().st_size
        if settings.is_sqlite and sqlite_file(settings).is_file()
        else 0
    )
    return database + sum(path.stat().st_size for path in _kept(settings, with_key=True))


def _refuse(settings: Settings, file: Path) -> None:
    if file.exists():
        raise Conflict(f"{file} 已存在，没有覆盖", remedy="请换一个文件名，例如带上日期")
    if file.is_relative_to(settings.data):
        raise InvalidInput(
            f"备份文件不能放在数据目录 {settings.data} 里", remedy="请放在另一块磁盘或另一台机器上"
        )


def _write(
    settings: Settings,
    draft: Path,
    snapshot: Path,
    now: datetime,
    with_key: bool,
    progress: Callable[[int], Any],
) -> dict[str, str]:
    digests: dict[str, str] = {}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with (
            gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            _add(tar, snapshot, DATABASE, digests, progress)
            for path in _kept(settings, with_key=with_key):
                _add(
                    tar,
                    path,
                    f"{FILES}/{path.relative_to(settings.data).as_posix()}",
                    digests,
                    progress,
                )
            _add_manifest(tar, settings, digests, now)
        out.flush()
        os.fsync(out.fileno())
    return digests


def _kept(settings: Settings, *, with_key: bool) -> Iterator[Path]:
    database = sqlite_file(settings) if settings.is_sqlite else None
    for path in sorted(settings.data.rglob("*")):
        first = path.relative_to(settings.data).parts[0]
        passing = path.name.endswith(PASSING) or first in LEFT_OUT or first.startswith(".")
        left_out = passing or path == database or (first == KEY and not with_key)
        if not left_out and path.is_file() and not path.is_symlink():
            yield path


def _add(
    tar: tarfile.TarFile,
    path: Path,
    name: str,
    digests: dict[str, str],
    progress: Callable[[int], Any],
) -> None:
    """A file that went away meanwhile is nobody's."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source:
        member = tarfile.TarInfo(name)
        member.size, member.mode = os.fstat(source.fileno()).st_size, 0o600
        hashed = Hashed(source)
        tar.addfile(member, hashed)
        digests[name] = hashed.digest
        progress(member.size)


def _add_manifest(
    tar: tarfile.TarFile, settings: Settings, digests: dict[str, str], now: datetime
) -> None:
    key = settings.key.encode() or (settings.data / KEY).read_bytes()
    manifest = {
        "format": FORMAT,
        "hotline": version("hotline12345"),
        "made_at": now.isoformat(),
        "engine": engine_of(settings),
        "revision": revision_of(settings),
        "key": fingerprint(key),
        "files": digests,
    }
    content = json.dumps(manifest, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))
