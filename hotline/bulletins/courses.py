"""A course over the days of a bulletin, in which no bar counts out a few."""

from collections.abc import Sequence
from datetime import date, timedelta

from analytics.suppression import open_course
from hotline.bulletins.material import COURSE_DAYS, Material
from hotline.bulletins.sentences import FEW
from hotline.bulletins.spans import ONE_DAY
from hotline.papers.paper import Bars

BY_DAY, WEEK = "每日受理件数", 7
# A course of what is rare has longer steps, so that it is a course at all.
STEPS = {WEEK: "每七天受理件数", 2 * WEEK: "每十四天受理件数"}


def course(material: Material, least: int = COURSE_DAYS, *, by_week: bool = True) -> Sequence[Bars]:
    """Day by day up to the end of the span, at least so many; a day of a few has no bar, nor one
    that a total would tell: of the span, and where weeks are told of (`by_week`) of each of them;
    of a span of several days also of those that it is compared with.

    Where that leaves less than half of the days, seven at a time, and where that leaves a single
    bar, fourteen; nothing where no bar is left.
    """
    last = (material.span.until - timedelta(microseconds=1)).date()
    begin = material.span.since.date()
    first = min(begin, last - (least - 1) * ONE_DAY)
    days = [first + at * ONE_DAY for at in range((last - first).days + 1)]
    counts = [material.days[day.isoformat()] for day in days]
    sums = [range((begin - first).days, len(days))]
    mondays = [at for at, day in enumerate(days) if by_week and day.weekday() == 0]
    sums += [range(at, at + WEEK) for at in mondays if at + WEEK <= len(days)]
    sums += _compared(material, first) if last > begin else []
    shown = open_course(counts, sums)
    if sum(map(bool, counts)) <= 2 * sum(map(bool, shown)):
        return _bars(BY_DAY, [f"{day:%m-%d}" for day in days], shown)
    return next(filter(_is_course, (_by_many(days, counts, step) for step in STEPS)), None) or (
        _by_many(days, counts, WEEK)
    )


def _compared(material: Material, first: date) -> Sequence[range]:
    """The days of the spans whose totals the sentences tell, as far as the course has them."""
    spans = [
        (since.date() - first, (until - timedelta(microseconds=1)).date() - first)
        for since, until in material.span.others.values()
    ]
    return [range(begin.days, end.days + 1) for begin, end in spans if begin.days >= 0]


def _by_many(days: Sequence[date], counts: Sequence[int], step: int) -> Sequence[Bars]:
    """Counted back from the last day; what is left over at the begin is left out."""
    starts = range(len(days) % step, len(days), step)
    names = [f"{days[at]:%m-%d}至{days[at + step - 1]:%m-%d}" for at in starts]
    sums = [sum(counts[at : at + step]) for at in starts]
    return _bars(STEPS[step], names, open_course(sums, [range(len(sums))]))


def _is_course(charts: Sequence[Bars]) -> bool:
    return sum(n is not None for chart in charts for n in chart.counts) > 1


def _bars(caption: str, names: Sequence[str], shown: Sequence[int | None]) -> Sequence[Bars]:
    if not any(shown):
        return []
    withheld = f"（{FEW}的不画，可推算的一并略去）" if None in shown else ""
    return [Bars(caption + withheld, names, shown, lines=True)]
