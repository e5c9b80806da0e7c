"""The charts that need to know the city: its working days, its residents, its clock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from analytics.asking import Chart
from analytics.periods import Period, period
from analytics.screen import screen
from analytics.search.base import Query
from hotline.desk.desk import Desk

TREND_DAYS = 28


def leaders_screen(query: Query, span: Period, desk: Desk) -> Mapping[str, Chart[Any]]:
    """All figures of `span`; the trend shows at least the four weeks up to its end."""
    last = (span.since + timedelta(days=span.days - 1)).date()
    first = last - timedelta(days=max(span.days, TREND_DAYS) - 1)
    return screen(
        query,
        span,
        period(first, last, span.until),
        desk.now(),
        desk.calendar.is_working,
        residents_of(desk),
    )


def residents_of(desk: Desk) -> Mapping[str, int]:
    return {area.code: area.residents for area in desk.city.areas.values() if area.residents}
