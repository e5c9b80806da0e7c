"""How much time is left, in the time that the clock counts."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

import hotline.web
from hotline.domain.ladder.times import courses
from hotline.domain.models import Ticket
from hotline.web.names import length
from hotline.web.pages.countdown import clock_countdown
from tests.support.tickets import facts

STATIC = Path(hotline.web.__file__).parent / "static"
TEMPLATES = STATIC.parent / "templates"
NOW = datetime(2026, 3, 9, 10, 0)


def countdown_to(desk, due: datetime, now: datetime = NOW, urgency: str = "normal"):
    ticket = Ticket(
        no="1",
        status="in_progress",
        channel="web",
        title="",
        content="",
        request_type="help",
        urgency=urgency,
        reported_at=NOW,
        created_at=NOW,
    )
    return clock_countdown(ticket, "handle", due, desk, now)


@pytest.mark.parametrize(
    ("due", "level"),
    [
        (datetime(2026, 3, 13, 17, 30), ""),
        (datetime(2026, 3, 10, 10, 0), "amber"),
        (datetime(2026, 3, 9, 14, 0), "amber"),
        (datetime(2026, 3, 9, 9, 59), "red"),
    ],
)
def test_amber_at_a_fifth_or_four_hours_and_red_when_it_is_past(desk, due, level):
    assert countdown_to(desk, due).level == level


def test_working_days_do_not_run_over_noon_and_night(desk):
    countdown = countdown_to(desk, datetime(2026, 3, 10, 10, 0))
    assert countdown.left == 7 * 3600
    assert countdown.text == "剩 1 个工作日"
    assert countdown.running
    assert not countdown_to(
        desk, datetime(2026, 3, 10, 10, 0), datetime(2026, 3, 9, 12, 30)
    ).running


def test_an_emergency_runs_through_the_night(desk):
    countdown = countdown_to(desk, datetime(2026, 3, 10, 10, 0), urgency="critical")
    assert countdown.left == 24 * 3600
    assert countdown.text == "剩 1 天"
    assert countdown_to(
        desk, datetime(2026, 3, 10, 10, 0), datetime(2026, 3, 9, 23, 0), "critical"
    ).running


def test_what_is_past_on_a_closed_day_is_red_all_the_same(desk):
    sunday = datetime(2026, 3, 15, 12, 0)
    countdown = countdown_to(desk, datetime(2026, 3, 14, 12, 0), sunday)
    assert countdown.level == "red"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "不到 1 分"),
        (59, "不到 1 分"),
        (60, "1 分"),
        (3600, "1 小时"),
        (7 * 3600 + 3660, "1 天 1 小时"),
    ],
)
def test_a_length_is_told_in_two_words(seconds, text):
    assert length(seconds, 7 * 3600) == text
    assert length(seconds, 7 * 3600, working=True) == text.replace("天", "个工作日")


def test_the_script_counts_down_to_the_moment_that_the_page_carries(desk):
    """The script has no rule of its own."""
    script = (STATIC / "app.js").read_text(encoding="utf-8")
    page = (TEMPLATES / "_count.html").read_text(encoding="utf-8")
    assert 'data-amber-in="{{ left.amber_in }}"' in page
    assert "left >= 0 && amberIn <= 0" in script
    assert 'data-day-unit="{{ left.day_unit }}"' in page
    assert "count.dataset.dayUnit" in script
    assert "天" not in script
    assert "0.2" not in script


@pytest.mark.parametrize("due", [datetime(2026, 3, 16, 17, 30), datetime(2026, 3, 13, 12, 0)])
def test_the_page_turns_amber_when_the_ladder_does(desk, due):
    ticket = Ticket(**facts(1, status="in_progress", clock="handle", due_at=due, due_handle=due))
    (course,) = courses(ticket, (), desk.deadlines, desk.calendar)
    assert NOW + timedelta(seconds=countdown_to(desk, due).amber_in) == course.amber_at
    assert countdown_to(desk, due, course.amber_at).level == "amber"
    assert countdown_to(desk, due, course.amber_at - timedelta(seconds=1)).level == ""


def test_what_ended_with_the_last_working_minute_says_when_until_work_begins_again(desk):
    friday_evening = datetime(2026, 3, 13, 17, 30)
    for now in (datetime(2026, 3, 13, 18, 0), datetime(2026, 3, 14, 11, 0)):
        countdown = countdown_to(desk, friday_evening, now)
        assert (countdown.level, countdown.text) == ("red", "周五 17:30 到期")
    monday = countdown_to(desk, friday_evening, datetime(2026, 3, 16, 9, 20))
    assert monday.text == "已超 20 分"
