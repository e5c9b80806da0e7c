"""Where the answers for a file of texts go: JSON lines, or a table with columns added."""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hotline.commands.documents import Document
from hotline.domain.errors import InvalidInput
from hotline.intake.sheets.records import Record, Reject

ADDED = (
    "category",
    "category_name",
    "confidence",
    "abstained",
    "category2",
    "category3",
    "request_type",
    "urgency",
    "sensitive",
    "places",
    "why",
)
Write = Callable[[Record | Reject, Document], None]


@contextmanager
def classified_writer(out: Path | None, columns: Sequence[str]) -> Iterator[Write]:
    """A function that writes one row and its answer; the table keeps the columns of the input."""
    if out is None:
        yield _json_lines(sys.stdout)
        return
    try:
        file = out.open("w", encoding="utf-8-sig" if out.suffix == ".csv" else "utf-8", newline="")
    except OSError as error:
        raise InvalidInput(f"不能写入文件 {out}：{error.strerror}", remedy="请换一个可写的路径") from error
    with file:
        yield _table(file, columns) if out.suffix == ".csv" else _json_lines(file)


def _json_lines(file: IO[str]) -> Write:
    def write(_: Record | Reject, document: Document) -> None:
        file.write(json.dumps(document, ensure_ascii=False) + "\n")

    return write


def _table(file: IO[str], columns: Sequence[str]) -> Write:
    rows = csv.writer(file)
    kept = [column for column in columns if column not in ADDED]
    rows.writerow([*kept, *ADDED])

    def write(row: Record | Reject, document: Document) -> None:
        cells = row.cells if isinstance(row, Record) else {}
        rows.writerow([*(cells.get(column, "") for column in kept), *_added(document)])

    return write


def _added(document: Document) -> list[str]:
    if "error" in document:
        return [""] * (len(ADDED) - 1) + [document["error"]]
    three = [*document["alternatives"], {}, {}, {}]
    return [
        three[0].get("code", ""),
        three[0].get("name", ""),
        str(three[0].get("confidence", "")),
        "yes" if document["abstained"] else "no",
        three[1].get("code", ""),
        three[2].get("code", ""),
        document["request_type"]["name"],
        document["urgency"]["name"],
        " ".join(hit["word"] for hit in document["sensitive"]),
        " ".join(place["name"] for place in document["places"]),
        "；".join(document["reasons"]),
    ]
