"""Places that many reports speak of, up to now: a crowd of days, a sore of a month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from analytics.asking import Answer, Chart, Part
from analytics.repeats import CROWD, CROWD_HOURS, CountCallers, busy_places
from analytics.search.base import Query

SORE_DAYS, SORE = 30, 10


@dataclass(frozen=True, slots=True)
class Gathering:
    """One category at one place: `n` reports within `hours`; `callers` of the whole place, None
    for a sore, whose callers nobody counted yet.
    """

    place: str
    category: str
    hours: int
    n: int
    callers: int | None = None


def gatherings(
    query: Query,
    until: datetime,
    *,
    crowd: int = CROWD,
    sore: int = SORE,
    callers: CountCallers | None = None,
) -> Chart[Sequence[Gathering]]:
    """Crowds first, those of most callers before others, then sores, largest first; each place
    with a category once.
    """
    floors = {hours: crowd * times for hours, times in CROWD_HOURS.items()} | {SORE_DAYS * 24: sore}
    parts = []
    for hours, least in floors.items():
        asked_of = replace(query, since=until - timedelta(hours=hours), until=until)
        parts.append(Part(asked_of, {"places": busy_places(least)}))

    def read(answers: Sequence[Answer]) -> Sequence[Gathering]:
        gathered: dict[tuple[str, str], Gathering] = {}
        for (hours, least), answer in zip(floors.items(), answers, strict=True):
            since = until - timedelta(hours=hours)
            count = callers if hours in CROWD_HOURS else None
            for gathering in _read(answer, hours, least, since, count):
                gathered.setdefault((gathering.place, gathering.category), gathering)
        return sorted(gathered.values(), key=_rank)

    return Chart(parts, read)


def _read(
    answer: Answer, hours: int, least: int, since: datetime, callers: CountCallers | None
) -> Sequence[Gathering]:
    """Of a crowd the commonest category, of a sore each that is one by itself."""
    places = {place["key"]: place["topics"]["buckets"] for place in answer["places"]["buckets"]}
    if hours not in CROWD_HOURS:
        return [
            Gathering(place, matter["key"], hours, matter["doc_count"])
            for place, matters in places.items()
            for matter in matters
            if matter["doc_count"] >= least
        ]
    people = callers(list(places), since) if callers else {}
    return [
        Gathering(place, matters[0]["key"], hours, matters[0]["doc_count"], people.get(place))
        for place, matters in places.items()
        if matters and (callers is None or people.get(place, 0) >= least)
    ]


def _rank(gathering: Gathering) -> tuple[bool, int, int, str, str]:
    is_sore = gathering.hours not in CROWD_HOURS
    return is_sore, -(gathering.callers or 0), -gathering.n, gathering.place, gathering.category
