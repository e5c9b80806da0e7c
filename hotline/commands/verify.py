"""`hotline verify`: is what is stored whole, and does the index say the same?"""

import json

import click

from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.operation.verify_files import drop_left_over, file_faults
from hotline.operation.verify_history import history_faults
from hotline.operation.verify_index import Difference, index_differences, repair_index
from hotline.storage.audit import audit_faults
from hotline.storage.files import FOLDER, open_files
from hotline.storage.index.queue import count_waiting
from hotline.storage.reencryption import foreign_parts
from hotline.storage.vault import open_vault


@click.command()
@installation_options
@click.option(
    "--repair",
    is_flag=True,
    help="Bring the index to what the database holds; history is never changed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(context: click.Context, settings: Settings, repair: bool, as_json: bool) -> None:
    """Compare database and index by id and version, check every history chain.

    Print every difference.

    Exit code 1 when something differs and was not repaired.
    """
    with open_installation(settings) as (database, engine):
        with database.reading() as session:
            waiting = count_waiting(session)
        differences = list(index_differences(database, engine))
        repaired = repair_index(database, engine, differences) if repair else 0
        faults = list(history_faults(database))
        with database.reading() as session:
            faults += audit_faults(session)
        files = open_files(settings)
        broken = list(file_faults(database, files))
        left_over = drop_left_over(database, files, repair=repair)
        foreign = list(foreign_parts(database, open_vault(settings), settings.data / FOLDER))
    if as_json:
        outcome = {
            "index": [str(difference) for difference in differences],
            "repaired": repaired,
            "history": faults,
            "attachments": broken,
            "left_over_files": left_over,
            "other_suite": foreign,
            "waiting": waiting,
        }
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        _print(differences, repaired, faults, waiting)
        _print_files(broken, left_over, repair)
        _print_suite(foreign, settings.crypto)
    wrong = faults or broken or foreign or len(differences) > repaired
    context.exit(1 if wrong else 0)


def _print(differences: list[Difference], repaired: int, faults: list[str], waiting: int) -> None:
    for line in (*differences, *faults):
        click.echo(line)
    remedy = "。请运行 hotline verify --repair" if differences else ""
    click.echo(
        f"索引：{len(differences)} 处不一致{f'，已修复 {repaired} 处' if repaired else remedy}"
    )
    click.echo(f"办理记录：{len(faults)} 处异常")
    click.echo(f"等待处理：{waiting} 条")


def _print_files(broken: list[str], left_over: int, repair: bool) -> None:
    for line in broken:
        click.echo(line)
    done = "，已清除" if left_over and repair else ""
    click.echo(f"附件：{len(broken)} 处异常，{left_over} 个文件没有登记{done}")


def _print_suite(foreign: list[str], suite: str) -> None:
    for line in foreign:
        click.echo(line)
    rest = (
        f"{len(foreign)} 处不是 {suite}。请运行 hotline reencrypt" if foreign else f"全部为 {suite}"
    )
    click.echo(f"加密：{rest}")
