"""Warnings by what a single text says, and by clocks that are about to run out together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from analytics.alarms.warning import RED, YELLOW, EarlyWarning, Event
from classifiers.sensitive import SensitiveWords

# Text -> what is dangerous about it, "" for nothing.
ReadDanger = Callable[[str], str]
_MASS, _SOON = 5, timedelta(hours=24)


def sensitive(
    events: Sequence[Event], sensitive_words: Mapping[str, Collection[str]]
) -> Iterator[EarlyWarning]:
    """A text with a sensitive word; a person confirms."""
    reader = SensitiveWords(sensitive_words)
    for event in events:
        kinds = sorted({hit.kind for hit in reader.find(event.text)}) if event.text else []
        if kinds:
            yield _of_one(
                "sensitive", YELLOW, event, f"出现敏感词（{'、'.join(kinds)}），请人工确认"
            )


def danger(events: Sequence[Event], read: ReadDanger) -> Iterator[EarlyWarning]:
    """A text that tells of danger to life."""
    for event in events:
        if event.text and (what := read(event.text)):
            yield _of_one("danger", RED, event, what)


def limits(open_events: Sequence[Event], now: datetime) -> Iterator[EarlyWarning]:
    """Units of whose open tickets five or more end within a day."""
    units: dict[str, list[Event]] = defaultdict(list)
    for event in open_events:
        if event.unit and event.due is not None and now <= event.due <= now + _SOON:
            units[event.unit].append(event)
    for unit, due in sorted(units.items()):
        if len(due) >= _MASS:
            why = f"{unit} 有 {len(due)} 件将在 24 小时内到期"
            ids = tuple(event.id for event in due)
            yield EarlyWarning(now, "limits", YELLOW, "", "", len(due), 0.0, (why,), ids)


def _of_one(kind: str, grade: str, event: Event, why: str) -> EarlyWarning:
    return EarlyWarning(
        event.at, kind, grade, event.category, event.place, 1, 0.0, (why,), (event.id,)
    )
