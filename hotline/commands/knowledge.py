"""`hotline knowledge` and `hotline items`: the knowledge base from and into spreadsheets."""

from pathlib import Path

import click

from hotline.commands.options import installation_options
from hotline.config import Settings

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DRY = click.option("--dry-run", is_flag=True, help="Check every row, write nothing.")


@click.group()
def knowledge() -> None:
    """Entries of the knowledge base: import, export."""


@click.group()
def items() -> None:
    """Service items (事项, with their guides): import, export."""


@knowledge.command("import")
@FILE
@DRY
@JSON
@installation_options
def import_entries(file: Path, dry_run: bool, as_json: bool, settings: Settings) -> None:
    """Take in FILE (CSV, XLSX or JSON lines): code, title, questions (one a line), answer, unit,
    category, item, basis, is_public, effective_from, effective_to, review_due, status. A known
    code becomes a new version, or is skipped when nothing is new. Bad rows go to
    FILE.rejected.csv in the data folder.
    """
    from hotline.commands.knowledge_import import run

    run("entry", file, settings, dry_run=dry_run, as_json=as_json)


@items.command("import")
@FILE
@DRY
@JSON
@installation_options
def import_items(file: Path, dry_run: bool, as_json: bool, settings: Settings) -> None:
    """Take in FILE (CSV, XLSX or JSON lines): code, title, unit, category, conditions, materials,
    flow, limit, fee, place, hours, notes, basis and the columns of entries. A known code becomes
    a new version, or is skipped when nothing is new. Bad rows go to FILE.rejected.csv in the
    data folder.
    """
    from hotline.commands.knowledge_import import run

    run("item", file, settings, dry_run=dry_run, as_json=as_json)


@knowledge.command("export")
@FILE
@installation_options
def export_entries(file: Path, settings: Settings) -> None:
    """Write all entries to FILE (.csv or .xlsx), in the version in force; `import` reads it back
    as it was.
    """
    from hotline.commands.knowledge_export import run

    run("entry", file, settings)


@items.command("export")
@FILE
@installation_options
def export_items(file: Path, settings: Settings) -> None:
    """Write all service items to FILE (.csv or .xlsx), in the version in force; `import` reads
    it back as it was.
    """
    from hotline.commands.knowledge_export import run

    run("item", file, settings)
