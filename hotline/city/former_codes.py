"""Rows of a pack with a `successor`: their codes have left, the names stay for old tickets, and
what is open goes to the successor.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from hotline.city.cells import PackRow
from hotline.city.reading import PackTable

# Kind of code -> the file in which it stands.
FILE_OF = {"unit": "units.csv", "category": "categories.csv", "area": "districts.csv"}
Codes = Mapping[str, Mapping[str, str]]


def take_former(table: PackTable) -> dict[str, str]:
    """Takes these rows out of the table; each code with its successor, which stands in the table.

    What still names such a code elsewhere is a fault there, as for any unknown code.
    """
    former = {row["code"]: row for row in table.rows if row["successor"]}
    table.rows = [row for row in table.rows if not row["successor"]]
    staying = {row["code"] for row in table.rows}
    return {code: _last(code, row, former, staying) for code, row in former.items()}


def _last(code: str, row: PackRow, former: Mapping[str, PackRow], staying: set[str]) -> str:
    """Who has its matters now, through any number of reorganisations."""
    successor, passed = row["successor"], {code}
    while successor in former and successor not in passed:
        passed.add(successor)
        successor = former[successor]["successor"]
    if successor not in staying:
        remedy = f"请填 {row.table.file} 中仍在用（successor 为空）的编码"
        row.fault("successor", "不是仍在用的编码", remedy)
    return successor


def former_names(texts: Iterable[Mapping[str, str]], staying: Codes) -> dict[str, dict[str, str]]:
    """By kind the names of codes that stood in these versions of the pack, oldest first, and are
    not `staying`.
    """
    names: dict[str, dict[str, str]] = {kind: {} for kind in FILE_OF}
    for files in texts:
        for kind, file in FILE_OF.items():
            for row in csv.DictReader(io.StringIO(files.get(file, ""), newline="")):
                names[kind][(row.get("code") or "").strip()] = (row.get("name") or "").strip()
    return {
        kind: {code: name for code, name in known.items() if code not in staying[kind]}
        for kind, known in names.items()
    }
