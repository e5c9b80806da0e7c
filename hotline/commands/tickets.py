"""`hotline tickets`: the list and its filters, as the operator of the data folder."""

import json
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from typing import Any

import click
from sqlmodel import Session

from analytics.search.base import LARGEST_PAGE, EngineUnavailable, Query, SearchEngine
from analytics.search.opening import open_engine
from hotline.city.loading import current_city
from hotline.city.pack import CityPack
from hotline.commands.options import installation_options
from hotline.config import Settings
from hotline.domain.errors import InvalidInput
from hotline.domain.models import Ticket
from hotline.domain.permissions import SYSTEM
from hotline.domain.time.times import parse_time
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES
from hotline.domain.workflow import Status
from hotline.operation.work_queue import run_once
from hotline.reading.search import search
from hotline.storage.database import Database, open_database
from hotline.storage.queue import count_waiting
from hotline.storage.tickets import TicketFilter, count_tickets, newest_tickets, tickets_by_number

STATUSES = ", ".join(Status)


@click.command()
@click.option("--query", default="", metavar="Q", help="Words that the ticket must hold.")
@click.option("--status", multiple=True, metavar="S", help=f"One of {STATUSES}; repeatable.")
@click.option("--unit", default="", metavar="U", help="Code or name of the unit that holds it.")
@click.option("--from", "since", metavar="D", help="Reported on or after this day or time.")
@click.option(
    "--to", "until", metavar="D", help="Reported up to this day (all of it) or before this time."
)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, LARGEST_PAGE), metavar="N"
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: total and tickets.")
@installation_options
def tickets(
    query: str,
    status: tuple[str, ...],
    unit: str,
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """List tickets, newest first, as the operator of the data folder."""
    database = open_database(settings)
    try:
        with database.reading() as session:
            city = current_city(session)
            wanted = TicketFilter(
                status=_statuses(status),
                unit=_unit(unit, city),
                since=_time(since),
                until=_until(until),
            )
            total, found = _find(session, database, query, wanted, limit)
            click.echo(_document(total, found, city) if as_json else _table(total, found, city))
    finally:
        database.close()


def _find(
    session: Session, database: Database, text: str, wanted: TicketFilter, limit: int
) -> tuple[int, Sequence[Ticket]]:
    if not text.strip():
        page = newest_tickets(session, SYSTEM, wanted, limit=limit)
        return count_tickets(session, SYSTEM, wanted, most=None), page.tickets
    filters = {"status": wanted.status, "unit": (wanted.unit,) if wanted.unit else ()}
    query = Query(
        text=text,
        filters={name: values for name, values in filters.items() if values},
        since=wanted.since,
        until=wanted.until,
        limit=limit,
        highlight=False,
    )
    return _search(session, database, query)


def _search(session: Session, database: Database, query: Query) -> tuple[int, Sequence[Ticket]]:
    settings = database.settings
    with closing(open_engine(settings.search, settings.data / "search")) as engine:
        _catch_up(session, database, engine)
        hits = search(session, engine, SYSTEM, query)
    if hits.degraded:
        click.echo("提示：搜索引擎不可用，以下为数据库查找的结果", err=True)
    return hits.total, tickets_by_number(session, SYSTEM, [hit.no for hit in hits.hits])


def _catch_up(session: Session, database: Database, engine: SearchEngine) -> None:
    """Index what waits, unless somebody else is at it."""
    waiting = count_waiting(session)
    if waiting:
        click.echo(f"提示：正在索引 {waiting} 条新的办理记录", err=True)
        with suppress(EngineUnavailable):
            run_once(database, engine)
            engine.refresh()


def _statuses(values: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        if value not in set(Status):
            raise InvalidInput(
                f"没有名为“{value[:40]}”的状态", remedy=f"可用：{STATUSES}", field="status"
            )
    return tuple(values)


def _unit(value: str, city: CityPack) -> str:
    if not value or value in city.units:
        return value
    code = next(
        (unit.code for unit in city.tables.units if value == unit.name or value in unit.aliases),
        None,
    )
    if code is None:
        raise InvalidInput(
            f"没有名为“{value[:40]}”的单位",
            remedy="请用 units.csv 中的编码、名称或别名",
            field="unit",
        )
    return code


def _time(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        return parse_time(value)
    except ValueError as error:
        raise InvalidInput(str(error)) from None


def _until(value: str | None) -> datetime | None:
    """A day means all of it."""
    time = _time(value)
    is_day = (
        time is not None
        and ":" not in (value or "")
        and time == datetime.combine(time, datetime.min.time())
    )
    return time + timedelta(days=1) if time is not None and is_day else time


def _document(total: int, found: Sequence[Ticket], city: CityPack) -> str:
    return json.dumps(
        {"total": total, "tickets": [_row(ticket, city) for ticket in found]}, ensure_ascii=False
    )


def _row(ticket: Ticket, city: CityPack) -> dict[str, Any]:
    """What the list shows; no personal data."""
    names = (
        "no",
        "status",
        "title",
        "content",
        "channel",
        "channel_ref",
        "request_type",
        "urgency",
        "category",
        "district",
        "street",
        "place",
        "unit",
        "co_units",
        "needs_review",
        "cycle",
        "returns",
        "clock",
        "rating",
        "solved",
    )
    row = {name: getattr(ticket, name) for name in names}
    for name in ("reported_at", "created_at", "due_at", "closed_at"):
        time = getattr(ticket, name)
        row[name] = time.isoformat() if time else None
    row["unit_name"] = city.units[ticket.unit].name if ticket.unit in city.units else ""
    row["category_name"] = (
        city.categories[ticket.category].name if ticket.category in city.categories else ""
    )
    return row


def _table(total: int, found: Sequence[Ticket], city: CityPack) -> str:
    lines = [f"共 {total} 件，显示 {len(found)} 件"]
    for ticket in found:
        words = (
            f"{ticket.reported_at:%Y-%m-%d %H:%M}",
            CHANNELS.get(ticket.channel, ticket.channel),
            REQUEST_TYPES.get(ticket.request_type, ticket.request_type),
            URGENCIES.get(ticket.urgency, ticket.urgency),
            city.units[ticket.unit].name if ticket.unit in city.units else "-",
        )
        lines.append("  ".join([ticket.no, f"{ticket.status:<16}", *words, ticket.title]))
    return "\n".join(lines)
