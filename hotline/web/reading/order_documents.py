"""Supervision orders as JSON."""

from typing import Any

from hotline.desk.desk import Desk
from hotline.domain.models import SupervisionOrder
from hotline.domain.order_states import order_state

FIELDS = (
    "id",
    "number",
    "level",
    "ticket_no",
    "cycle",
    "unit",
    "role",
    "issued_by",
    "issued_at",
    "demand",
    "due_at",
    "rule",
    "clock",
    "clock_due",
    "answer",
    "answered_by",
    "answered_at",
    "closing",
    "closed_by",
    "closed_at",
)


def order_document(order: SupervisionOrder, desk: Desk) -> dict[str, Any]:
    """`state` is told (an urge), open, late, answered or closed."""
    unit = desk.city.units.get(order.unit)
    state = order_state(order, desk.now())
    return {name: getattr(order, name) for name in FIELDS} | {
        "unit_name": unit.name if unit else "",
        "state": state,
    }
