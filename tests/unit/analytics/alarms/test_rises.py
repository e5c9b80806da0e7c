"""A series that grows over weeks is found, though no day shows it; the season is no rise."""

from datetime import datetime, timedelta

import numpy as np

from analytics.alarms.raising import early_warnings
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.rises import EVERYTHING, rises
from analytics.alarms.warning import Event

START = datetime(2025, 9, 1)
WEEK = np.array([1.2, 1.15, 1.1, 1.1, 1.1, 0.7, 0.65])
GROWS = ("c3", "p1")


def city(levels, *, series=12, days=98, seed=5):
    """Events of so many series; `levels(category, place)` gives the mean of each day."""
    dice, events = np.random.default_rng(seed), []
    for number in range(series):
        key = f"c{number % 4}", f"p{number // 4}"
        means = np.broadcast_to(levels(*key), days) * WEEK[np.arange(days) % 7]
        for day, n in enumerate(dice.poisson(means)):
            for hour in 7 + 12 * dice.random(n):
                at = START + timedelta(days=day, hours=float(hour))
                events.append(Event(f"{number} {len(events)}", at, *key, f"k{len(events)}"))
    return sorted(events, key=lambda event: event.at)


def rising(first, weeks, *, days=98, least=5.0, most=9.5):
    steps = np.clip((np.arange(days) - first) / (7 * weeks), 0, 1)
    return least + (most - least) * steps


def one_of_them(category, place):
    return rising(42, 6) if (category, place) == GROWS else 5.0


def test_a_rise_from_5_to_nearly_10_within_six_weeks_is_found_and_nothing_else():
    [rise] = [w for w in early_warnings(city(one_of_them)) if w.kind == "rise"]
    assert (rise.category, rise.place) == GROWS
    assert START + timedelta(days=42) < rise.raised < START + timedelta(days=98)
    assert rise.n > 1.2 * rise.expected
    assert len(rise.ids) == rise.n
    assert "日均" in rise.why[1]


def test_the_worker_that_judges_two_days_finds_it_too():
    events = city(one_of_them)
    last = events[-1].at.replace(hour=0, minute=0, second=0, microsecond=0)
    raised = early_warnings(events, since=last - timedelta(days=1))
    assert GROWS in {(w.category, w.place) for w in raised if w.kind == "rise"}


def test_what_grows_with_the_whole_city_is_told_once_and_of_no_series():
    events = city(lambda category, place: rising(42, 6))
    [rise] = rises(events, Rhythm(events))
    assert (rise.category, rise.place) == EVERYTHING
    assert len(rise.ids) == 200 < rise.n


def test_the_city_is_not_named_for_the_rise_of_one_of_two_series():
    events = city(lambda _, place: rising(42, 6) if place == "p1" else 5.0, series=8)
    alone = [event for event in events if event.category == "c1"]
    assert {(w.category, w.place) for w in rises(alone, Rhythm(alone))} == {("c1", "p1")}


def test_a_slow_rise_of_a_lone_series_is_found_before_its_sixth_week():
    waits = []
    for seed in range(5):
        events = city(lambda *_: rising(120, 6, days=162), series=1, days=162, seed=seed)
        days = [(w.raised - START).days - 119 for w in rises(events, Rhythm(events))]
        waits.append(min((day for day in days if day > 0), default=99))
    assert sorted(waits)[2] <= 35


def test_one_loud_day_is_no_slow_rise():
    loud = [
        Event(f"l{at}", START + timedelta(days=60, hours=9, minutes=at), "c9", "p9", f"l{at}")
        for at in range(50)
    ]
    events = sorted([*city(lambda *_: 5.0), *loud], key=lambda event: event.at)
    assert [w for w in rises(events, Rhythm(events)) if w.category == "c9"] == []


def test_what_grew_in_the_same_weeks_of_last_year_is_no_rise():
    first, days = 100, 364 + 160
    season = np.full(days, 5.0)
    for begin in (first, first + 364):
        season[begin : begin + 60] = rising(0, 6, days=60)
    events = city(lambda category, place: season if category == "c3" else 5.0, days=days)
    rhythm, second = Rhythm(events), START + timedelta(days=364)
    assert "c3" in {w.category for w in rises(events, rhythm) if w.raised < second}
    assert [w for w in rises(events, rhythm, since=second) if w.category == "c3"] == []


def test_weeks_of_which_nothing_is_known_are_no_low_level():
    events = [e for e in city(lambda *_: 5.0) if not 10 <= (e.at - START).days < 50]
    assert list(rises(events, Rhythm(events))) == []
