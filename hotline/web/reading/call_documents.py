"""Calls and seats as JSON and as rows of a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from hotline.calls.log import CallLine
from hotline.domain.models import Seat, Staff

PLAIN = ("call_id", "direction", "queue", "state", "agent", "cause")
TIMES = ("started_at", "answered_at", "ended_at", "waited", "talked")


def call_document(line: CallLine) -> dict[str, Any]:
    """Numbers are masked; `id` is ours, `call_id` the phone system's."""
    call = line.call
    return {
        "id": call.id,
        **{name: getattr(call, name) for name in (*PLAIN, *TIMES)},
        "from": line.caller,
        "to": line.called,
        "ticket_no": line.ticket_no,
        "note": line.note,
    }


def seat_documents(seats: Iterable[tuple[Seat, Staff]]) -> list[dict[str, Any]]:
    return [
        {
            "login": seat.login,
            "name": person.name,
            "extension": seat.extension or "",
            "state": seat.state,
            "since": seat.since,
        }
        for seat, person in seats
    ]
