"""A backup put into an empty folder and an empty database: whole, checked, or not at all."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from hotline.config import Settings
from hotline.domain.errors import Conflict, InvalidInput, Unavailable
from hotline.storage.archive.backup import DATABASE, FILES, FORMAT, KEY, MANIFEST, fingerprint
from hotline.storage.archive.dumps import (
    check_dump,
    engine_of,
    load,
    refuse_existing,
    sqlite_file,
)
from hotline.storage.revisions import known_revisions

STAGE = ".restoring"
BLOCK = 1024 * 1024
# Bytes: what stays free on the disk, a manifest, a header of the archive.
SPARE, LARGEST_MANIFEST, LONGEST_HEADER = 256 * 1024**2, 256 * 1024**2, 1024**2
# ValueError and RecursionError: of a manifest that is no JSON, or hostile JSON.
BROKEN = (
    tarfile.TarError,
    EOFError,
    gzip.BadGzipFile,
    zlib.error,
    ValueError,
    RecursionError,
)


def restore(
    settings: Settings,
    file: Path,
    *,
    key: Path | None = None,
    progress: Callable[[int], Any] = lambda size: None,
) -> dict[str, Any]:
    """The manifest of what was restored.

    Raises Conflict over existing data, InvalidInput for a file that is not whole.

    key        file with the installation's key, for a backup without it; HOTLINE_KEY does as well
    progress   is told of bytes written
    """
    _refuse_existing(settings)
    is_new = not settings.data.exists()
    stage = settings.data / STAGE
    try:
        stage.mkdir(parents=True, mode=0o700)
        manifest = _unpacked(file, stage, progress)
        _check(settings, manifest, stage, key)
        check_dump(settings, stage / DATABASE, manifest["revision"])
        load(settings, stage / DATABASE)
        _move_in(stage / FILES, settings.data)
    except OSError as error:
        raise Unavailable(
            f"无法恢复到 {settings.data}：{error.strerror}", remedy="请检查目录权限和磁盘空间"
        ) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if is_new and settings.data.exists() and not any(settings.data.iterdir()):
            settings.data.rmdir()
    return manifest


def _refuse_existing(settings: Settings) -> None:
    if settings.data.exists() and (not settings.data.is_dir() or any(settings.data.iterdir())):
        raise Conflict(
            f"数据目录 {settings.data} 不是空的，没有恢复",
            remedy="请用 --data 指定一个空目录，核对后再切换",
        )
    refuse_existing(settings)


def _unpacked(file: Path, stage: Path, progress: Callable[[int], Any]) -> dict[str, Any]:
    """Every file of the backup with the digest that its manifest names."""
    digests: dict[str, str] = {}
    try:
        with tarfile.open(file, "r|gz", tarinfo=_Member) as tar:
            for member in tar:
                _check_size(member, stage)
                digests[member.name] = _extract(tar, member, stage)
                progress(member.size)
        manifest: dict[str, Any] = json.loads((stage / MANIFEST).read_bytes())
        named = dict(manifest["files"])
    except FileNotFoundError as error:
        what = "没有备份文件" if error.filename == str(file) else "备份不完整，缺少清单："
        raise InvalidInput(f"{what} {file}", remedy="请核对文件名，或换一份备份") from None
    except (*BROKEN, KeyError, TypeError) as error:
        raise InvalidInput(
            f"{file} 不是完整的备份（{type(error).__name__}）", remedy="请换一份备份"
        ) from None
    digests.pop(MANIFEST)
    if wrong := sorted(name for name in {*named, *digests} if named.get(name) != digests.get(name)):
        raise InvalidInput(
            f"备份已损坏：{wrong[0]} 等 {len(wrong)} 个文件与清单不符", remedy="请换一份备份"
        )
    return manifest


class _Member(tarfile.TarInfo):
    """Headers that go before a member are read into memory as long as they say they are."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        if not self.isreg() and self.size > LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        return super()._proc_member(tar)  # type: ignore[misc]


def _check_size(member: tarfile.TarInfo, stage: Path) -> None:
    """A small archive can unpack to more than the disk or the memory holds."""
    free = shutil.disk_usage(stage).free - SPARE
    most = LARGEST_MANIFEST if member.name == MANIFEST else free
    if member.size > most:
        size, room = member.size // 1_000_000, max(most, 0) // 1_000_000
        raise InvalidInput(
            f"备份中的“{member.name[:60]}”有 {size} MB，最多 {room} MB",
            remedy="请核对备份是否来自 hotline backup，或清理磁盘",
        )


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, stage: Path) -> str:
    """Only plain files below the folder: a backup from elsewhere must not write anywhere else."""
    path = PurePosixPath(member.name)
    source = tar.extractfile(member) if member.isreg() else None
    if (
        source is None
        or path.is_absolute()
        or ".." in path.parts
        or path.parts[:1] not in ((DATABASE,), (FILES,), (MANIFEST,))
    ):
        raise InvalidInput(
            f"备份中有不该有的内容“{member.name[:60]}”", remedy="请只恢复 hotline backup 写出的文件"
        )
    target, digest = stage / path, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _check(settings: Settings, manifest: dict[str, Any], stage: Path, key: Path | None) -> None:
    """The manifest as this program writes it, its parts where they belong, the key that fits."""
    fields = {"engine": str, "revision": str, "key": str}
    if missing := [
        name for name, kind in fields.items() if not isinstance(manifest.get(name), kind)
    ]:
        raise InvalidInput(f"备份的清单缺少 {missing[0]}", remedy="请换一份备份")
    if not (stage / DATABASE).is_file():
        raise InvalidInput("备份中没有数据库，没有恢复", remedy="请换一份备份")
    if settings.is_sqlite and (stage / FILES / sqlite_file(settings).name).exists():
        raise InvalidInput("备份的附件中混有数据库文件，没有恢复", remedy="请换一份备份")
    if manifest.get("format") != FORMAT:
        raise InvalidInput(
            f"备份的格式是 {manifest.get('format')}，本程序只认 {FORMAT}", remedy="请升级后再恢复"
        )
    if manifest["engine"] != engine_of(settings):
        raise InvalidInput(
            f"备份来自 {manifest['engine']}，不能恢复到 {engine_of(settings)}",
            remedy="请用 --database 指定同一种空的数据库",
        )
    if manifest["revision"] not in known_revisions():
        raise InvalidInput(
            f"备份的数据库版本 {manifest['revision']} 比本程序新", remedy="请升级后再恢复"
        )
    _check_key(settings, manifest, stage / FILES / KEY, key)


def _check_key(
    settings: Settings, manifest: dict[str, Any], packed: Path, key_file: Path | None
) -> None:
    """The key that belongs to this data: of HOTLINE_KEY, the given file or the backup."""
    if key_file is not None:
        packed.parent.mkdir(parents=True, exist_ok=True)
        packed.unlink(missing_ok=True)
        with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
            out.write(key_file.read_bytes())
    secret = settings.key.encode() or (packed.read_bytes() if packed.is_file() else b"")
    if not secret:
        raise InvalidInput("这份备份不含密钥", remedy="请用 --key 指定密钥文件，或设置 HOTLINE_KEY")
    if fingerprint(secret) != manifest["key"]:
        raise InvalidInput("密钥与这份备份不符，个人信息将无法读取", remedy="请用备份时的密钥")


def _move_in(source: Path, target: Path) -> None:
    if source.is_dir():
        for path in sorted(source.iterdir()):
            path.replace(target / path.name)
