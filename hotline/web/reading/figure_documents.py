"""Figures as plain documents: numerator and denominator always, a rate only where it means
something.
"""

from collections.abc import Callable, Mapping
from typing import Any

from analytics.breakdowns import Breakdown, Row
from analytics.durations import Durations, Steps
from analytics.figures import Compared, Rate
from analytics.headline import Headline
from analytics.heat import Heat, Spot
from analytics.issues import Issue
from analytics.repeats import Repeats
from analytics.suppression import suppressed
from analytics.trends import Point, Stretch, Trend
from analytics.words import Words
from hotline.reading.analysis import ChartFigures

Document = dict[str, Any]


def envelope(figures: ChartFigures) -> Document:
    """Of when, of which days, over which tickets, without which; `degraded` while the engine is
    away.
    """
    about = figures.about
    return {
        "as_of": figures.as_of,
        "degraded": figures.degraded,
        "since": about.span.since,
        "until": about.span.until,
        "filters": about.filters,
        "population": "按反映时间统计的工单",
        "exclusions": about.exclusions,
    }


def document(chart: Any) -> Any:
    if isinstance(chart, list):
        return [_issue(one) for one in chart]
    return WRITERS[type(chart)](chart)


def cut(breakdown: Breakdown, limit: int) -> Document:
    return {
        "by": breakdown.by,
        "total": compared(breakdown.total),
        "rows": [_row(row) for row in breakdown.top(limit)],
    }


def published(heat: Heat) -> Document:
    """Without counts below five and without what would tell them.

    Key "" are tickets without a known place.
    """
    shown = suppressed({spot.key: spot.n for spot in heat.spots} | {"": heat.nowhere.n})
    spots = [{"key": key, "n": n, "suppressed": n is None} for key, n in shown.items()]
    return {"spots": spots, "total": heat.total.n}


def compared(value: Compared) -> Document:
    return {
        "n": value.n,
        "before": value.before,
        "difference": value.difference,
        "change": value.change,
    }


def rate(value: Rate) -> Document:
    return {"part": value.part, "whole": value.whole, "rate": value.shown}


def _row(row: Row) -> Document:
    return {"key": row.key, **compared(row.counted), "share": row.share.value}


def _trend(found: Trend) -> Document:
    return {
        "step": found.step,
        "total": found.total,
        "points": [_point(point) for point in found.points],
    }


def _point(point: Point) -> Document:
    return {
        **_stretch(point.now),
        "ended": point.ended,
        "before": _stretch(point.before),
        "year": _stretch(point.year),
        "change_before": point.against_before.change,
        "change_year": point.against_year.change,
        "corrected_before": point.corrected(point.before),
        "corrected_year": point.corrected(point.year),
    }


def _stretch(stretch: Stretch) -> Document:
    return {
        "start": stretch.start,
        "end": stretch.end,
        "n": stretch.n,
        "working_days": stretch.working_days,
    }


def _headline(found: Headline) -> Document:
    return {
        "n": found.n,
        "before": compared(found.against_before) | {"corrected": found.corrected_before},
        "year": compared(found.against_year) | {"corrected": found.corrected_year},
    }


def _steps(steps: Steps) -> Document:
    took = {
        step: {"n": one.n, "median": one.median, "p90": one.slow}
        for step, one in steps.took.items()
    }
    return {
        "n": steps.n,
        "hours": took,
        "in_time": {step: rate(one) for step, one in steps.in_time.items()},
        "overdue": steps.overdue,
    }


def _durations(found: Durations) -> Document:
    groups = [{"key": key, **_steps(steps)} for key, steps in found.groups.items()]
    return {"by": found.by, "total": _steps(found.total), "groups": groups}


def _heat(found: Heat) -> Document:
    spots = [_spot(spot) for spot in found.spots]
    return {"spots": spots, "nowhere": compared(found.nowhere), "total": compared(found.total)}


def _spot(spot: Spot) -> Document:
    topics = [{"category": category, "n": n} for category, n in spot.topics]
    return {
        "key": spot.key,
        **compared(spot.counted),
        "residents": spot.residents,
        "for_10000": spot.for_10000,
        "topics": topics,
    }


def _words(found: Words) -> Document:
    rows = [
        {"word": word.text, "n": word.n, "background": word.background, "score": word.score}
        for word in found.words
    ]
    return {"slice": found.slice, "background": found.background, "words": rows}


def _repeats(found: Repeats) -> Document:
    return {
        "repeats": [
            {"place": one.place, "category": one.category, "n": one.n} for one in found.repeats
        ],
        "crowds": [
            {
                "place": one.place,
                "hours": one.hours,
                "n": one.n,
                "callers": one.callers,
                "categories": _pairs(one.categories),
            }
            for one in found.crowds
        ],
    }


def _issue(issue: Issue) -> Document:
    places, units = _pairs(issue.places), _pairs(issue.units)
    return {
        "category": issue.row.key,
        **compared(issue.row.counted),
        "words": list(issue.words),
        "places": places,
        "units": units,
    }


def _pairs(pairs: Any) -> list[Document]:
    return [{"key": key, "n": n} for key, n in pairs]


def _breakdown(found: Breakdown) -> Document:
    return cut(found, 20)


WRITERS: Mapping[type, Callable[[Any], Document]] = {
    Breakdown: _breakdown,
    Durations: _durations,
    Headline: _headline,
    Heat: _heat,
    Repeats: _repeats,
    Trend: _trend,
    Words: _words,
}
