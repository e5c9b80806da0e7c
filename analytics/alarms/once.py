"""Who writes fifty times on one day is one person: callers count once a day."""

from collections.abc import Sequence
from datetime import date

from analytics.alarms.warning import Event


def once_a_day(events: Sequence[Event]) -> list[Event]:
    """Events in the order of time, of each known caller the first of a day about one category at
    one place; those of unknown callers all stay.
    """
    known: set[tuple[str, date, str, str]] = set()
    kept = []
    for event in events:
        key = event.caller, event.at.date(), event.category, event.place
        if event.caller and key in known:
            continue
        known.add(key)
        kept.append(event)
    return kept
