"""The file of rows that could not be imported: line, field, reason, and nothing of their content."""

import csv
import os
from pathlib import Path
from typing import IO

from hotline.intake.sheets.records import Reject


class RejectsFile:
    """`NAME.rejected.csv` in the data folder, written as rows are rejected; one of an earlier run is replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None
        path.unlink(missing_ok=True)

    def write(self, row: Reject) -> None:
        if self._file is None:
            self._file = _open_private(self.path)
            csv.writer(self._file).writerow(["line", "field", "reason"])
        csv.writer(self._file).writerow([row.line, row.field, row.reason])
        self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def _open_private(path: Path) -> IO[str]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
