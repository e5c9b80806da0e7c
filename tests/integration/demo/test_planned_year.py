"""The plan of the year, before anybody acts: the same for the same seed, with its seasons and
its stories.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest

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
        for kind, count in Counter(one.data["request_type"] for one in plan).items()
    }
    assert 0.36 < shares["consult"] < 0.55
    assert 0.15 < shares["help"] < 0.35
    assert 0.15 < shares["complaint"] < 0.35
    assert 0.01 < shares["report"] < 0.08
    assert 0.01 < shares["suggestion"] < 0.08
    assert 0.001 < shares["praise"] < 0.02


def test_about_two_in_a_hundred_are_urgent_and_five_come_back(plan):
    assert 0.008 < sum(one.data["urgency"] != "normal" for one in plan) / len(plan) < 0.035
    assert 0.04 < sum(one.repeats for one in plan) / len(plan) < 0.08


def test_repeats_are_of_the_same_caller_about_the_same_matter(plan):
    firsts = {(one.person, one.truth, one.data["title"]) for one in plan if not one.repeats}
    assert all((one.person, one.truth, one.data["title"]) in firsts for one in plan if one.repeats)


def test_weekends_nights_and_seasons_show(plan):
    days = Counter(one.at.weekday() for one in plan)
    assert days[5] + days[6] < 0.8 * (days[0] + days[1])
    hours = Counter(one.at.hour for one in plan)
    assert hours[3] * 10 < hours[10]
    heating = Counter(one.at.month for one in plan if one.truth == "0404")
    assert heating[1] > 10 * heating[7]


def test_the_heating_fails_in_january_in_a_few_estates(plan):
    story = [one for one in plan if one.story == "heating" and not one.repeats]
    assert len(story) > 30
    assert {one.at.month for one in story} == {1}
    assert 2 <= len({one.spot.place for one in story}) <= 4


def test_the_flood_comes_in_a_night_of_july(plan):
    story = [one for one in plan if one.story == "flood" and not one.repeats]
    assert {one.at.month for one in story} == {7}
    assert max(one.at for one in story) - min(one.at for one in story) < timedelta(hours=24)


def test_dozens_of_members_miss_their_gym_within_a_week(plan):
    story = [one for one in plan if one.story == "gym" and not one.repeats]
    assert len({one.person for one in story}) >= 20
    assert max(one.at for one in story) - min(one.at for one in story) < timedelta(days=8)


def test_sixty_neighbours_report_the_building_site_over_weeks(plan):
    story = [one for one in plan if one.story == "site"]
    assert len({one.person for one in story}) == 60
    assert max(one.at for one in story) - min(one.at for one in story) > timedelta(days=40)


def test_no_slot_of_a_sentence_is_left_open(plan):
    assert not [
        one.data["text"] for one in plan if "{" in one.data["text"] + one.data["title"] + one.answer
    ]
