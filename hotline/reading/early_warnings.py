"""Early warnings of the installation's own tickets, as counts and clocks give them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from analytics.alarms.gatherings import gatherings
from analytics.alarms.matters import warning_at
from analytics.alarms.norms import Norms
from analytics.alarms.once import once_a_day
from analytics.alarms.rhythm import KindOfDay, Rhythm
from analytics.alarms.rises import BEFORE_RISES, rises
from analytics.alarms.surges import surges
from analytics.alarms.warning import RED, YELLOW, EarlyWarning, Event
from hotline.city.pack import CityPack
from hotline.domain.time.calendar import WorkCalendar
from hotline.storage.warning_sources import WarningSource, due_by_unit, warning_sources

_HOLIDAY, _SHIFTED = 7, 8
# What is compared with: the last weeks, and the same weeks of the year before.
BEFORE = BEFORE_RISES + timedelta(days=2)
_YEAR, _AROUND = timedelta(days=364), timedelta(days=15)
# In the first weeks of an installation nobody knows what is usual at a place.
_YOUNG = timedelta(days=14)
MASS, SOON = 5, timedelta(hours=24)
# What a person reports again within days of an answer to a question was no closing.
_QUESTION = "consult"
_RED_WORDS = "诉求中出现敏感词，请人工确认"
_DANGER = "诉求中提到危及人身安全的情况：{name}"


def kind_of_day(calendar: WorkCalendar) -> KindOfDay:
    """Weekdays are alike, holidays on a weekday are, and weekend days that are worked."""

    def kind(day: date) -> int:
        is_working = calendar.is_working(day)
        if day.weekday() < 5:
            return day.weekday() if is_working else _HOLIDAY
        return _SHIFTED if is_working else day.weekday()

    return kind


def recent_sources(session: Session, now: datetime) -> list[WarningSource]:
    """What warnings of today rest on: a bounded span, however much is stored."""
    last_year = now - _YEAR
    return [
        *warning_sources(session, last_year - BEFORE, last_year + _AROUND),
        *warning_sources(session, now - BEFORE, now),
    ]


def judged(
    sources: Sequence[WarningSource], city: CityPack, *, since: datetime | None = None
) -> list[EarlyWarning]:
    """Category and area or place as codes, tickets by number. Surges and rises by area, what comes
    again and again by place.

    since   a midnight: what came before is history only
    """
    by_area = once_a_day([_event(source, source.street or source.district) for source in sources])
    by_place = [_event(source, source.place) for source in sources if source.place]
    rhythm = Rhythm(by_area, kind_of_day(city.calendar))
    is_young = since is not None and (not sources or sources[0].reported_at > since - _YOUNG)
    areas, places = Norms(by_area, rhythm), Norms(once_a_day(by_place), rhythm)
    raised = [
        *surges(by_area, rhythm, areas, since=since),
        *rises(by_area, rhythm, areas, since=since),
        *(() if is_young else gatherings(by_place, places, since=since)),
        *alarms(sources, city),
    ]
    kept = [warning for warning in raised if since is None or warning.raised >= since]
    return sorted(kept, key=lambda warning: (warning.raised, warning.kind, warning.place))


def limits_in_masses(
    session: Session, city: CityPack, now: datetime
) -> Iterator[tuple[str, Sequence[int], tuple[str, ...]]]:
    """(unit, ids of its tickets, why) of units that have so many limits ending within a day."""
    for unit, ids in sorted(due_by_unit(session, now, now + SOON).items()):
        if len(ids) >= MASS:
            yield unit, ids, (f"{_unit(city, unit)}有 {len(ids)} 件将在 24 小时内到期",)


def alarms(sources: Sequence[WarningSource], city: CityPack) -> Iterator[EarlyWarning]:
    """What the intake found in the text: danger to life, and words without which nothing goes on
    before a person has looked.
    """
    for source in sources:
        event = _event(source, source.place or source.street or source.district)
        yield from alarms_at(event, city, danger=source.danger, is_red=source.is_red)


def alarms_at(event: Event, city: CityPack, *, danger: str, is_red: bool) -> Iterator[EarlyWarning]:
    """Of one report: `danger` is its kind or empty, `is_red` whether it has a red word."""
    if danger:
        why = _DANGER.format(name=city.danger_name(danger))
        yield warning_at("danger", RED, event, [event], 0.0, why)
    elif is_red:
        yield warning_at("sensitive", YELLOW, event, [event], 0.0, _RED_WORDS)


def _event(source: WarningSource, place: str) -> Event:
    return Event(
        id=source.no,
        at=source.reported_at,
        category=source.category,
        place=place,
        caller=str(source.caller_id or ""),
        closed=None if source.request_type == _QUESTION else source.closed_at,
    )


def _unit(city: CityPack, code: str) -> str:
    unit = city.units.get(code)
    return unit.name if unit else code
