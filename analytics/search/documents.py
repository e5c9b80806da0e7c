"""A ticket as a search document: a pure function on plain values, without any personal data.

Callers stand in their own table and never come here; what callers wrote into title and text is
masked.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from analytics.search.fields import stored_fields
from analytics.search.fold import fold
from analytics.search.terms import index_terms
from classifiers.personal import Span, find_personal

# What `document` reads of a ticket, by the names of its table.
TICKET_FIELDS = (
    "id",
    "version",
    "no",
    "title",
    "content",
    "status",
    "unit",
    "co_units",
    "category",
    "district",
    "street",
    "place",
    "channel",
    "request_type",
    "urgency",
    "secrecy",
    "identity_mode",
    "clock",
    "accused",
    "result",
    "solved",
    "rating",
    "cycle",
    "returns",
    "needs_review",
    "duplicate_of",
    "merged_into",
    "reported_at",
    "created_at",
    "dispatched_at",
    "accepted_at",
    "contacted_at",
    "replied_at",
    "closed_at",
    "due_at",
    "due_sign",
    "due_contact",
    "due_handle",
)

_KEPT = (
    "id",
    "version",
    "no",
    "status",
    "unit",
    "category",
    "district",
    "street",
    "place",
    "channel",
    "request_type",
    "urgency",
    "secrecy",
    "identity_mode",
    "clock",
    "result",
    "rating",
    "cycle",
    "returns",
    "duplicate_of",
)
# name of a duration, from which time to which
_DURATIONS = (
    ("hours_dispatch", "reported", "dispatched"),
    ("hours_accept", "dispatched", "accepted"),
    ("hours_contact", "dispatched", "contacted"),
    ("hours_reply", "dispatched", "replied"),
    ("hours_close", "reported", "closed"),
)
_kept = itemgetter(*_KEPT)
_ORIGIN = datetime(2000, 1, 1)
_ID_BITS = 32
_SPAN = 2**31
_NEVER = 2**63 - 2**32


def document(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a ticket given as a mapping of TICKET_FIELDS.

    Times stay naive local datetimes.
    """
    title, content, plain = _texts(ticket)
    reported = ticket["reported_at"]
    fields = {
        **dict(zip(_KEPT, _kept(ticket), strict=True)),
        **_units(ticket),
        **_facts(ticket),
        "title": title,
        "content": content,
        "reported": reported,
        "created": ticket["created_at"],
        "dispatched": ticket["dispatched_at"],
        "accepted": ticket["accepted_at"],
        "contacted": ticket["contacted_at"],
        "replied": ticket["replied_at"],
        "closed": ticket["closed_at"],
        "due": ticket["due_at"],
        "hour": reported.hour,
        "by_reported": sort_key(reported, ticket["id"]),
        "by_due": sort_key(ticket["due_at"], ticket["id"]),
        **index_terms(plain),
    }
    _durations(fields)
    return fields


def stored(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a hit gives back, times as ISO text."""
    fields = stored_fields(document).items()
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields
    }


def masked(text: str) -> str:
    """`text` with personal data starred out, whatever its width: numbers in full-width digits
    are found too.
    """
    return _starred(text, find_personal(fold(text)))


def _texts(ticket: Mapping[str, Any]) -> tuple[str, str, str]:
    """Title and content masked; and folded what is searched: both, masked at the same places,
    then place and number.
    """
    title, content = ticket["title"], ticket["content"]
    plain = fold(f"{title}\n{content}\n{ticket['place']}\n{ticket['no']}")
    end = len(title) + 1 + len(content)
    if spans := find_personal(plain[:end]):
        text, plain = _starred(f"{title}\n{content}", spans), _starred(plain, spans)
        title, content = text[: len(title)], text[len(title) + 1 :]
    return title, content, plain


def _starred(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + "*" * (span.end - span.start) + text[span.end :]
    return text


def sort_key(time: datetime | None, ticket_id: int) -> int:
    """Time to the second, then id, in one number; no time comes last.

    Times outside 1932 to 2068 count as its ends.
    """
    if time is None:
        return _NEVER + ticket_id
    seconds = int((time - _ORIGIN).total_seconds())
    return (min(max(seconds, -_SPAN), _SPAN - 2) << _ID_BITS) + ticket_id


def split_key(key: int) -> tuple[datetime | None, int]:
    """The time and the id of a sort key."""
    if key >= _NEVER:
        return None, key - _NEVER
    return _ORIGIN + timedelta(seconds=key >> _ID_BITS), key & (2**_ID_BITS - 1)


def _units(ticket: Mapping[str, Any]) -> dict[str, Any]:
    lead, support = ticket["unit"], list(ticket["co_units"])
    return {
        "co_units": support,
        "units": [unit for unit in (lead, *support) if unit],
        "accused": list(ticket["accused"]),
    }


def _facts(ticket: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "category1": ticket["category"][:2],
        "solved": _yes_no(ticket["solved"]),
        "needs_review": _yes_no(ticket["needs_review"]),
        # What was late counts once, on the ticket that was handled.
        "late": ""
        if ticket["merged_into"]
        else _late(ticket["replied_at"] or ticket["closed_at"], ticket["due_handle"]),
        "late_sign": _late(ticket["accepted_at"], ticket["due_sign"]),
        "late_contact": _late(ticket["contacted_at"], ticket["due_contact"]),
    }


def _late(done: datetime | None, limit: datetime | None) -> str:
    """Whether a step came after its time; "" while it has not, then `due` against now tells."""
    return "" if done is None or limit is None else _yes_no(done > limit)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _durations(fields: dict[str, Any]) -> None:
    """Hours between two times that are both there."""
    for name, first, last in _DURATIONS:
        if (start := fields[first]) is not None and (end := fields[last]) is not None:
            fields[name] = round((end - start).total_seconds() / 3600, 3)
