"""`hotline classify`: category, type, urgency, sensitive words, places, times, what is missing.

For a text or a file.
"""

import json
from datetime import datetime
from pathlib import Path

import click

from classifiers.predict import Classification, Classifier
from hotline.casework.report_elements import elements_of
from hotline.commands.documents import Document, classification_document, told_document
from hotline.commands.models.model import refusals_shown
from hotline.commands.options import installation_options
from hotline.commands.rehearsal import open_rehearsal
from hotline.commands.texts.classified_files import classified_writer
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
from hotline.domain.time.times import parse_time
from hotline.sheets.opening import open_sheet
from hotline.sheets.records import Record, Reject, Sheet

_AT_ONCE = 1000

Said = tuple[str, datetime]


@click.command()
@text_or_file
@click.option(
    "--time",
    "moment",
    default="",
    metavar="COL",
    help="Column of FILE with the time of the report; now without.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="MODEL",
    help="Model file instead of the one in force.",
)
@installation_options
def classify(
    text: str | None,
    source: Path | None,
    column: str | None,
    moment: str,
    out: Path | None,
    model: Path | None,
    settings: Settings,
) -> None:
    """Say what kind of report TEXT, or each row of FILE, is. Nothing is stored.

    The city is that of the data folder, or the demo city where there is none.
    """
    require_text_or_file(text, source, column)
    with open_rehearsal(settings) as (_, desk), refusals_shown():
        classifier = _classifier(desk, model)
        if source is None or column is None:
            [document] = _classified([(text or "", desk.now())], classifier, desk)
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            _classify_file(source, column, moment, out, classifier, desk)


def _classifier(desk: Desk, model: Path | None) -> Classifier:
    chosen = Classifier.load(model) if model else desk.classifier
    city = desk.city
    return chosen.in_city(
        sensitive=city.sensitive_words, signs=city.danger_signs, places=city.place_names
    )


def _classify_file(
    source: Path, column: str, moment: str, out: Path | None, classifier: Classifier, desk: Desk
) -> None:
    sheet = open_sheet(source, names=[name for name in (column, moment) if name])
    check_columns(sheet, source, (column, moment))
    with (
        classified_writer(out, sheet.columns) as write,
        row_bar(sheet, "分类") as bar,
    ):
        for rows in batches(sheet.rows, _AT_ONCE):
            reports = [_read(row, column, moment, desk, sheet) for row in rows]
            documents = iter(
                _classified(
                    [report for report in reports if not isinstance(report, Reject)],
                    classifier,
                    desk,
                )
            )
            for row, report in zip(rows, reports, strict=True):
                write(
                    row, reject_document(report) if isinstance(report, Reject) else next(documents)
                )
            bar.update(len(rows))


def _read(
    row: Record | Reject, column: str, moment: str, desk: Desk, sheet: Sheet
) -> Said | Reject:
    if isinstance(row, Reject):
        return row
    time = sheet.time_of(row.cells.get(moment)) if moment else None
    try:
        at = parse_time(time) if time not in (None, "") else desk.now()
    except ValueError as error:
        return Reject(row.line, moment, str(error))
    return str(row.cells.get(column) or ""), at


def _classified(reports: list[Said], classifier: Classifier, desk: Desk) -> list[Document]:
    read = classifier.classify_many([text for text, _ in reports])
    return [
        _document(text, at, classification, desk)
        for (text, at), classification in zip(reports, read, strict=True)
    ]


def _document(text: str, at: datetime, read: Classification, desk: Desk) -> Document:
    elements = elements_of(text, desk, request_type=read.request_type.code, at=at)
    places = desk.router.gazetteer.mentions(text)
    return classification_document(read, places, desk.city) | told_document(elements)
