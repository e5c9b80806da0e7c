"""`hotline repeats`: pairs of rows of a file that are likely the same matter."""

import json
from datetime import datetime
from pathlib import Path

import click

from analytics.hotspots.pairs import likely_pairs
from analytics.hotspots.report import Report
from hotline.commands.report_columns import NamedRow, read_report_rows

# Rows without a time are of one day.
_SOME_DAY = datetime(2000, 1, 1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", metavar="COL", required=True, help="Column with the text.")
@click.option("--time", "time", metavar="COL", default="", help="Column with the time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def repeats(file: Path, text: str, time: str, as_json: bool) -> None:
    """Pairs of rows of FILE, counted from 1, that are likely the same matter, likeliest first."""
    rows = list(read_report_rows(file, {"text": text, "time": time}))
    pairs = [
        {"a": rows[first].number, "b": rows[second].number, "score": round(score, 3)}
        for first, second, score in likely_pairs([_report(row) for row in rows])
    ]
    lines = "\n".join(f"{pair['a']} {pair['b']} {pair['score']}" for pair in pairs)
    click.echo(json.dumps(pairs) if as_json else lines or "没有疑似重复")


def _report(row: NamedRow) -> Report:
    return Report(str(row.number), row.at or _SOME_DAY, "", row.cells["text"])
