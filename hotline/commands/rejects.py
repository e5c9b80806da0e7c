"""The file of rows that could not be imported: line, field, reason, and nothing of their
content.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from tqdm import tqdm

from hotline.config import Settings
from hotline.sheets.csv_writer import CsvWriter
from hotline.sheets.records import Reject


class RejectsFile:
    """`NAME.rejected.csv` in the data folder, written as rows are rejected.

    One of an earlier run is replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None
        path.unlink(missing_ok=True)

    def write(self, row: Reject) -> None:
        if self._file is None:
            self._file = _open_private(self.path)
            CsvWriter(self._file).writerow(["line", "field", "reason"])
        CsvWriter(self._file).writerow([row.line, row.field, row.reason])
        self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def rejects_of(settings: Settings, file: Path, dry_run: bool) -> Iterator[Callable[[Reject], None]]:
    """Where rejects go: to the file, or in a rehearsal to standard error."""
    if dry_run:
        yield lambda row: tqdm.write(f"第 {row.line} 行 {row.field}：{row.reason}", file=sys.stderr)
        return
    rejects = RejectsFile(settings.data / f"{file.name}.rejected.csv")
    try:
        yield rejects.write
    finally:
        rejects.close()
        if rejects.path.exists():
            click.echo(f"未能导入的行及原因见 {rejects.path}", err=True)


def _open_private(path: Path) -> IO[str]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
