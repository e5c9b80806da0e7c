"""What `hotline tickets` prints of a list: no personal data."""

import json
from typing import Any

from hotline.city.pack import CityPack
from hotline.domain.models import Ticket
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES
from hotline.reading.ticket_lists import TicketList

FIELDS = (
    *("no", "status", "title", "content", "channel", "channel_ref", "request_type", "urgency"),
    *("category", "district", "street", "place", "unit", "co_units", "needs_review", "cycle"),
    *("returns", "clock", "rating", "solved"),
)
TIMES = ("reported_at", "created_at", "due_at", "closed_at")


def as_json(listed: TicketList, city: CityPack) -> str:
    rows = [_row(ticket, city) for ticket in listed.tickets]
    return json.dumps({"total": listed.total, "tickets": rows}, ensure_ascii=False)


def _row(ticket: Ticket, city: CityPack) -> dict[str, Any]:
    row = {name: getattr(ticket, name) for name in FIELDS}
    for name in TIMES:
        time = getattr(ticket, name)
        row[name] = time.isoformat() if time else None
    row["unit_name"] = _name(city.units, ticket.unit)
    row["category_name"] = _name(city.categories, ticket.category)
    return row


def _name(entries: Any, code: str) -> str:
    return entries[code].name if code in entries else ""


def as_table(listed: TicketList, city: CityPack) -> str:
    lines = [f"共 {listed.total} 件，显示 {len(listed.tickets)} 件"]
    for ticket in listed.tickets:
        cells = (
            ticket.no,
            f"{ticket.status:<16}",
            f"{ticket.reported_at:%Y-%m-%d %H:%M}",
            CHANNELS.get(ticket.channel, ticket.channel),
            REQUEST_TYPES.get(ticket.request_type, ticket.request_type),
            URGENCIES.get(ticket.urgency, ticket.urgency),
            _name(city.units, ticket.unit) or "-",
            ticket.title,
        )
        lines.append("  ".join(cells))
    return "\n".join(lines)
