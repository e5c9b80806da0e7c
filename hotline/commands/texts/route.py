"""`hotline route`: which unit a report belongs to, and why; for one text or for a file of them."""

import json
from pathlib import Path
from typing import Any

import click

from hotline.casework.danger import for_a_person
from hotline.casework.prepared import Prepared, Submission, prepare_all
from hotline.casework.report_elements import elements_of
from hotline.commands.documents import (
    Document,
    classification_document,
    decision_document,
    routed_document,
    told_document,
)
from hotline.commands.options import installation_options
from hotline.commands.rehearsal import open_rehearsal
from hotline.commands.texts.routed_files import routed_writer
from hotline.commands.texts.source import (
    batches,
    check_columns,
    reject_document,
    require_text_or_file,
    row_bar,
    text_or_file,
)
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.domain.reports import IncomingReport
from hotline.domain.roles import SYSTEM
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Record, Reject

_AT_ONCE = 500
Columns = tuple[str, str, str]


@click.command()
@text_or_file
@click.option(
    "--address",
    default="",
    metavar="A",
    help="Where it happens; with --input the column that says so.",
)
@click.option(
    "--title", default="", metavar="T", help="Title of the report; with --input its column."
)
@installation_options
def route(
    text: str | None,
    address: str,
    title: str,
    source: Path | None,
    column: str | None,
    out: Path | None,
    settings: Settings,
) -> None:
    """Say which unit TEXT, or each row of FILE, belongs to, and why. Nothing is stored.

    The city is that of the data folder, or the demo city where there is none.
    """
    require_text_or_file(text, source, column)
    with open_rehearsal(settings) as (_, desk):
        if source is None or column is None:
            [document] = _routed([IncomingReport(text or "", address=address, title=title)], desk)
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            _route_file(source, (column, address, title), out, desk)


def _route_file(source: Path, columns: Columns, out: Path | None, desk: Desk) -> None:
    sheet = open_sheet(source, names=[name for name in columns if name])
    check_columns(sheet, source, columns)
    with (
        routed_writer(out, sheet.columns) as write,
        row_bar(sheet, "派单") as bar,
    ):
        for rows in batches(sheet.rows, _AT_ONCE):
            good = [row for row in rows if isinstance(row, Record)]
            documents = iter(_routed([_report(row, columns) for row in good], desk))
            for row in rows:
                write(row, reject_document(row) if isinstance(row, Reject) else next(documents))
            bar.update(len(rows))


def _routed(reports: list[IncomingReport], desk: Desk) -> list[Document]:
    """As at intake, but of a danger the unit whose duty it is: those of the plan stand beside."""
    submissions = [Submission(SYSTEM, report) for report in reports]
    return [
        _document(prepared, desk) for prepared in prepare_all(submissions, desk, hold=for_a_person)
    ]


def _document(prepared: Prepared, desk: Desk) -> Document:
    report, read = prepared.report, prepared.classification
    places = desk.router.gazetteer.mentions(report.whole)
    classified = classification_document(read, places, desk.city)
    routed = routed_document(classified, decision_document(prepared.decision, desk.city))
    kind = read.request_type.code
    elements = elements_of(report.text, desk, request_type=kind, address=report.address)
    return routed | told_document(elements) | {"brief": list(prepared.brief)}


def _report(row: Record, columns: Columns) -> IncomingReport:
    text, address, title = (_cell(row.cells.get(name)) if name else "" for name in columns)
    return IncomingReport(text, address=address, title=title)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
