"""What `classify`, `route` and `mask` have in common: TEXT, or the rows of a file."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from hotline.domain.errors import InvalidInput
from hotline.sheets.records import Record, Reject, Sheet


def text_or_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments `text`, `source`, `column` and `out` of a command."""
    options = (
        click.argument("text", required=False),
        click.option(
            "--input",
            "source",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="CSV, XLSX or JSON lines.",
        ),
        click.option("--text", "column", metavar="COL", help="Column of FILE with the text."),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="JSON lines, or a table if it ends in .csv.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def require_text_or_file(text: str | None, source: Path | None, column: str | None) -> None:
    """Raises UsageError for both, neither, or a file without the name of its column."""
    if (text is None) == (source is None) or (source is None) != (column is None):
        raise click.UsageError("需要一段文字 TEXT，或者 --input FILE 和 --text COL")


def printable(name: str) -> str:
    """A column's name as a screen shows it: bytes of no encoding stand in it as surrogates."""
    return name.encode("utf-8", "replace").decode("utf-8")


def check_columns(sheet: Sheet, source: Path, names: Iterable[str]) -> None:
    """Tell what is odd about the file; raises InvalidInput for a name that no column has, an empty
    name asks for none.
    """
    for note in sheet.notes:
        click.echo(f"提示：{note}", err=True)
    for name in filter(None, names):
        if name not in sheet.columns:
            remedy = f"可用的列：{'、'.join(map(printable, sheet.columns))}"
            raise InvalidInput(
                f"文件 {source} 中没有名为“{name}”的列", remedy=remedy, field="column"
            )


@contextmanager
def row_bar(sheet: Sheet, title: str) -> Iterator["tqdm[Any]"]:
    """How far the rows are; a file is known by its lines, and only its end shows how many rows
    they were.
    """
    with tqdm(total=sheet.size, unit="行", desc=title) as bar:
        yield bar
        bar.total = bar.n
        bar.refresh()


def batches(rows: Iterable[Record | Reject], size: int) -> Iterator[list[Record | Reject]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def reject_document(row: Reject) -> dict[str, Any]:
    return {"line": row.line, "error": f"{row.field}：{row.reason}"}
