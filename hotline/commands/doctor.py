"""`hotline doctor`: look at every part of an installation; each fault with its remedy."""

import json
import platform
from importlib.metadata import version

import click

from hotline.commands.options import installation_options
from hotline.config import Settings

MARKS = {"ok": "✓", "degraded": "!", "down": "✗"}
VERSIONS = (
    "hotline12345",
    "litestar",
    "sqlmodel",
    "sqlalchemy",
    "scikit-learn",
    "tantivy",
    "elasticsearch",
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@installation_options
@click.pass_context
def doctor(context: click.Context, settings: Settings, as_json: bool) -> None:
    """Check settings, versions, disk, key, database, city, clocks, calendar years, staff,
    search; exit code 1 on a fault.
    """
    from hotline.operation.doctor import examine

    findings = examine(settings)
    if as_json:
        document = {"versions": _versions(), "findings": [vars(finding) for finding in findings]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        click.echo("  ".join(f"{name} {number}" for name, number in _versions().items()))
        for finding in findings:
            remedy = f"；{finding.remedy}" if finding.remedy else ""
            click.echo(f"{MARKS[finding.status]} {finding.part}：{finding.note}{remedy}")
    context.exit(1 if any(finding.status == "down" for finding in findings) else 0)


def _versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: version(name) for name in VERSIONS}
