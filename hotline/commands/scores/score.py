"""`hotline score`: the points of each unit under a score scheme."""

import json
from pathlib import Path

import click

from hotline.city.faults import Report
from hotline.city.scores import read_schemes
from hotline.commands.named_file import read_file, refuse_faults
from hotline.commands.options import installation_options
from hotline.commands.scores import text as score_text
from hotline.commands.scores.casework import count_casework, write_counts
from hotline.commands.scores.table import read_score_table
from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.domain.scoring.document import document
from hotline.domain.scoring.schemes import Scheme
from hotline.domain.scoring.scores import score as score_units

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("scheme", metavar="SCHEME.toml", type=_PATH)
@click.argument("table", metavar="[TABLE.csv]", type=_PATH, required=False)
@click.option(
    "--scheme", "code", metavar="CODE", help="Which scheme of SCHEME.toml, where it holds several."
)
@click.option(
    "--period", metavar="P", help="2026-03, or 2026 for a year: its last day decides the version."
)
@click.option(
    "--from-casework",
    is_flag=True,
    help="Count the tickets of the data folder instead of reading a table.",
)
@click.option(
    "--counts",
    metavar="FILE",
    type=_PATH,
    help="With --from-casework: only write the counts as a TABLE.csv.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; a rate of 0/0 is null.")
@installation_options
def score(
    settings: Settings,
    scheme: Path,
    table: Path | None,
    code: str | None,
    period: str | None,
    from_casework: bool,
    counts: Path | None,
    as_json: bool,
) -> None:
    """Points of each unit of TABLE.csv, or of the casework of a period, with numerator,
    denominator and exclusions.

    A row is a unit: `unit`, its `group` and `period` if the scheme compares or dates, and the
    counts that the scheme names. docs/scores.md explains both files.
    """
    report = Report()
    versions = _versions(scheme, code, report)
    if (table is None) != from_casework or (counts and not from_casework):
        raise click.UsageError(
            "请给出 TABLE.csv，或用 --from-casework 从工单统计，二者选一；--counts 须与后者同用"
        )
    if counts is not None:
        write_counts(settings, versions, period, counts)
        return
    tables = (
        read_score_table(table, versions, period, report)
        if table is not None
        else [count_casework(settings, versions, period)]
    )
    scored = [
        (period_table, score_units(period_table.scheme, period_table.units))
        for period_table in tables
    ]
    for note in dict.fromkeys(report.notes):
        click.echo(f"提示：{note}", err=True)
    if as_json:
        click.echo(json.dumps(document(scored), ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(score_text.render(*table_and_scores) for table_and_scores in scored))


def _versions(path: Path, code: str | None, report: Report) -> list[Scheme]:
    text = read_file(path, report)
    schemes = read_schemes(text, report, path.name) if text is not None else ()
    refuse_faults(path.name, report)
    codes = list(dict.fromkeys(version.code for version in schemes))
    if code is None and len(codes) > 1:
        raise InvalidInput(
            f"{path.name} 有 {len(codes)} 个方案", remedy=f"请用 --scheme 选择：{'、'.join(codes)}"
        )
    chosen = code if code is not None else next(iter(codes), "")
    versions = [version for version in schemes if version.code == chosen]
    if not versions:
        known = f"现有：{'、'.join(codes)}" if codes else "请用 [[scheme]] 写出方案"
        raise InvalidInput(f"{path.name} 中没有方案“{chosen}”", remedy=known, field="scheme")
    return versions
