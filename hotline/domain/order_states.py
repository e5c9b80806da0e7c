"""How an order stands, and what that is called."""

from datetime import datetime

from hotline.domain.models import SupervisionOrder

ORDER_STATE = {
    "told": "已催办",
    "open": "待反馈",
    "late": "逾期未反馈",
    "answered": "已反馈",
    "closed": "已销号",
}


def order_state(order: SupervisionOrder, now: datetime) -> str:
    """A key of ORDER_STATE; an urge, which has no number, was told and no more."""
    if order.number is None:
        return "told"
    if order.closed_at:
        return "closed"
    if order.answered_at:
        return "answered"
    return "late" if order.due_at and order.due_at < now else "open"
