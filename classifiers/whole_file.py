"""Files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """Write beside the target first and then take its place, so that a full disk leaves the old
    file whole.

    An OSError names the target.
    """
    file = Path(path)
    try:
        with _beside(file) as out:
            yield out
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


@contextmanager
def _beside(file: Path) -> Iterator[BinaryIO]:
    number, part = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(number, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The one of the process, which can only be read by setting it: for a moment to the closest."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
