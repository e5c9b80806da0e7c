"""`hotline mask`: a text, or a file of texts, without personal data: to publish or to hand over."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import click

from classifiers.personal import find_personal, starred
from classifiers.second_reader import ReaderMissing, find_personal_twice
from hotline.commands.texts.answered_files import answer_writer
from hotline.commands.texts.source import (
    check_columns,
    require_text_or_file,
    row_bar,
    text_or_file,
)
from hotline.domain.errors import InvalidInput
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Record, Reject, Sheet

ADDED = "masked"

Mask = Callable[[str], str]


@click.command()
@text_or_file
@click.option("--careful", is_flag=True, help="Look for names a second time.")
def mask(
    text: str | None, source: Path | None, column: str | None, out: Path | None, careful: bool
) -> None:
    """Replace phones, papers, cards, plates, accounts, names and doors of homes by stars.

    Of FILE all columns are written as they are, and `masked` after them: leave out the column
    with the text, and others that tell who it is, before anything is published.
    """
    require_text_or_file(text, source, column)
    masked = _mask_twice if careful else _mask
    masked("甲")  # what is missing is told before a file is opened
    if source is None or column is None:
        click.echo(masked(text or ""))
    elif _mask_file(source, column, out, masked):
        raise click.exceptions.Exit(1)


def _mask(text: str) -> str:
    return starred(text, find_personal(text))


def _mask_twice(text: str) -> str:
    try:
        return starred(text, find_personal_twice(text))
    except ReaderMissing as error:
        raise InvalidInput(str(error)) from error


def _mask_file(source: Path, column: str, out: Path | None, masked: Mask) -> int:
    """How many rows could not be read: they are left out and told one by one."""
    sheet = open_sheet(source, names=[column])
    _check(sheet, source, column, out)
    unread = 0
    with (
        answer_writer(out, sheet.columns, (ADDED,), lambda document: [document[ADDED]]) as write,
        row_bar(sheet, "脱敏") as bar,
    ):
        for row in sheet.rows:
            bar.update(1)
            if isinstance(row, Reject):
                unread += 1
                _tell(source, row)
                continue
            cells = {name: _plain(value) for name, value in row.cells.items()}
            cells[ADDED] = masked(str(cells.get(column) or ""))
            write(Record(row.line, cells), cells)
    return unread


def _check(sheet: Sheet, source: Path, column: str, out: Path | None) -> None:
    check_columns(sheet, source, [column])
    if out is not None and out.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        remedy = "请用 .csv（可用 Excel 打开）或 .jsonl 结尾的文件名"
        raise InvalidInput(f"不能写成“{out.suffix}”格式的文件 {out}", remedy=remedy, field="out")
    if out is not None and out.resolve() == source.resolve():
        raise InvalidInput(
            f"输出文件 {out} 就是输入文件", remedy="请换一个文件名，原文件保持不动", field="out"
        )


def _tell(source: Path, row: Reject) -> None:
    click.echo(
        f"{source} 第 {row.line} 行，{row.field}：{row.reason}；该行未输出，请改正后重试", err=True
    )


def _plain(value: Any) -> Any:
    """A cell as JSON and tables have it: times as text."""
    return str(value) if isinstance(value, (date, time)) else value
