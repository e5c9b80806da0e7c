"""What becomes of a ticket when it is merged into another one: a fate for each of its columns and
for each table that refers to it. A test is red when one is forgotten.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from hotline.domain.call_wish import NO_CALL
from hotline.domain.models import Ticket
from hotline.domain.vocabulary import SECRECIES, URGENCIES


class Fate(StrEnum):
    """KEPT     each ticket keeps its own
    READ        each keeps its own, and who handles the leading ticket reads it too
    STRICTER    the leading ticket takes the stricter one, and has its own again when they part
    EARLIER     the leading ticket takes the earlier moment, and has its own again when they part
    BOTH        the leading ticket takes what either has, and has its own again when they part
    ADDED       the leading ticket counts both, and no longer when they part
    ENDS        what runs or waits on the merged ticket ends: nobody handles it any more
    GOES_ON     it stays in force, and who handles the leading ticket has to answer
    ANSWERED    the merged ticket takes it from the leading one when that ends
    STEP        the step itself says it
    """

    KEPT = "kept"
    READ = "read"
    STRICTER = "stricter"
    EARLIER = "earlier"
    BOTH = "both"
    ADDED = "added"
    ENDS = "ends"
    GOES_ON = "goes_on"
    ANSWERED = "answered"
    STEP = "step"


_KEPT = (
    *("id", "no", "channel", "channel_ref", "request_type", "category", "identity_mode"),
    *("district", "street", "place", "cycle", "cycle_started_at", "returns", "forced"),
    *("extensions", "created_at", "dispatched_at", "accepted_at"),
    *("due_callback", "due_provisional"),
    *("rating", "solved", "duplicate_of", "needs_review", "caller_id"),
    *("first_matter", "doubts"),
)
_READ = ("title", "content", "address", "occurred_at", "reported_at", "material")
_STEP = (
    *("version", "head", "status", "unit", "clock", "due_at", "priority", "watch_at", "amber_at"),
    *("merged_into", "group_size", "own", "due_dispatch"),
    *("due_sign", "due_review"),
)
COLUMNS: dict[str, Fate] = {
    **dict.fromkeys(_KEPT, Fate.KEPT),
    **dict.fromkeys(_READ, Fate.READ),
    "urgency": Fate.STRICTER,
    "secrecy": Fate.STRICTER,
    "danger": Fate.STRICTER,
    "is_red": Fate.STRICTER,
    "supervision": Fate.STRICTER,
    "due_handle": Fate.EARLIER,
    "due_contact": Fate.EARLIER,
    # A danger that nobody has called about wants its own first call.
    "contacted_at": Fate.STRICTER,
    "accused": Fate.BOTH,
    "more_dangers": Fate.BOTH,
    "alarm": Fate.BOTH,
    "urges": Fate.ADDED,
    **dict.fromkeys(("co_units", "due_unit", "due_look", "due_decide", "paused_at"), Fate.ENDS),
    **dict.fromkeys(("public_reply", "result", "replied_at", "closed_at"), Fate.ANSWERED),
    **dict.fromkeys(_STEP, Fate.STEP),
}
TABLES: dict[str, Fate] = {
    "attachment": Fate.READ,
    "comment": Fate.READ,
    "caller": Fate.READ,
    "ticket_party": Fate.READ,
    "assignment": Fate.ENDS,
    "returnrequest": Fate.ENDS,
    "application": Fate.ENDS,
    "pause": Fate.ENDS,
    "supervision_order": Fate.GOES_ON,
    "callback_plan": Fate.ANSWERED,
    **dict.fromkeys(("rating", "callback", "rectification", "reply", "notice"), Fate.KEPT),
    **dict.fromkeys(("cycle_figures", "exclusion", "excluded_figure"), Fate.KEPT),
    **dict.fromkeys(("history_entry", "accesslog", "suggestionrecord"), Fate.KEPT),
    **dict.fromkeys(
        ("intakekey", "knowledge_citation", "phone_call", "chat_conversation"), Fate.KEPT
    ),
    "openid_report": Fate.KEPT,
    **dict.fromkeys(("hot_issue", "issue_member", "warning_ticket"), Fate.KEPT),
    "ticket_reader": Fate.KEPT,
}

ALARM_LENGTH = 60
_RISING_SECRECY = tuple(SECRECIES)
_RISING_URGENCY = tuple(URGENCIES)
OF_DANGER = ("danger", "more_dangers", "alarm", "urgency")
_COMBINE: dict[str, Callable[[Sequence[Any]], Any]] = {
    "urgency": lambda values: max(values, key=_RISING_URGENCY.index),
    "secrecy": lambda values: max(values, key=_RISING_SECRECY.index),
    "danger": lambda values: next((value for value in values if value), ""),
    "is_red": any,
    "accused": lambda values: sorted({unit for units in values for unit in units}),
    "more_dangers": lambda values: list(dict.fromkeys(kind for kinds in values for kind in kinds)),
    "alarm": lambda values: _signs(values),
}


def own_value(ticket: Ticket, name: str) -> Any:
    """What the ticket has by itself: what was stored before others were merged into it, unless
    somebody has changed it since.
    """
    stored, current = ticket.own.get(name), getattr(ticket, name)
    return stored[0] if stored and stored[1] == current else current


def together(
    parent: Ticket, children: Sequence[Ticket], *, over: Collection[int] = ()
) -> dict[str, Any]:
    """The leading ticket's values of a matter of several reports, and `own` to part them again.

    over  ids of those whose danger is: it makes the leading ticket neither dangerous nor urgent
    """
    changes: dict[str, Any] = {}
    own: dict[str, list[Any]] = {}
    for name, combine in _COMBINE.items():
        mine = own_value(parent, name)
        others = [child for child in children if name not in OF_DANGER or child.row_id not in over]
        values = [getattr(child, name) for child in others]
        value = combine([mine, *values]) if children else mine
        changes[name] = value
        if value != mine:
            own[name] = [mine, value]
    return {**changes, "own": own}


def stored_moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _signs(values: Sequence[str]) -> str:
    signs = dict.fromkeys(sign for value in values for sign in value.split("、") if sign)
    signs = dict.fromkeys(sorted(signs, key=lambda sign: sign != NO_CALL))
    return "、".join(signs)[:ALARM_LENGTH]
