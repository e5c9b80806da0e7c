"""Where the answers for a file of texts go: JSON lines, or a table with columns added."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hotline.commands.documents import Document
from hotline.domain.errors import InvalidInput
from hotline.sheets.csv_writer import CsvWriter
from hotline.sheets.records import Record, Reject

Write = Callable[[Record | Reject, Document], None]
Cells = Callable[[Document], list[str]]

# What was no text in the input is shown as it was: \udcff.
BAD_BYTES = "backslashreplace"


@contextmanager
def answer_writer(
    out: Path | None, columns: Sequence[str], added: Sequence[str], cells: Cells
) -> Iterator[Write]:
    """A function that writes one row and its answer.

    A table keeps the columns of the input and gets `added` after them.

    cells  the cells of `added` for one answer; an answer with an error has it in the last one
    """
    if out is None:
        yield _json_lines(sys.stdout)
        return
    try:
        encoding = "utf-8-sig" if out.suffix == ".csv" else "utf-8"
        file = out.open("w", encoding=encoding, errors=BAD_BYTES, newline="")
    except OSError as error:
        raise InvalidInput(
            f"不能写入文件 {out}：{error.strerror}", remedy="请换一个可写的路径"
        ) from error
    with file:
        yield _table(file, columns, added, cells) if out.suffix == ".csv" else _json_lines(file)


def _json_lines(file: IO[str]) -> Write:
    def write(_: Record | Reject, document: Document) -> None:
        line = json.dumps(document, ensure_ascii=False) + "\n"
        file.write(line.encode("utf-8", BAD_BYTES).decode("utf-8"))

    return write


def _table(file: IO[str], columns: Sequence[str], added: Sequence[str], cells: Cells) -> Write:
    rows = CsvWriter(file)
    kept = [column for column in columns if column not in added]
    rows.writerow([*kept, *added])

    def write(row: Record | Reject, document: Document) -> None:
        own = row.cells if isinstance(row, Record) else {}
        error = [""] * (len(added) - 1) + [document["error"]] if "error" in document else None
        rows.writerow([*(own.get(column, "") for column in kept), *(error or cells(document))])

    return write
