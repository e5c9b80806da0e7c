"""A crowd is told once in each grade that it reaches, with the moment and reports of its own."""

from datetime import datetime, timedelta

import pytest

from analytics.alarms.crowds import grade_of_crowd
from analytics.alarms.gatherings import gatherings
from analytics.alarms.warning import Event

START = datetime(2026, 1, 5)


def crowds_of(hours, caller=lambda at: f"k{at}"):
    reports = [
        Event(f"e{at}", START + timedelta(hours=hour), "路面塌陷", "石桥巷", caller(at))
        for at, hour in enumerate(hours)
    ]
    return [warning for warning in gatherings(reports) if warning.kind == "crowd"]


def shown(warnings):
    return [(w.grade, (w.raised - START) / timedelta(hours=1), len(w.ids)) for w in warnings]


def test_a_crowd_that_grows_to_ten_people_in_three_days_is_told_in_red_too():
    hours = [0, 2, 4, 6, 8, 30, 40, 50, 60, 70]
    raised = crowds_of(hours)
    assert shown(raised) == [("yellow", 8, 5), ("red", 70, 10)]
    assert "72 小时内 10 个不同的人" in raised[1].why[0]
    assert "达到 10 人" in raised[1].why[0]


def test_who_comes_after_the_red_one_is_told_of_no_more():
    assert shown(crowds_of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 31, 32, 33, 34])) == [
        ("yellow", 4, 5),
        ("red", 9, 10),
    ]


def test_nine_people_stay_yellow_however_often_they_write():
    hours = [at * 2 for at in range(30)]
    assert [grade for grade, _, _ in shown(crowds_of(hours, lambda at: f"k{at % 9}"))] == ["yellow"]


def test_ten_who_never_were_five_in_a_day_are_red_at_once():
    assert shown(crowds_of([0, 7, 15, 24.5, 33, 41, 50, 57, 65, 71])) == [("red", 71, 10)]


def test_after_three_quiet_days_a_crowd_begins_anew():
    once = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    again = [9 + 72.5 + at for at in range(10)]
    grades = [grade for grade, _, _ in shown(crowds_of([*once, *again]))]
    assert grades == ["yellow", "red", "yellow", "red"]


@pytest.mark.parametrize(("people", "grade"), [(5, "yellow"), (9, "yellow"), (10, "red")])
def test_ten_people_make_it_red(people, grade):
    assert grade_of_crowd(people) == grade
