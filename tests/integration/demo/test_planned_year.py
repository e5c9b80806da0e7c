"""The plan of the year, before anybody acts: the same for the same seed, with its seasons and
its stories.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from hotline.demo.material import matters, questions
from hotline.demo.year import plan_year

END = datetime(2026, 3, 10)


@pytest.fixture(scope="module")
def plan(demo_city):
    return plan_year(demo_city, 3000, 7, END)


def test_the_same_seed_gives_the_same_year_and_another_seed_another(demo_city):
    first, again, other = (plan_year(demo_city, 300, seed, END) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_shares_of_request_types_are_those_of_real_centres(plan):
    shares = {
        kind: count / len(plan)
        for kind, count in Counter(report.data["request_type"] for report in plan).items()
    }
    assert 0.36 < shares["consult"] < 0.55
    assert 0.15 < shares["help"] < 0.35
    assert 0.15 < shares["complaint"] < 0.35
    assert 0.01 < shares["report"] < 0.08
    assert 0.01 < shares["suggestion"] < 0.08
    assert 0.001 < shares["praise"] < 0.02


def test_about_two_in_a_hundred_are_urgent_and_five_come_back(plan):
    assert 0.008 < sum(report.data["urgency"] != "normal" for report in plan) / len(plan) < 0.035
    assert 0.04 < sum(report.repeats for report in plan) / len(plan) < 0.08


def test_repeats_are_of_the_same_caller_about_the_same_matter(plan):
    firsts = {
        (report.person, report.truth, report.data["title"]) for report in plan if not report.repeats
    }
    assert all(
        (report.person, report.truth, report.data["title"]) in firsts
        for report in plan
        if report.repeats
    )


def test_weekends_nights_and_seasons_show(plan):
    days = Counter(report.at.weekday() for report in plan)
    assert days[5] + days[6] < 0.8 * (days[0] + days[1])
    hours = Counter(report.at.hour for report in plan)
    assert hours[3] * 10 < hours[10]
    heating = Counter(report.at.month for report in plan if report.truth == "0404")
    assert heating[1] > 10 * heating[7]


def test_the_heating_fails_in_january_in_a_few_estates(plan):
    story = [report for report in plan if report.story == "heating" and not report.repeats]
    assert len(story) > 30
    assert {report.at.month for report in story} == {1}
    assert 2 <= len({report.spot.place for report in story}) <= 4


def test_the_flood_comes_in_a_night_of_july(plan):
    story = [report for report in plan if report.story == "flood" and not report.repeats]
    assert {report.at.month for report in story} == {7}
    assert max(report.at for report in story) - min(report.at for report in story) < timedelta(
        hours=24
    )


def test_dozens_of_members_miss_their_gym_within_a_week(plan):
    story = [report for report in plan if report.story == "gym" and not report.repeats]
    assert len({report.person for report in story}) >= 20
    assert max(report.at for report in story) - min(report.at for report in story) < timedelta(
        days=8
    )


def test_forty_neighbours_report_the_building_site_over_weeks(plan):
    story = [report for report in plan if report.story == "site"]
    assert len({report.person for report in story}) == 40
    assert max(report.at for report in story) - min(report.at for report in story) > timedelta(
        days=40
    )


def test_workers_gather_for_their_wages_in_the_last_week(plan):
    story = [report for report in plan if report.story == "wages" and not report.repeats]
    assert len({report.person for report in story}) == 18
    assert {report.truth for report in story} == {"0701"}
    assert all(timedelta(days=2) < END - report.at < timedelta(days=7) for report in story)


def test_the_year_before_the_last_month_is_there(plan):
    """February 2026 has its like of 2025, which is whole."""
    assert min(report.at for report in plan) < datetime(2025, 1, 20)
    february = Counter(report.at.year for report in plan if report.at.month == 2)
    assert min(february[2025], february[2026]) > 100


def test_the_last_days_are_days_like_others(plan):
    days = Counter(report.at.date() for report in plan)
    usual = [days[END.date() - timedelta(days=back)] for back in range(8, 60)]
    last = [days[END.date() - timedelta(days=back)] for back in range(1, 8)]
    assert max(last) <= 1.3 * max(usual)


def test_each_sentence_has_the_title_under_which_it_would_be_filed(plan):
    """Most signs of a title stand in its text, and no two sentences of a matter share one."""
    for report in plan:
        title, text = set(report.data["title"]), set(report.data["text"])
        assert len(title & text) >= len(title) / 2, report.data
    for lines in (
        *(matter.facts + matter.emergencies for matter in matters()),
        *(question.asks for question in questions()),
    ):
        assert len({line.title for line in lines}) == len(lines)


def test_each_question_has_its_own_answer():
    answers = {line.text: line.answer for question in questions() for line in question.asks}
    assert len(set(answers.values())) == len(answers)
    assert "上牌" in next(answer for ask, answer in answers.items() if "电动自行车" in ask)


def test_what_happens_in_a_home_happens_in_no_park(plan):
    assert not [
        report.data["text"]
        for report in plan
        if "楼上住户" in report.data["text"] and report.spot.kind != "estate"
    ]


def test_no_slot_of_a_sentence_is_left_open(plan):
    assert not [
        report.data["text"]
        for report in plan
        if "{" in report.data["text"] + report.data["title"] + report.answer
    ]


def test_the_last_day_is_a_day_like_others_up_to_the_present_hour(demo_city):
    end = datetime(2026, 3, 10, 15)
    plan = plan_year(demo_city, 20_000, 7, end)
    tuesdays = Counter(
        report.at.date() for report in plan if report.at.weekday() == 1 and report.at.hour < 15
    )
    usual = [count for day, count in tuesdays.items() if 20 < (end.date() - day).days < 60]
    assert max(report.at for report in plan) < end
    assert 0.5 * min(usual) < tuesdays[end.date()] < 1.5 * max(usual)


@pytest.mark.parametrize("day", range(9, 16))
def test_every_day_of_the_week_may_be_the_last_one(demo_city, day):
    """9 March 2026 is a Monday; a Sunday has fewer calls than that, and not none."""
    end = datetime(2026, 3, day, 16)
    plan = plan_year(demo_city, 7_000, 7, end)
    daily = [report.at for report in plan if not report.story and report.at.hour < 16]
    days = Counter(at.date() for at in daily if at.weekday() == end.weekday())
    usual = [count for date, count in days.items() if 0 < (end.date() - date).days < 120]
    mean = sum(usual) / len(usual)
    assert 0.6 * mean - 1 <= days[end.date()] <= 1.6 * mean + 1
    assert days[end.date()] >= 3


def test_even_the_smallest_year_has_calls_on_a_sunday(demo_city):
    plan = plan_year(demo_city, 200, 7, datetime(2026, 3, 15, 15))
    assert sum(report.at.date() == datetime(2026, 3, 15).date() for report in plan) >= 2
