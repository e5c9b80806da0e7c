"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
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
    part = file.absolute().parent / f".{file.name}.{token_hex(4)}"
    out = part.open("xb")
    try:
        with out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
