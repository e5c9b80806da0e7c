"""The fields of a ticket that a step may set beside its status and its unit."""

from datetime import datetime
from typing import Any, TypedDict


class TicketChanges(TypedDict, total=False):
    """New values by field, as `take_step` takes them; what is not named stays as it is."""

    cycle: int
    urgency: str
    danger: str
    more_dangers: list[str]
    alarm: str
    is_red: bool
    co_units: list[str]
    needs_review: bool
    returns: int
    forced: bool
    extensions: int
    urges: int
    merged_into: str
    group_size: int
    own: dict[str, Any]
    material: str
    paused_at: datetime | None
    cycle_started_at: datetime | None
    accused: list[str]
    doubts: dict[str, Any]
    secrecy: str
    identity_mode: str
    dispatched_at: datetime | None
    accepted_at: datetime | None
    contacted_at: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    due_dispatch: datetime | None
    due_sign: datetime | None
    due_contact: datetime | None
    due_handle: datetime | None
    due_unit: datetime | None
    due_look: datetime | None
    due_decide: datetime | None
    due_review: datetime | None
    due_callback: datetime | None
    due_provisional: bool
    supervision: str
    public_reply: str
    result: str
    rating: int | None
    solved: bool | None


def check_changes(changes: TicketChanges) -> None:
    """Raise TypeError for a field that no step may set: the ticket would keep it unseen."""
    if unknown := changes.keys() - TicketChanges.__annotations__.keys():
        names = ", ".join(sorted(unknown))
        raise TypeError(f"no step may set {names} of a ticket; see TicketChanges for what it may")
