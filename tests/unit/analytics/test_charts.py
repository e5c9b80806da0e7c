"""Figures draw the numbers that they are given and say what they count."""

from datetime import datetime

import pytest

from analytics.breakdowns import Row
from analytics.charts import (
    Footer,
    durations_figure,
    heat_figure,
    hours_figure,
    rows_figure,
    trend_figure,
)
from analytics.durations import Duration, Steps
from analytics.figures import Compared, Rate
from analytics.heat import Spot
from analytics.trends import Point, Step, Stretch, Trend

FOOTER = Footer("按反映时间统计的工单", "2026-03-01 至 2026-03-07", "保密工单")
ROWS = [Row("0302", Compared(9, 4), Rate(9, 12)), Row(None, Compared(3, 1), Rate(3, 12))]


def stretch(day, n):
    return Stretch(datetime(2026, 3, day), datetime(2026, 3, day + 1), n, 1)


def figures():
    points = [
        Point(stretch(2, 7), stretch(1, 5), stretch(2, 6), True),
        Point(stretch(3, 2), stretch(2, 7), stretch(3, 8), False),
    ]
    took = {"sign": Duration(5, 1.5, 8.0), "handle": Duration(0, None, None)}
    spots = [Spot("S1", Compared(40, 20), 10_000, ()), Spot("S2", Compared(3, 2), None, ())]
    return {
        "trend": trend_figure(Trend(Step.DAY, points), FOOTER),
        "rows": rows_figure(ROWS, {"0302": "噪声", None: "其余"}, FOOTER),
        "hours": hours_figure({8: 3, 23: 1}, FOOTER),
        "heat": heat_figure(spots, {"S1": "鼓楼街道"}, FOOTER),
        "durations": durations_figure(Steps(5, took, {}), {"sign": "签收"}, FOOTER),
    }


@pytest.mark.parametrize("name", figures())
def test_every_figure_says_population_period_and_exclusions(name):
    figure = figures()[name]
    text = "".join(note.text for note in figure.layout.annotations).replace("<br>", "")
    assert text.replace(" ", "") == FOOTER.text.replace(" ", "")
    assert all(
        part in FOOTER.text for part in (FOOTER.population, FOOTER.period, FOOTER.exclusions)
    )


def test_a_trend_has_its_year_before_and_pales_what_is_not_over():
    bars, line = figures()["trend"].data
    assert (list(bars.x), list(bars.y), list(line.y)) == (["03-02", "03-03"], [7, 2], [6, 8])
    assert bars.marker.color[0] != bars.marker.color[1]


def test_bars_of_a_breakdown_have_most_on_top_and_names():
    before, now = figures()["rows"].data
    assert (list(now.y), list(now.x), list(before.x)) == (["其余", "噪声"], [3, 9], [1, 4])


def test_a_day_has_24_hours():
    (bars,) = figures()["hours"].data
    assert (len(bars.x), sum(bars.y), bars.y[8]) == (24, 4, 3)


def test_a_street_without_enough_to_compare_stays_grey():
    (bars,) = figures()["heat"].data
    assert list(bars.y) == ["S2", "鼓楼街道"]
    assert bars.marker.color[0].startswith("#")
    assert bars.marker.color[1].startswith("rgba")


def test_a_step_that_nobody_took_has_no_bar():
    middle, slow = figures()["durations"].data
    assert (list(middle.y), list(slow.y), list(middle.x)) == (
        [1.5, None],
        [8.0, None],
        ["签收", "handle"],
    )
