"""`hotline mask`: a text, or a file of texts, without personal data: to publish or to hand over."""

from collections.abc import Callable
from pathlib import Path

import click
from tqdm import tqdm

from classifiers.personal import mask as mask_text
from hotline.commands.answered_files import Write, answer_writer
from hotline.commands.documents import Document
from hotline.commands.model import refusals_shown
from hotline.domain.errors import InvalidInput
from hotline.intake.sheets.records import Record, Reject, Sheet
from hotline.intake.spreadsheet import open_sheet

_ADDED = "masked"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.argument("text", required=False)
@click.option(
    "--input",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV, XLSX or JSON lines.",
)
@click.option("--text", "column", metavar="COL", help="Column of FILE with the text.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="JSON lines, or a table if it ends in .csv.",
)
@click.option("--careful", is_flag=True, help="Look for names a second time: needs [names].")
def mask(
    text: str | None, source: Path | None, column: str | None, out: Path | None, careful: bool
) -> None:
    """Replace phones, papers, cards, plates, accounts, names and doors of homes by stars.

    Of FILE all columns are written as they are, and `masked` after them: leave out the column
    with the text, and others that tell who it is, before anything is published.
    """
    if (text is None) == (source is None) or (source is None) != (column is None):
        raise click.UsageError("give either TEXT, or --input FILE with --text COL")
