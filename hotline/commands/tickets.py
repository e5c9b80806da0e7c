"""`hotline tickets`: the list and its filters, as the operator of the data folder."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from typing import Any

import click

from analytics.search.base import LARGEST_PAGE, SearchEngine
from analytics.search.opening import open_engine
from hotline.city.loading import current_city
from hotline.city.pack import CityPack
from hotline.commands.audit_note import note_command
from hotline.commands.options import installation_options
from hotline.commands.ticket_rows import as_json, as_table
from hotline.config import Settings
from hotline.domain.audit import AuditKind
from hotline.domain.errors import InvalidInput
from hotline.domain.roles import SYSTEM
from hotline.domain.statuses import Status
from hotline.domain.time.times import city_now
from hotline.reading.ticket_lists import TicketList, find_tickets
from hotline.reading.ticket_search import TicketSearch, read_ticket_search
from hotline.storage.database import Database, open_database
from hotline.storage.index.queue import count_waiting
from hotline.storage.vault import open_vault

STATUSES = ", ".join(Status)
OPTIONS = (
    click.option("--query", "q", metavar="Q", help="Words that the ticket must hold."),
    click.option("--status", multiple=True, metavar="S", help=f"One of {STATUSES}; repeatable."),
    click.option("--unit", metavar="U", help="Code or name of a unit that leads or supports."),
    click.option("--lead", metavar="U", help="Code or name of the unit that leads."),
    click.option("--category", metavar="C", help="Code of a category, with all below it."),
    click.option("--district", metavar="D", help="Code of a district."),
    click.option("--street", metavar="D", help="Code of a street."),
    click.option("--place", metavar="P", help="Name of a place."),
    click.option("--channel", metavar="C", help="Channel by which it came."),
    click.option("--request-type", metavar="T", help="Type of request."),
    click.option("--urgency", metavar="U", help="How urgent it is."),
    click.option("--clock", metavar="C", help="The clock that runs."),
    click.option("--overdue", is_flag=True, help="Only those whose clock has run out."),
    click.option("--from", "since", metavar="D", help="Reported on or after this day or time."),
    click.option(
        "--to", "until", metavar="D", help="Reported up to this day (all of it) or before a time."
    ),
    click.option("--sort", metavar="S", help="newest (as without it) or due: most urgent first."),
)


def _with_options(command: Any) -> Any:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command()
@_with_options
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, LARGEST_PAGE), metavar="N"
)
@click.option("--json", "json", is_flag=True, help="Print JSON: total and tickets.")
@installation_options
def tickets(limit: int, json: bool, settings: Settings, **parameters: Any) -> None:
    """List tickets, newest first, as the operator of the data folder."""
    database = open_database(settings)
    try:
        with database.reading() as session:
            city = current_city(session)
        ticket_search = replace(_search(parameters, city), limit=limit)
        listed = _find(database, ticket_search)
        _note(settings, listed, "json" if json else "table")
        click.echo((as_json if json else as_table)(listed, city))
    finally:
        database.close()


def _search(parameters: dict[str, Any], city: CityPack) -> TicketSearch:
    """What the options say, read as strictly as the API reads its parameters."""
    for name in ("unit", "lead"):
        parameters[name] = _code_of_unit(parameters[name] or "", city)
    parameters["overdue"] = "true" if parameters["overdue"] else ""
    values = {
        name: list(value) if isinstance(value, tuple) else [value]
        for name, value in parameters.items()
        if value
    }
    return read_ticket_search(values, city_now(), city)


def _code_of_unit(value: str, city: CityPack) -> str:
    """The code for a code, a name or another name of a unit; raises InvalidInput."""
    if not value or value in city.units:
        return value
    for unit in city.tables.units:
        if value == unit.name or value in unit.aliases:
            return unit.code
    raise InvalidInput(
        f"没有名为“{value[:40]}”的单位",
        remedy="请用 units.csv 中的编码、名称或别名",
        field="unit",
    )


def _find(database: Database, ticket_search: TicketSearch) -> TicketList:
    """By the index as it is; the operator is told what it cannot know yet."""
    vault = open_vault(database.settings)
    with _engine(database, ticket_search) as engine, database.reading() as session:
        listed = find_tickets(session, engine, SYSTEM, ticket_search, vault=vault)
        waiting = count_waiting(session) if ticket_search.q and not listed.degraded else 0
    if listed.degraded:
        click.echo("提示：搜索引擎不可用，以下为数据库查找的结果", err=True)
    if waiting:
        click.echo(
            f"提示：{waiting} 条新的办理记录尚未进入搜索索引，以下结果可能缺少；"
            "运行 hotline work --once 后再查",
            err=True,
        )
    return listed


def _note(settings: Settings, listed: TicketList, kind: str) -> None:
    """A list is an export: who took it and how much; what they looked for may tell people."""
    rows = len(listed.tickets)
    note_command(settings, AuditKind.EXPORT, by="", subject="tickets", format=kind, rows=rows)


@contextmanager
def _opened(settings: Settings) -> Iterator[SearchEngine]:
    with closing(open_engine(settings.search, settings.data / "search")) as engine:
        yield engine


def _engine(database: Database, ticket_search: TicketSearch) -> Any:
    """Opened only where words are given."""
    return _opened(database.settings) if ticket_search.q else nullcontext()
