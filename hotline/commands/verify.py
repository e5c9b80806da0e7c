"""`hotline verify`: is what is stored whole, and does the index say the same?"""

import json

import click

from hotline.casework.verify_history import history_faults
from hotline.casework.verify_index import index_differences, repair_index
from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.storage.queue import count_waiting


@click.command()
@installation_options
@click.option("--repair", is_flag=True, help="Bring the index to what the database holds; history is never changed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(context: click.Context, settings: Settings, repair: bool, as_json: bool) -> None:
    """Compare database and index by id and version, check every history chain; print every difference.

    Exit code 1 when something differs and was not repaired.
    """
    with open_installation(settings) as (database, engine):
        with database.reading() as session:
            waiting = count_waiting(session)
        differences = list(index_differences(database, engine))
        repaired = repair_index(database, engine, differences) if repair else 0
        faults = list(history_faults(database))
    index_lines = [str(one) for one in differences]
    found = {"index": index_lines, "repaired": repaired, "history": faults, "waiting": waiting}
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else _text(found))
    context.exit(1 if faults or len(differences) > repaired else 0)


def _text(found: dict[str, list[str] | int]) -> str:
    index, history = found["index"], found["history"]
    assert isinstance(index, list) and isinstance(history, list)
    remedy = (
        f"，已修复 {found['repaired']} 处" if found["repaired"] else "。请运行 hotline verify --repair" if index else ""
    )
    lines = [
        f"索引：{len(index)} 处不一致{remedy}",
        f"办理记录：{len(history)} 处异常",
        f"等待处理：{found['waiting']} 条",
    ]
    return "\n".join([*index, *history, *lines])
