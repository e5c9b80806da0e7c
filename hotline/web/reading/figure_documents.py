"""Figures as plain documents: numerator and denominator always, a rate only where it means
something.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from analytics.breakdowns import Breakdown, Row
from analytics.durations import Durations, Steps
from analytics.figures import Compared, Rate
from analytics.gatherings import Gathering
from analytics.headline import Headline
from analytics.heat import Heat, Spot
from analytics.issues import Issue
from analytics.repeats import Repeats
from analytics.suppression import suppressed
from analytics.trends import Point, Stretch, Trend
from analytics.words import Words
from hotline.reading.analysis import ChartFigures
from hotline.reading.rates import RateTable
from hotline.storage.tallies import Rates

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
    if isinstance(chart, int):
        return chart
    if isinstance(chart, list):
        return [WRITERS[type(item)](item) for item in chart]
    return WRITERS[type(chart)](chart)


def cut(breakdown: Breakdown, limit: int) -> Document:
    return {
        "by": breakdown.by,
        "total": compared(breakdown.total),
        "rows": [_row(row) for row in breakdown.top(limit)],
    }


def rates(rates: Rates) -> Document:
    return {name: rate(own) for name, own in rates.items()}


def rate_table(table: RateTable) -> Document:
    """For "" the unit is the centre. Each rate has a time of its own."""
    districts = [{"for_10000": row.for_10000, **asdict(row)} for row in table.districts]
    return {
        "population": "各项指标按其时限、完成或反映落在本期统计；撤诉、并单的不计办理",
        "total": rates(table.total),
        "before": rates(table.before),
        "year": rates(table.year),
        "units": [{"unit": unit, **rates(own)} for unit, own in sorted(table.units.items())],
        "districts": districts,
        "city": table.city and {"for_10000": table.city.for_10000, **asdict(table.city)},
        "nowhere": table.nowhere,
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


def _trend(trend: Trend) -> Document:
    return {
        "step": trend.step,
        "total": trend.total,
        "points": [_point(point) for point in trend.points],
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


def _headline(headline: Headline) -> Document:
    return {
        "n": headline.n,
        "before": compared(headline.against_before) | {"corrected": headline.corrected_before},
        "year": compared(headline.against_year) | {"corrected": headline.corrected_year},
    }


def _steps(steps: Steps) -> Document:
    took = {
        step: {"n": spread.n, "median": spread.median, "p90": spread.slow}
        for step, spread in steps.took.items()
    }
    return {
        "n": steps.n,
        "hours": took,
        "overdue": steps.overdue,
    }


def _durations(durations: Durations) -> Document:
    groups = [{"key": key, **_steps(steps)} for key, steps in durations.groups.items()]
    return {
        "by": durations.by,
        "total": _steps(durations.total),
        "groups": groups,
        "overdue": _pairs(durations.overdue.items()),
    }


def _heat(heat: Heat) -> Document:
    spots = [_spot(spot) for spot in heat.spots]
    return {"spots": spots, "nowhere": compared(heat.nowhere), "total": compared(heat.total)}


def _spot(spot: Spot) -> Document:
    topics = [{"category": category, "n": n} for category, n in spot.topics]
    return {
        "key": spot.key,
        **compared(spot.counted),
        "residents": spot.residents,
        "for_10000": spot.for_10000,
        "topics": topics,
    }


def _words(chart: Words) -> Document:
    rows = [
        {"word": word.text, "n": word.n, "background": word.background, "score": word.score}
        for word in chart.marking_words
    ]
    return {"slice": chart.slice, "background": chart.background, "words": rows}


def _repeats(repeats: Repeats) -> Document:
    return {
        "repeats": [
            {"place": repeat.place, "category": repeat.category, "n": repeat.n}
            for repeat in repeats.repeats
        ],
        "crowds": [
            {
                "place": crowd.place,
                "hours": crowd.hours,
                "n": crowd.n,
                "callers": crowd.callers,
                "categories": _pairs(crowd.categories),
            }
            for crowd in repeats.crowds
        ],
    }


def _issue(issue: Issue) -> Document:
    places, units = _pairs(issue.places), _pairs(issue.units)
    return {
        "category": issue.row.key,
        **compared(issue.row.counted),
        "words": list(issue.marking_words),
        "places": places,
        "units": units,
    }


def _pairs(pairs: Any) -> list[Document]:
    return [{"key": key, "n": n} for key, n in pairs]


def _breakdown(breakdown: Breakdown) -> Document:
    return cut(breakdown, 20)


WRITERS: Mapping[type, Callable[[Any], Document]] = {
    Issue: _issue,
    Gathering: asdict,
    Breakdown: _breakdown,
    Durations: _durations,
    Headline: _headline,
    Heat: _heat,
    Repeats: _repeats,
    Trend: _trend,
    Words: _words,
}
