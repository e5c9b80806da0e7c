"""All warnings of a record of events, in the order in which they would have been raised."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from analytics.alarms.gatherings import gatherings
from analytics.alarms.norms import Norms
from analytics.alarms.once import once_a_day
from analytics.alarms.rhythm import KindOfDay, Rhythm
from analytics.alarms.rises import rises
from analytics.alarms.surges import surges
from analytics.alarms.warning import EarlyWarning, Event
from analytics.alarms.words import ReadDanger, danger, sensitive


def early_warnings(
    events: Sequence[Event],
    *,
    kind_of_day: KindOfDay = date.weekday,
    sensitive_words: Mapping[str, Collection[str]] | None = None,
    read_danger: ReadDanger | None = None,
    since: datetime | None = None,
) -> list[EarlyWarning]:
    """Of events in any order.

    kind_of_day   which days are alike (weekdays, holidays)
    words         sensitive words by class
    read_danger   what is dangerous about a text
    since         a midnight: what came before is history, of which nobody is warned
    """
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    counted = once_a_day(ordered)
    rhythm = Rhythm(counted, kind_of_day)
    norms = Norms(counted, rhythm)
    raised = [*surges(counted, rhythm, norms, since=since)]
    raised += [*rises(counted, rhythm, norms, since=since)]
    raised += [*gatherings(ordered, norms, since=since)]
    raised += sensitive(ordered, sensitive_words) if sensitive_words else []
    raised += danger(ordered, read_danger) if read_danger else []
    return in_order(warning for warning in raised if since is None or warning.raised >= since)


def in_order(raised: Iterable[EarlyWarning]) -> list[EarlyWarning]:
    """By the moment, then by kind and matter."""
    return sorted(
        raised,
        key=lambda warning: (warning.raised, warning.kind, warning.category, warning.place),
    )
