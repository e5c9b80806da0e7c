"""`hotline reindex`: rebuild the search index beside the one in use."""

import click
from tqdm import tqdm

from hotline.commands.installation import open_installation
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.errors import Unavailable
from hotline.operation.reindex import count_all
from hotline.operation.reindex import reindex as rebuild


@click.command()
@installation_options
@click.option(
    "--drop-old", is_flag=True, help="Remove the indexes that were replaced; rebuild nothing."
)
def reindex(settings: Settings, drop_old: bool) -> None:
    """Rebuild the search index from the database and swap it in; search goes on meanwhile.

    Broken off and run again it goes on. The replaced index stays until --drop-old.
    """
    with open_installation(settings) as (database, engine):
        if drop_old:
            click.echo(f"删除旧索引 {engine.drop_old()} 个")
            return
        with tqdm(total=count_all(database), unit="张", desc="重建索引", disable=None) as bar:
            done = rebuild(database, engine, progress=bar.update)
        click.echo(
            f"新索引已启用：{done.documents} 张工单（其中上次已完成 {done.kept} 张）。"
            "旧索引保留，确认后运行 hotline reindex --drop-old"
        )
        for ticket_id, reason in done.failed.items():
            click.echo(f"未能索引：工单 #{ticket_id}：{reason}", err=True)
        if done.failed:
            raise Unavailable(
                f"{len(done.failed)} 张工单未能索引",
                remedy="原因见上；修正后运行 hotline verify --repair",
            )
