"""The knowledge base into a file that its owners edit in a spreadsheet and that reads back as it
was.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import click
from sqlmodel import Session, col

from hotline.commands.audit_note import note_command
from hotline.config import Settings
from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.models import KnowledgeEntry
from hotline.knowledge.sheet import cells_of, columns_of
from hotline.sheets.csv_writer import CsvWriter
from hotline.storage.database import open_database
from hotline.storage.knowledge import with_content

AT_ONCE = 1_000


def run(kind: str, file: Path, settings: Settings) -> None:
    """Raises InvalidInput for an ending that is neither .csv nor .xlsx."""
    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        raise InvalidInput(
            f"不能写出“{file.suffix or file.name}”格式的文件",
            remedy=f"请用 {' 或 '.join(WRITERS)} 结尾的文件名",
        )
    with closing(open_database(settings)) as database, database.reading() as session:
        try:
            count = writer(file, columns_of(kind), _rows(session, kind))
        except OSError as error:
            raise InvalidInput(
                f"不能写入 {file}：{error.strerror}", remedy="请检查目录和权限"
            ) from None
    kind_of_file = file.suffix.lower().removeprefix(".")
    note_command(
        settings, AuditKind.EXPORT, by="", subject="knowledge", format=kind_of_file, rows=count
    )
    click.echo(f"已导出 {count} 条到 {file}")


def _rows(session: Session, kind: str) -> Iterator[dict[str, str]]:
    """By the page, so that any number fits into memory."""
    query = with_content().where(KnowledgeEntry.kind == kind)
    after = 0
    while page := session.exec(
        query.where(col(KnowledgeEntry.id) > after).order_by(col(KnowledgeEntry.id)).limit(AT_ONCE)
    ).all():
        yield from (cells_of(entry, version) for entry, version in page)
        after = page[-1][0].row_id
        session.expunge_all()


def _write_csv(file: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> int:
    """With a mark at the beginning by which Excel knows UTF-8."""
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = CsvWriter(out)
        writer.writerow(columns)
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow([row[name] for name in columns])
    return count


def _write_xlsx(file: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> int:
    """Every cell is text: a code keeps its zeros, and what begins with = is no formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book, count = Workbook(write_only=True), 0
    sheet = book.create_sheet("知识库")
    sheet.append(columns)
    for count, row in enumerate(rows, 1):  # noqa: B007
        cells = [WriteOnlyCell(sheet, row[name] or None) for name in columns]
        for cell in cells:
            cell.data_type = "s" if cell.value else "n"
        sheet.append(cells)
    book.save(file)
    return count


WRITERS = {".csv": _write_csv, ".xlsx": _write_xlsx}
