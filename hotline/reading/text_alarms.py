"""Dangers and red words of reports that nobody has read yet, found as the intake finds them."""

from collections.abc import Iterator, Sequence

from analytics.alarms.warning import EarlyWarning, Event
from classifiers.danger.level import level_with_danger
from classifiers.sensitive import SensitiveWords
from hotline.city.pack import CityPack
from hotline.reading.early_warnings import alarms_at


def alarms_in_texts(events: Sequence[Event], city: CityPack) -> Iterator[EarlyWarning]:
    """At most one of each report: a danger, or else a red word."""
    sensitive = SensitiveWords(city.sensitive_words)
    for event in events:
        _, danger = level_with_danger(event.text, city.danger_signs)
        hits = sensitive.find(event.text, danger)
        is_red = any(city.is_red(hit.kind, hit.word) for hit in hits)
        kind = danger.kinds[0] if danger.is_danger else ""
        yield from alarms_at(event, city, danger=kind, is_red=is_red)
