"""JSON lines: an object on every line."""

import json
from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path

from hotline.sheets.encoding import Encoding, detect_encoding
from hotline.sheets.records import WHOLE_ROW, Record, Reject, Sheet

PEEK = 200
REMEDY = '每行应为一个完整的 JSON 对象，如 {"ref": "1", "text": "…"}'


def open_json_lines(path: Path, *, names: Collection[str] = (), header_row: int = 0) -> Sheet:
    """The columns are the names that the first rows use: there is no row of them to be found."""
    encoding = detect_encoding(path)
    rows = _rows(path, encoding)
    first = list(islice(rows, PEEK))
    keys = (name for row in first if isinstance(row, Record) for name in row.cells)
    notes = (encoding.note,) if encoding.note else ()
    return Sheet(tuple(dict.fromkeys(keys)), chain(first, rows), notes, encoding.lines)


def _rows(path: Path, encoding: Encoding) -> Iterator[Record | Reject]:
    with path.open(encoding=encoding.name, errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _row(number, line)


def _row(number: int, line: str) -> Record | Reject:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return Reject(number, WHOLE_ROW, f"第 {error.colno} 个字符处不是有效的 JSON；{REMEDY}")
    except (ValueError, RecursionError):
        return Reject(number, WHOLE_ROW, f"数字过长或嵌套过深；{REMEDY}")
    if not isinstance(value, dict):
        return Reject(number, WHOLE_ROW, f"不是 JSON 对象；{REMEDY}")
    return Record(number, value)
