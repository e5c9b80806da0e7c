"""The charts that need to know the city: its working days, its residents, its clock."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from analytics.asking import Chart
from analytics.gatherings import gatherings
from analytics.periods import Period, period
from analytics.repeats import CountCallers
from analytics.screen import screen
from analytics.search.base import Query
from hotline.desk.desk import Desk
from hotline.domain.holders import HELD_BY_UNIT, UNIT_CLOCKS, WAITING
from hotline.domain.roles import Actor
from hotline.storage.crowds import callers_by_place

TREND_DAYS = 28
SECOND = timedelta(seconds=1)  # what came in this very second counts
# What the index knows of tickets whose running clock is their unit's.
HELD = {"status": tuple(sorted(HELD_BY_UNIT)), "clock": tuple(sorted(UNIT_CLOCKS))}


def leaders_screen(
    session: Session, actor: Actor, desk: Desk, *, query: Query, span: Period
) -> Mapping[str, Chart[Any]]:
    """All figures of `span`; the trend shows at least the four weeks up to its end, `gatherings`
    what stands at this moment.
    """
    last = (span.since + timedelta(days=span.days - 1)).date()
    first = last - timedelta(days=max(span.days, TREND_DAYS) - 1)
    until, crowd = desk.now() + SECOND, desk.city.settings.group_callers
    callers = count_callers(session, actor, query=query, until=until)
    in_span = callers
    if span.until != until:
        in_span = count_callers(session, actor, query=query, until=span.until)
    figures = screen(
        query,
        span,
        period(first, last, span.until),
        desk.now(),
        desk.calendar.is_working,
        residents_of(desk),
        held=HELD,
        waiting=WAITING,
        crowd=crowd,
        callers=in_span,
        telling=desk.city.telling_words,
    )
    return figures | {"gatherings": gatherings(query, until, crowd=crowd, callers=callers)}


def count_callers(session: Session, actor: Actor, *, query: Query, until: datetime) -> CountCallers:
    """Counts callers of places up to `until` among the tickets of a query, within this session;
    what two charts ask once.
    """
    counted: dict[tuple[frozenset[str], datetime], Mapping[str, int]] = {}

    def count(places: Collection[str], since: datetime) -> Mapping[str, int]:
        key = frozenset(places), since
        if key not in counted:
            counted[key] = callers_by_place(
                session, actor, places=places, since=since, until=until, filters=query.filters
            )
        return counted[key]

    return count


def residents_of(desk: Desk) -> Mapping[str, int]:
    return {area.code: area.residents for area in desk.city.areas.values() if area.residents}
