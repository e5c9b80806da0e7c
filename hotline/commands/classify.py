"""`hotline classify`: category, request type, urgency, sensitive words and places; for one text or for a file of them."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click
from tqdm import tqdm

from classifiers.predict import Classifier
from hotline.casework.desk import Desk
from hotline.commands.classified_files import classified_writer
from hotline.commands.documents import Document, classification_document
from hotline.commands.model import refusals_shown
from hotline.commands.options import installation_options
from hotline.commands.rehearsal import open_rehearsal
from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.intake.sheets.records import Record, Reject, Sheet
from hotline.intake.spreadsheet import open_sheet

_AT_ONCE = 1000


@click.command()
@click.argument("text", required=False)
@click.option("--input", "source", type=click.Path(path_type=Path), metavar="FILE", help="CSV, XLSX or JSON lines.")
@click.option("--text", "column", metavar="COL", help="Column of FILE with the text.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="JSON lines, or a table if it ends in .csv."
)
@click.option(
    "--model", type=click.Path(path_type=Path), metavar="MODEL", help="Model file instead of the one in force."
)
@installation_options
def classify(
    text: str | None, source: Path | None, column: str | None, out: Path | None, model: Path | None, settings: Settings
) -> None:
    """Say what kind of report TEXT, or each row of FILE, is. Nothing is stored.

    The city is that of the data folder, or the demo city where there is none.
    """
    if (text is None) == (source is None) or (source is None) != (column is None):
        raise click.UsageError("give either TEXT, or --input FILE with --text COL")
    with open_rehearsal(settings) as (_, desk), refusals_shown():
        classifier = _classifier(desk, model)
        if source is None or column is None:
            [document] = _classified([text or ""], classifier, desk)
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            _classify_file(open_sheet(source), column, out, classifier, desk)


def _classifier(desk: Desk, model: Path | None) -> Classifier:
    words: dict[str, list[str]] = {}
    for entry in desk.city.sensitive:
        words.setdefault(entry.kind, []).append(entry.word)
    chosen = Classifier.load(model) if model else desk.classifier
    return chosen.in_city(sensitive=words)


def _classify_file(sheet: Sheet, column: str, out: Path | None, classifier: Classifier, desk: Desk) -> None:
    if column not in sheet.columns:
        raise InvalidInput(
            f"文件中没有名为“{column}”的列", remedy=f"可用的列：{'、'.join(sheet.columns)}", field="column"
        )
    with classified_writer(out, sheet.columns) as write, tqdm(total=sheet.size, unit="行", desc="分类") as bar:
        for rows in _batches(sheet.rows):
            texts = [str(row.cells.get(column) or "") for row in rows if isinstance(row, Record)]
            documents = iter(_classified(texts, classifier, desk))
            for row in rows:
                write(row, _fault(row) if isinstance(row, Reject) else next(documents))
            bar.update(len(rows))


def _classified(texts: list[str], classifier: Classifier, desk: Desk) -> list[Document]:
    mentions = desk.router.gazetteer.mentions
    read = classifier.classify_many(texts)
    return [classification_document(one, mentions(text), desk.city) for text, one in zip(texts, read, strict=True)]


def _batches(rows: Iterable[Record | Reject]) -> Iterator[list[Record | Reject]]:
    rows = iter(rows)
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch


def _fault(row: Reject) -> Document:
    return {"line": row.line, "error": f"{row.field}：{row.reason}"}
