"""Stretches of time and their likes, against dates counted one by one."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.asking import answer
from analytics.periods import month_before, period, year_before
from analytics.search.base import Query
from analytics.trends import Step, trend
from hotline.bulletins.spans import bulletin_span
from hotline.domain.bulletins import BulletinKind

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


class Counted:
    """Answers histograms of the times it is given."""

    def __init__(self, times):
        self.times = times

    def aggregate_many(self, queries):
        return [self._answer(*arguments) for arguments in queries]

    def _answer(self, query, aggs):
        times = [time for time in self.times if query.since <= time < query.until]
        days = Counter(time.date().isoformat() + "T00:00:00" for time in times)
        buckets = [{"key_as_string": day, "doc_count": days[day]} for day in sorted(days)]
        kinds = {"value_count": {"value": len(times)}, "date_histogram": {"buckets": buckets}}
        answers = {name: kinds[next(iter(agg))] for name, agg in aggs.items()}
        assert all(
            agg["date_histogram"]["fixed_interval"] == "1d"
            for agg in aggs.values()
            if "date_histogram" in agg
        )
        return answers


def works(on):
    return on.weekday() < 5


def points(times, first, last, step, now=datetime(2030, 1, 1)):
    return answer(Counted(times), trend(Query(), period(first, last, now), step, works)).points


@given(
    first=DAYS,
    days=st.integers(0, 120),
    step=st.sampled_from([Step.DAY, Step.WEEK, Step.MONTH]),
    data=st.data(),
)
def test_stretches_tile_the_period_and_lose_nothing(first, days, step, data):
    last = first + timedelta(days=days)
    near = st.integers(-500, days + 20).map(
        lambda day: datetime.combine(first, datetime.min.time()) + timedelta(days=day, hours=5)
    )
    times = data.draw(st.lists(near, max_size=30))
    trend = points(times, first, last, step)
    starts = [point.now.start for point in trend]
    ends = [point.now.end for point in trend]
    assert starts[0].date() == first
    assert ends[-1].date() == last + timedelta(days=1)
    assert starts[1:] == ends[:-1]
    for point in trend:
        for stretch in (point.now, point.before, point.year):
            assert stretch.n == sum(stretch.start <= time < stretch.end for time in times)
            day, worked = stretch.start, 0
            while day < stretch.end:
                worked, day = worked + works(day), day + timedelta(days=1)
            assert stretch.working_days == worked


def test_weeks_begin_on_monday_and_are_compared_with_whole_weeks():
    (first, second) = points([], date(2026, 3, 4), date(2026, 3, 15), Step.WEEK)
    assert (first.now.start, first.now.end) == (datetime(2026, 3, 4), datetime(2026, 3, 9))
    assert (second.before.start, second.year.start) == (datetime(2026, 3, 2), datetime(2025, 3, 10))
    assert second.year.start.isoweekday() == 1


def test_a_part_of_a_month_is_compared_with_the_same_days_before():
    (point,) = points([], date(2026, 3, 1), date(2026, 3, 15), Step.MONTH)
    assert (point.before.start, point.before.end) == (datetime(2026, 2, 1), datetime(2026, 2, 16))
    assert (point.year.start, point.year.end) == (datetime(2025, 3, 1), datetime(2025, 3, 16))


def test_a_leap_day_is_compared_with_the_28th():
    (point,) = points([], date(2024, 2, 29), date(2024, 2, 29), Step.DAY)
    assert (point.year.start, point.year.end) == (datetime(2023, 2, 28), datetime(2023, 3, 1))


def test_a_day_that_is_not_over_is_compared_with_nothing():
    now = datetime(2026, 3, 2, 10, 32)
    times = [datetime(2026, 3, 1, 5)] * 30 + [datetime(2026, 3, 2, 5)] * 9
    yesterday, today = points(times, date(2026, 3, 1), date(2026, 3, 2), Step.DAY, now)
    assert (yesterday.ended, yesterday.against_before.before) == (True, 0)
    assert (today.now.n, today.against_before.before, today.corrected(today.before)) == (
        9,
        None,
        None,
    )


def test_a_short_month_of_holidays_is_no_fall_of_its_working_days():
    """February 2026 has 20 weekdays, January 22: ten a weekday in both."""
    days = [datetime(2026, 1, 1) + timedelta(days=number, hours=5) for number in range(59)]
    times = [day for day in days if works(day) for _ in range(10)]
    (_, february) = points(times, date(2026, 1, 1), date(2026, 2, 28), Step.MONTH)
    assert february.against_before.change == pytest.approx(200 / 220 - 1)
    assert february.corrected(february.before) == pytest.approx(0)


def test_today_counts_as_far_as_it_has_come_and_so_does_its_like():
    now = datetime(2026, 3, 5, 10, 32)
    span = period(date(2026, 2, 27), date(2026, 3, 5), now)
    assert (span.until, span.days) == (now, 7)
    assert (span.before.since, span.before.until) == (
        datetime(2026, 2, 20),
        datetime(2026, 2, 26, 10, 32),
    )
    assert span.longer(5).since == datetime(2026, 1, 30)


def test_a_period_of_the_future_is_empty_and_not_negative():
    span = period(date(2026, 4, 1), date(2026, 4, 2), datetime(2026, 3, 1))
    assert span.since == span.until


def test_steps_back_of_odd_dates():
    assert month_before(datetime(2026, 3, 31, 7)) == datetime(2026, 2, 28, 7)
    assert month_before(datetime(2026, 1, 15)) == datetime(2025, 12, 15)
    assert year_before(datetime(2024, 2, 29, 3)) == datetime(2023, 2, 28, 3)


@pytest.mark.parametrize(
    ("first", "last", "before", "year"),
    [
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-03-01"), ("2025-03-01", "2025-04-01")),
        ("2026-01-01", "2026-01-31", ("2025-12-01", "2026-01-01"), ("2025-01-01", "2025-02-01")),
        ("2024-02-01", "2024-02-29", ("2024-01-01", "2024-02-01"), ("2023-02-01", "2023-03-01")),
        ("2026-04-01", "2026-06-30", ("2026-01-01", "2026-04-01"), ("2025-04-01", "2025-07-01")),
        ("2026-03-02", "2026-03-31", ("2026-01-31", "2026-03-02"), ("2025-03-02", "2025-04-01")),
    ],
)
def test_calendar_months_are_compared_with_calendar_months(first, last, before, year):
    whole = period(date.fromisoformat(first), date.fromisoformat(last), datetime(2030, 1, 1))
    for like, (since, until) in ((whole.before, before), (whole.year_before, year)):
        assert like.since == datetime.fromisoformat(since)
        assert like.until == datetime.fromisoformat(until)


def test_a_week_meets_the_week_with_its_weekdays_a_year_ago_on_pages_and_in_bulletins():
    now = datetime(2026, 3, 10, 15)
    week = period(date(2026, 3, 9), date(2026, 3, 15), now).year_before
    assert (week.since, week.until) == (datetime(2025, 3, 10), datetime(2025, 3, 11, 15))
    for kind, days in ((BulletinKind.WEEKLY, 7), (BulletinKind.TOPIC, 28)):
        span = bulletin_span(kind, date(2026, 3, 8), now)
        last = span.until.date() - timedelta(days=1)
        on_page = period(last - timedelta(days=days - 1), last, now).year_before
        assert span.others["上年同期"] == (on_page.since, on_page.until)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (datetime(2026, 3, 10, 15), datetime(2026, 2, 10, 15)),
        (datetime(2026, 3, 30, 15), datetime(2026, 3, 1)),  # February has no such day
    ],
)
def test_a_month_that_goes_on_meets_as_much_of_the_one_before(now, before):
    running = period(date(2026, 3, 1), date(2026, 3, 31), now)
    assert (running.before.since, running.before.until) == (datetime(2026, 2, 1), before)
    assert running.year_before.until == now.replace(year=2025)
