"""What is usual follows season and spread, so that busy weeks of a lively series are no alarm."""

import random
from datetime import datetime, timedelta
from math import pi, sin

from analytics.alarms.norms import Norms
from analytics.alarms.raising import early_warnings
from analytics.alarms.rhythm import Rhythm
from analytics.alarms.warning import Event

START = datetime(2026, 1, 5)
SERIES = ("c0", "p0")


def counted(mean: float, dice: random.Random) -> int:
    return sum(dice.random() < mean / 200 for _ in range(200))


def lively(*, series=8, days=98, base=5.0, spread=0.0, season=0.0, seed=3, first=START):
    """Events of series that swing with the year and spread as a negative binomial."""
    dice = random.Random(seed)
    events = []
    for number in range(series):
        for day in range(days):
            mean = base * (1 + season * sin(2 * pi * day / 365 + number % 4))
            mean *= dice.gammavariate(1 / spread, spread) if spread else 1.0
            for _ in range(counted(mean, dice)):
                at = first + timedelta(days=day, seconds=dice.randrange(8 * 3600, 20 * 3600))
                key = f"{number} {len(events)}"
                events.append(Event(key, at, f"c{number % 4}", f"p{number}", key))
    return sorted(events, key=lambda event: (event.at, event.id))


def norms_of(events) -> Norms:
    return Norms(events, Rhythm(events))


def test_lively_series_and_seasons_raise_at_most_one_warning_a_week_for_a_hundred_series():
    events = lively(series=20, days=70, spread=0.2, season=0.5)
    later = [w for w in early_warnings(events) if w.raised > START + timedelta(days=42)]
    assert len(later) <= 1


def test_the_spread_of_counts_is_measured_and_outbreaks_are_left_out():
    steady, wild = norms_of(lively()), norms_of(lively(spread=0.3))
    assert steady.spread(SERIES) < 0.1 < 0.15 < wild.spread(SERIES) < 0.5
    begin = START + timedelta(days=50, hours=9)
    outbreak = [
        Event(f"x{at}", begin + timedelta(minutes=at), *SERIES, f"x{at}") for at in range(80)
    ]
    mixed = sorted([*lively(), *outbreak], key=lambda event: (event.at, event.id))
    assert norms_of(mixed).spread(SERIES) < 0.15


def test_as_many_as_before_are_likely_and_three_times_as_many_are_not():
    norms = norms_of(lively(series=1))
    day = START + timedelta(days=90)
    norm = norms.expected(SERIES, day, day + timedelta(days=1))
    span = norms.rhythm.exposure(day, day + timedelta(days=1))
    assert 3.5 < norm.mean(span) < 7
    assert norm.chance(5, span) > 0.1
    assert norm.chance(18, span) < 1e-3
    assert norm.chance(0, span) == 1.0


def test_a_level_that_has_risen_for_two_weeks_is_the_level():
    quiet = lively(series=1, days=70)
    risen = lively(series=1, days=21, base=12, seed=4, first=START + timedelta(days=70))
    norms = norms_of([*quiet, *risen])
    day = START + timedelta(days=90)
    norm = norms.expected(SERIES, day, day + timedelta(days=1))
    assert norm.mean(norms.rhythm.exposure(day, day + timedelta(days=1))) > 9


def test_what_came_at_this_time_of_last_year_is_expected_again():
    winter = datetime(2025, 11, 15)
    quiet = lively(series=1, days=456, base=1, first=datetime(2025, 8, 17))
    cold = lively(series=1, days=20, base=12, seed=5, first=winter)
    events = sorted([*quiet, *cold], key=lambda event: event.at)
    norms = norms_of(events)
    again = winter + timedelta(days=364)
    year = norms.expected(SERIES, again, again + timedelta(days=1))
    summer = again - timedelta(days=70)
    usual = norms.expected(SERIES, summer, summer + timedelta(days=1))
    assert year.mean(1.0) > 3 * usual.mean(1.0)


def test_a_record_of_a_few_days_knows_nothing():
    norms = norms_of(lively(series=1, days=5))
    day = START + timedelta(days=4)
    assert norms.expected(SERIES, day, day + timedelta(days=1)) is None


def test_only_the_last_days_are_judged_when_that_is_asked_for():
    events = lively(series=4, days=42)
    begin = START + timedelta(days=20, hours=9)
    old = [Event(f"x{at}", begin + timedelta(minutes=at), *SERIES, f"x{at}") for at in range(25)]
    everything = sorted([*events, *old], key=lambda event: (event.at, event.id))
    assert {w.kind for w in early_warnings(everything)} >= {"surge", "crowd"}
    assert early_warnings(everything, since=START + timedelta(days=40)) == []
