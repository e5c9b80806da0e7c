"""The fields of a ticket's document.

A change here is a new SCHEMA_VERSION and asks for `hotline reindex`.
"""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from analytics.search.base import WrongQuery

SCHEMA_VERSION = 4

# What some query filters, counts or sorts by. Exact values; lists hold several, `units` lead and
# support together.
KEYWORDS = (
    "no",
    "status",
    "unit",
    "co_units",
    "units",
    "category",
    "category1",
    "district",
    "street",
    "place",
    "channel",
    "request_type",
    "urgency",
    "secrecy",
    "clock",
    "accused",
    "result",
    "solved",
    "late",
    "late_sign",
    "late_contact",
)
LISTS = ("co_units", "units", "accused")
DATES = ("reported", "due")
# `hour` 0-23 of the report; by_reported and by_due are sort keys (seconds and id in one number).
INTEGERS = ("id", "version", "rating", "hour", "by_reported", "by_due")
# Hours from report to dispatch, from dispatch to acceptance, first contact and reply, from report
# to closing; clock time, not working time.
FLOATS = ("hours_dispatch", "hours_accept", "hours_contact", "hours_reply", "hours_close")
# Searched only: single characters, each once; pairs of neighbouring characters; `words` are the
# segmenter's, each once.
TEXTS = ("chars", "grams")
WORDS = "words"
# Given back with a hit and nothing else.
SHOWN_TEXTS = ("title", "content", "identity_mode", "needs_review", "duplicate_of")
SHOWN = (
    *SHOWN_TEXTS,
    "created",
    "dispatched",
    "accepted",
    "contacted",
    "replied",
    "closed",
    "cycle",
    "returns",
)
# Not given back with a hit: what is only searched, sorted or counted by.
INTERNAL = (
    *TEXTS,
    WORDS,
    *FLOATS,
    "by_reported",
    "by_due",
    "hour",
    "category1",
    "units",
    "late",
    "late_sign",
    "late_contact",
)
GIVEN = (*SHOWN, *(name for name in (*INTEGERS, *KEYWORDS, *DATES) if name not in INTERNAL))
_given = itemgetter(*GIVEN)

RANGES = (*DATES, *INTEGERS, *FLOATS)


def stored_fields(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a hit gives back: nothing that is only searched, sorted or counted by."""
    return dict(zip(GIVEN, _given(document), strict=True))


def keyword(name: str) -> str:
    """`name` if it may be filtered by; raises WrongQuery."""
    if name not in KEYWORDS:
        raise WrongQuery(f"不能按“{name[:40]}”筛选；可用：{'、'.join(KEYWORDS)}")
    return name


def ranged(name: str) -> str:
    """`name` if it may have bounds; raises WrongQuery."""
    if name not in RANGES:
        raise WrongQuery(f"“{name[:40]}”没有范围；可用：{'、'.join(RANGES)}")
    return name
