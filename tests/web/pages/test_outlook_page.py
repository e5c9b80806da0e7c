"""What is coming: forecast with its error, what months bring, hard topics with evidence."""

import html
import json
import re
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner

from analytics.figures import Rate
from analytics.search.base import EngineUnavailable
from hotline.commands.seats import seats
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


def shown_hours(page):
    """Heading, and of each hour its cells."""
    part = page.partition('<h2 id="hours">')[2]
    table = part.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")[:-1]]
    return part.partition("</h2>")[0], rows


def test_tomorrow_s_hours_stand_below_and_sum_to_the_day_s_mean(past, see):
    page = see("leader", "/outlook").text
    heading, rows = shown_hours(page)
    assert heading.startswith("2026-03-10")
    assert [row[0] for row in rows] == [f"{hour} 时" for hour in range(24)]
    outlook = past.app.state.outlook._kept.popitem()[1]
    days = {day.at: day.mean for day in outlook.forecast.expected}
    assert set(days) == set(outlook.hours)
    for day, hours in outlook.hours.items():
        assert sum(hour.expected.mean for hour in hours) == pytest.approx(days[day], abs=1e-6)
    # Each of the 24 is rounded to a tenth.
    assert sum(float(row[1]) for row in rows) == pytest.approx(days[date(2026, 3, 10)], abs=1.2)
    assert float(rows[9][1]) > 0.5 > float(rows[3][1])


def test_each_of_the_days_is_a_link_to_its_hours(past, see):
    page = see("leader", "/outlook").text
    assert page.count('href="/outlook?day=2026-03-') == 14
    later = see("leader", "/outlook?day=2026-03-22").text
    assert shown_hours(later)[0].startswith("2026-03-22")
    assert re.search(r'day=2026-03-22#hours" aria-current="true"', later)
    assert later.count('#hours" aria-current="true"') == 1


@pytest.mark.parametrize(
    "day", ["2026-03-08", "2026-03-23", "20260310", "%3Cscript%3Ex", "2026-02-30"]
)
def test_another_day_is_refused_with_the_remedy(past, see, day):
    refused = see("leader", f"/outlook?day={day}")
    assert refused.status_code == 400
    assert "2026-03-09 至 2026-03-22" in refused.text
    assert "<script>x" not in refused.text


@pytest.fixture
def busy(web):
    """Six weeks of 60 calls and 20 letters each day, all at nine."""
    database, now = web.app.state.database, web.now
    for day in range(1, 43):
        nine = (now - timedelta(days=day)).replace(hour=9)
        for channel, n in (("phone", 60), ("letter", 20)):
            contents = [f"{channel}-{day}-{number}" for number in range(n)]
            store(database, *contents, category=NOISE, channel=channel, reported_at=nine)
    run_once(database, web.app.state.engine)
    return web


def test_seats_of_the_busiest_hour_are_those_of_the_command_for_its_calls(busy, see):
    page = see("leader", "/outlook").text
    rows = shown_hours(page)[1]
    busiest = max(rows, key=lambda row: float(row[1]))
    assert busiest[0] == "9 时"
    assert float(busiest[3]) == pytest.approx(float(busiest[1]) * 0.75, abs=0.1)
    options = "--per 1h --handle 240 --answer 15 --level 0.8 --occupancy 0.85 --shrinkage 0.3"
    arguments = ["--calls", busiest[3], *options.split(), "--json"]
    plan = json.loads(CliRunner().invoke(seats, arguments, catch_exceptions=False).stdout)
    assert plan["seats"] > 3
    assert [int(cell) for cell in busiest[4:]] == [plan["seats"], plan["with_shrinkage"]]
    assert "电话占 75.0%" in page
    assert "每通平均处理 240 秒（通话记录不足，按通常值）" in page


def test_a_month_is_known_by_what_comes_more_in_it(past, see):
    page = see("leader", "/outlook").text
    months = page.partition('aria-label="民情月历"')[2]
    february = months.partition("2 月")[2].partition("</tr>")[0]
    assert "供热" in february or "供暖" in february
    assert "没有记录" in months


def test_counts_of_topics_lead_to_their_list_where_it_has_one_span(past, see):
    february = "/tickets?category=0404&amp;since=2026-02-01&amp;until=2026-02-28"
    page = see("leader", "/outlook").text
    link = re.search(f'<a href="{re.escape(february)}">(\\d+) 件</a>', page)
    assert link[1] == "84"
    of_list = past.client.get(
        "/api/v1/tickets" + html.unescape(february).removeprefix("/tickets") + "&limit=200",
        headers=past.as_("leader"),
    ).json()
    assert len(of_list["tickets"]) == 84
    store(past.app.state.database, "a year ago", category=NOISE, reported_at=datetime(2025, 2, 3))
    run_once(past.app.state.database, past.app.state.engine)
    past.app.state.outlook._kept.clear()
    assert "category=0404" not in see("leader", "/outlook").text


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
