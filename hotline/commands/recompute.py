"""`hotline recompute`: due times of open tickets anew, with what was before and after."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
from tqdm import tqdm

from hotline.commands.city_desk import open_city_desk
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.desk.desk import Desk
from hotline.operation.recompute import Moved, Recomputed, count_open
from hotline.operation.recompute import recompute as run
from hotline.storage.database import Database
from hotline.web.labels import CLOCK

# Rows beside tickets, by their table.
ROWS = {
    "application": "待批申请",
    "callback_plan": "评价邀请",
    "rectification": "差评整改",
    "supervision_order": "督办单",
}


@click.command()
@installation_options
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def recompute(settings: Settings, dry_run: bool, as_json: bool) -> None:
    """Compute the due times of all open tickets anew from the calendar and the deadlines in force.

    Each change stands in the history of its ticket. Broken off and run again it goes on.
    """
    with open_city_desk(settings) as (database, desk):
        done = recompute_with_progress(database, desk, dry_run=dry_run)
    click.echo(
        json.dumps(asdict(done), default=str, ensure_ascii=False)
        if as_json
        else summary_of(done, dry_run=dry_run)
    )


def recompute_with_progress(database: Database, desk: Desk, *, dry_run: bool = False) -> Recomputed:
    """The job with its progress bar on standard error."""
    with tqdm(total=count_open(database), unit="张", desc="重算时限", disable=None) as bar:
        return run(database, desk, dry_run=dry_run, progress=bar.update)


def summary_of(done: Recomputed, *, dry_run: bool = False) -> str:
    verb = "将变更" if dry_run else "已变更"
    clocks = "，".join(
        f"{CLOCK.get(clock, clock)} {number}" for clock, number in sorted(done.clocks.items())
    )
    lines = [
        f"未办结工单 {done.seen} 张，{verb} {done.changed} 张{f'（{clocks}）' if clocks else ''}",
        f"超期：变更前 {done.overdue_before} 张，变更后 {done.overdue_after} 张",
    ]
    if done.rows:
        rows = "，".join(f"{ROWS[name]} {number}" for name, number in sorted(done.rows.items()))
        lines.append(f"另{verb}：{rows}")
    return "\n".join([*lines, *(f"  {_line(moved)}" for moved in done.examples)])


def _line(moved: Moved) -> str:
    return (
        f"{moved.ticket_no} {CLOCK.get(moved.clock, moved.clock)}：{_moment(moved.old)} → "
        f"{_moment(moved.new)}"
    )


def _moment(moment: datetime | Any) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "无"
