"""What is coming: forecast with its error, what months bring, hard topics with evidence."""

from datetime import timedelta

import pytest

from analytics.figures import Rate
from analytics.search.base import EngineUnavailable
from hotline.operation.work_queue import run_once
from hotline.reading.outlook import hard_topics
from hotline.storage.hard_topics import TopicCounts
from tests.support.stored import store

HEATING, NOISE = "0404", "0302"


class Away:
    def aggregate_many(self, queries):
        raise EngineUnavailable("away")


@pytest.fixture
def past(web):
    """Ten weeks of three reports a day, in February mostly of heating."""
    database, now = web.app.state.database, web.now
    for day in range(1, 71):
        at = now - timedelta(days=day)
        category = HEATING if at.month == 2 else NOISE
        for hour in range(3):
            reported = at.replace(hour=9 + hour)
            store(database, f"{day}-{hour}", category=category, reported_at=reported)
    run_once(database, web.app.state.engine)
    return web


def test_the_next_two_weeks_stand_with_interval_and_error(past, see):
    page = see("leader", "/outlook").text
    table = page.partition('aria-label="未来两周数据"')[2].partition("</table>")[0]
    assert table.count("<tr>") == 15
    assert "2026-03-09" in table
    assert "2026-03-22" in table
    assert "平均误差是照搬上周数字的" in page


def test_a_month_is_known_by_what_comes_more_in_it(past, see):
    page = see("leader", "/outlook").text
    months = page.partition('aria-label="民情月历"')[2]
    february = months.partition("2 月")[2].partition("</tr>")[0]
    assert "供热" in february or "供暖" in february
    assert "没有记录" in months


def test_without_enough_past_the_page_says_so(web, see):
    assert "没有可用的记录" in see("leader", "/outlook").text
    web.app.state.outlook._engine = Away()
    web.app.state.outlook._kept.clear()
    assert see("leader", "/outlook").status_code == 503


@pytest.mark.parametrize("who", ["street_clerk", "agent", "reviewer"])
def test_the_outlook_is_for_those_who_see_analysis(web, see, who):
    assert see(who, "/outlook").status_code == 403


def test_hard_topics_are_frequent_cross_units_and_stay_unsolved():
    def topic(category, n=100, units=4, part=2, whole=10):
        return TopicCounts(category, n, units, 3, 5, Rate(part, whole))

    counts = [
        topic("hard"),
        topic("harder", n=400),
        topic("rare", n=19),
        topic("one-unit", units=2),
        topic("solved", part=10),
        topic("hardly-asked", part=1, whole=4),
    ]
    assert [topic.category for topic in hard_topics(counts)] == ["harder", "hard"]
