"""Every chart, by both engines, against a slow count of the documents."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from analytics.asking import answer, answer_all
from analytics.breakdowns import BY, breakdown
from analytics.durations import durations
from analytics.headline import headline
from analytics.heat import heat
from analytics.issues import issues
from analytics.periods import Period
from analytics.repeats import repeats
from analytics.screen import screen
from analytics.search.base import EVERYTHING, Query, Visibility, WrongQuery
from analytics.trends import Step, trend
from analytics.words import marking_words
from tests.integration.search.conftest import BOTH, opened
from tests.support.busy_town import MARCH, NOW, busy_town, count, open_to_all, weekdays, within

ALL = Query(see=EVERYTHING)
YEAR = Period(datetime(2025, 3, 1), NOW, 370)
TOWN = busy_town()


@pytest.fixture(scope="module", params=BOTH)
def busy_engine(request, tmp_path_factory):
    for engine in opened(request, tmp_path_factory.mktemp("busy")):
        engine.index(TOWN)
        engine.refresh()
        yield engine


def inside(period=MARCH, town=TOWN):
    return within(town, period.since, period.until)


@pytest.mark.parametrize("by", BY)
def test_a_breakdown_counts_what_is_there(busy_engine, by):
    chart = answer(busy_engine, breakdown(ALL, YEAR, by))
    now, before = count(inside(YEAR), by), count(inside(YEAR.before), by)
    assert {row.key: (row.n, row.counted.before) for row in chart.rows} == {
        key: (now[key], before[key]) for key in now | before
    }
    assert [row.n for row in chart.rows] == sorted((row.n for row in chart.rows), reverse=True)


def test_rows_and_rest_add_up(busy_engine):
    chart = answer(busy_engine, breakdown(ALL, YEAR, "category"))
    for limit in (0, 3, 500):
        rows = chart.top(limit)
        assert sum(row.n for row in rows) == chart.total.n == len(inside(YEAR))
        assert sum(row.share.part for row in rows) == chart.total.n
        assert sum(row.counted.before for row in rows) == chart.total.before


def test_a_breakdown_keeps_to_filters(busy_engine):
    query = Query(filters={"channel": ("web",), "unit": ("U2", "")}, see=EVERYTHING)
    chart = answer(busy_engine, breakdown(query, YEAR, "district"))
    expected = [
        ticket
        for ticket in inside(YEAR)
        if ticket["channel"] == "web" and ticket["unit"] in ("U2", "")
    ]
    assert Counter({row.key: row.n for row in chart.rows}) == count(expected, "district")


@pytest.mark.parametrize("step", Step)
def test_a_trend_counts_each_stretch_and_its_likes(busy_engine, step):
    period = MARCH if step is Step.HOUR else Period(datetime(2025, 12, 10), NOW, 86)
    chart = answer(busy_engine, trend(ALL, period, step, weekdays))
    for point in chart.points:
        for stretch in (point.now, point.before, point.year):
            assert stretch.n == len(within(TOWN, stretch.start, min(stretch.end, NOW))), stretch
        assert point.ended == (point.now.end <= NOW)
    assert chart.total == len(inside(period))
    assert any(point.now.n for point in chart.points)


@pytest.mark.parametrize("by", ["unit", "category1"])
def test_durations(busy_engine, by):
    chart = answer(busy_engine, durations(ALL, YEAR, by, NOW))
    overdue = [ticket for ticket in TOWN if ticket["due"] is not None and ticket["due"] < NOW]
    check_steps(chart.total, inside(YEAR), overdue)
    assert set(chart.groups) == {ticket[by] for ticket in inside(YEAR)}
    for key, steps in chart.groups.items():
        check_steps(
            steps,
            [ticket for ticket in inside(YEAR) if ticket[by] == key],
            [ticket for ticket in overdue if ticket[by] == key],
        )


def check_steps(steps, tickets, overdue):
    assert (steps.n, steps.overdue) == (len(tickets), len(overdue))
    for step, field in {
        "dispatch": "hours_dispatch",
        "sign": "hours_accept",
        "handle": "hours_reply",
    }.items():
        hours = sorted(ticket[field] for ticket in tickets if field in ticket)
        assert steps.took[step].n == len(hours)
        if len(hours) > 20:  # engines do not agree on what lies between two neighbours
            middle = hours[len(hours) // 2 - 2] * 0.97, hours[len(hours) // 2 + 2] * 1.03
            assert middle[0] <= steps.took[step].median <= middle[1]


def test_durations_of_nothing_are_none(busy_engine):
    steps = answer(
        busy_engine, durations(Query(filters={"unit": ("U9",)}), MARCH, "unit", NOW)
    ).total
    assert (steps.n, steps.took["handle"].median) == (0, None)


def test_heat_by_street(busy_engine):
    chart = answer(busy_engine, heat(ALL, YEAR, {"S1": 50_000}))
    now, before = count(inside(YEAR), "street"), count(inside(YEAR.before), "street")
    assert {spot.key: (spot.n, spot.counted.before) for spot in chart.spots} == {
        key: (now[key], before[key]) for key in now | before if key
    }
    assert (chart.nowhere.n, chart.nowhere.before, chart.total.n) == (
        now[""],
        before[""],
        now.total(),
    )
    first = next(spot for spot in chart.spots if spot.key == "S1")
    assert first.for_10000 == pytest.approx(now["S1"] / 5)
    assert {spot.for_10000 for spot in chart.spots if spot.key != "S1"} == {None}
    topics = count([ticket for ticket in inside(YEAR) if ticket["street"] == "S1"], "category")
    assert [n for _, n in first.topics] == [n for _, n in topics.most_common(3)]


def test_what_came_in_beside_what_came_before(busy_engine):
    weeks = Period(datetime(2026, 2, 6), NOW, 28)
    chart = answer(busy_engine, headline(ALL, weeks, weekdays))
    spans = (weeks, weeks.before, weeks.year_before)
    assert (chart.n, chart.before, chart.year) == tuple(len(inside(span)) for span in spans)
    assert chart.n > 0
    assert chart.year > 0
    assert (chart.working_days, chart.working_days_before, chart.working_days_year) == (20, 20, 20)


def test_words_that_mark_a_slice(busy_engine):
    slice_ = YEAR.of(Query(filters={"category1": ("02",)}, see=EVERYTHING))
    chart = answer(busy_engine, marking_words(slice_, YEAR.of(ALL), 10))
    tickets = [ticket for ticket in inside(YEAR) if ticket["category1"] == "02"]
    here, there = len(tickets) / chart.slice, len(tickets) / chart.background
    assert (chart.slice, chart.background) == (len(tickets), len(inside(YEAR)))
    assert {word.text for word in chart.marking_words} >= {"噪声", "扰民"}
    noise = next(word for word in chart.marking_words if word.text == "噪声")
    assert noise.n == noise.background == len(tickets)
    assert noise.score == pytest.approx((here - there) * here / there)
    assert "停水" not in {word.text for word in chart.marking_words}


def test_repeats_of_a_matter_at_a_place(busy_engine):
    chart = answer(busy_engine, repeats(ALL, NOW))
    week = within(TOWN, NOW - timedelta(days=7), NOW)
    matters = count(
        [ticket for ticket in week if ticket["place"]],
        lambda ticket: (ticket["place"], ticket["category"]),
    )
    expected = {key: n for key, n in matters.items() if n >= 3}
    assert expected
    assert {(matter.place, matter.category): matter.n for matter in chart.repeats} == expected


def test_many_reports_on_one_place(busy_engine):
    crowds = {
        crowd.place: (crowd.hours, crowd.n)
        for crowd in answer(busy_engine, repeats(ALL, NOW)).crowds
    }
    day, three = (
        count(
            [
                ticket
                for ticket in within(TOWN, NOW - timedelta(hours=hours), NOW)
                if ticket["place"]
            ],
            "place",
        )
        for hours in (24, 72)
    )
    expected = {place: (72, n) for place, n in three.items() if n >= 10}
    expected |= {place: (24, n) for place, n in day.items() if n >= 5}
    assert expected
    assert crowds == expected


def test_the_hottest_issues_have_words_places_and_units(busy_engine):
    hottest = answer(busy_engine, issues(ALL, Period(datetime(2026, 2, 1), NOW, 28)))
    assert hottest
    for issue in hottest:
        assert issue.row.counted.difference >= 5
        assert issue.marking_words
        assert len(issue.places) == len(issue.units) == 2
    assert [issue.row.rise for issue in hottest] == sorted(
        (issue.row.rise for issue in hottest), reverse=True
    )


def test_the_screen_is_one_request(busy_engine):
    charts = screen(ALL, MARCH, Period(datetime(2026, 2, 6), NOW, 28), NOW, weekdays, {})
    counted = Counting(busy_engine)
    together = answer_all(counted, charts)
    assert counted.requests == 1
    assert {name: answer(busy_engine, chart) for name, chart in charts.items()} == together.charts


class Counting:
    def __init__(self, engine):
        self.engine, self.requests = engine, 0

    def aggregate_many(self, queries):
        self.requests += 1
        return self.engine.aggregate_many(queries)


def test_a_confidential_ticket_is_in_no_figure_of_a_leader(busy_engine):
    charts = answer_all(busy_engine, {by: breakdown(Query(), YEAR, by) for by in BY}).charts
    visible = inside(YEAR, open_to_all(TOWN))
    assert len(visible) < len(inside(YEAR))
    for by in BY:
        assert Counter({row.key: row.n for row in charts[by].rows if row.n}) == count(visible, by)
    leader = answer(busy_engine, marking_words(YEAR.of(Query()), YEAR.of(Query()), 10))
    assert leader.background == len(visible)


def test_a_clerk_counts_what_their_units_hold_and_nothing_against_themselves(busy_engine):
    clerk = Query(see=Visibility(all_units=False, units=frozenset({"U2", "U3"}), unit="U3"))
    chart = answer(busy_engine, breakdown(clerk, YEAR, "unit"))
    visible = [
        ticket
        for ticket in inside(YEAR)
        if ticket["unit"] in ("U2", "U3") and "U3" not in ticket["accused"]
    ]
    assert Counter({row.key: row.n for row in chart.rows if row.n}) == count(visible, "unit")
    stranger = Query(see=Visibility(all_units=False))
    assert answer(busy_engine, breakdown(stranger, YEAR, "unit")).total.n == 0


def test_nothing_is_counted_over_an_empty_index(engine):
    engine.refresh()
    answers = answer_all(engine, screen(ALL, MARCH, MARCH, NOW, weekdays, {}))
    assert answers.n == 0
    assert answers.charts["categories"].top(5) == []
    assert [point.now.n for point in answers.charts["trend"].points] == [0] * 7


def test_nothing_is_asked_by_no_chart(busy_engine):
    assert answer_all(busy_engine, {}).charts == {}


def test_what_cannot_be_grouped_by_is_refused(busy_engine):
    for wrong in (
        lambda: breakdown(ALL, MARCH, "words"),
        lambda: durations(ALL, MARCH, "phone", NOW),
    ):
        with pytest.raises(WrongQuery, match="分组"):
            wrong()
    with pytest.raises(WrongQuery, match="时段"):
        trend(ALL, YEAR, Step.HOUR, weekdays)


def test_one_wrong_body_of_many_is_an_error_of_all(busy_engine):
    with pytest.raises(WrongQuery):
        busy_engine.aggregate_many(
            [(ALL, {"n": {"value_count": {"field": "id"}}}), (ALL, {"x": {"guess": {}}})]
        )
