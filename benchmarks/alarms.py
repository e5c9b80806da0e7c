"""False warnings of ten cities drawn at random, planted events found, seconds of a look."""

from datetime import datetime, timedelta
from time import process_time

import numpy as np

from analytics.alarms.raising import early_warnings
from analytics.alarms.warning import EarlyWarning, Event

START = datetime(2026, 1, 5)
WEEK = np.array([1.2, 1.15, 1.1, 1.1, 1.1, 0.7, 0.65])
SEEDS, SERIES, WEEKS, LEARNT = 10, 100, 12, 6
# An hour of the day brings so much of it, as on a real line.
HOURS = np.array([1, 1, 1, 1, 1, 2, 4, 7, 12, 14, 13, 10, 7, 9, 12, 12, 11, 9, 7, 6, 6, 5, 3, 2.0])


def main() -> None:
    print("| mean | spread | season | false, all weeks | after six weeks | found in 2 h | median |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    kinds = ((0.05, 0.0, 0.0), (0.3, 0.2, 0.5), (1.0, 0.2, 0.5), (5.0, 0.0, 0.0), (5.0, 0.2, 0.5))
    for mean, spread, season in kinds:
        drawn = [city(seed, mean, spread, season) for seed in range(SEEDS)]
        raised = [warning for events in drawn for warning in early_warnings(events)]
        later = [warning for warning in raised if warning.raised >= START + weeks(LEARNT)]
        rates = [len(raised) / (SEEDS * WEEKS), len(later) / (SEEDS * (WEEKS - LEARNT))]
        waits = [delay for events in drawn for delay in delays(events)]
        within = sum(delay <= timedelta(hours=2) for delay in waits)
        middle = sorted(waits)[len(waits) // 2] / timedelta(minutes=1)
        shown = f"{rates[0]:.2f} | {rates[1]:.2f} | {within} of {len(waits)} | {middle:.0f} min"
        print(f"| {mean} | {spread} | {season} | {shown} |", flush=True)
    events = city(0, 1.0, 0.0, 0.0, series=1000, days=62)
    begin = process_time()
    early_warnings(events, since=START + timedelta(days=61))
    print(f"\na look at 1,000 series, {len(events):,} tickets: {process_time() - begin:.2f} s")


def city(
    seed: int, mean: float, spread: float, season: float, series: int = SERIES, days: int = 0
) -> list[Event]:
    """Tickets of a hundred series with a week, a day, a season and a spread of their own."""
    dice, days = np.random.default_rng(seed), days or 7 * WEEKS
    calendar = np.arange(days)
    events = []
    for number in range(series):
        means = (
            mean * WEEK[calendar % 7] * (1 + season * np.sin(2 * np.pi * calendar / 365 + number))
        )
        if spread:
            means = means * dice.gamma(1 / spread, spread, days)
        for day, n in enumerate(dice.poisson(means)):
            hours = dice.choice(24, n, p=HOURS / HOURS.sum()) + dice.random(n)
            for hour in hours:
                key = f"{number} {len(events)}"
                at = START + timedelta(days=day, hours=float(hour))
                events.append(Event(key, at, f"c{number % 10}", f"p{number // 10}", key))
    return events


def delays(events: list[Event]) -> list[timedelta]:
    """How long after its beginning each of four planted events is warned of, a day where never."""
    begins = [START + weeks(WEEKS - 1) + timedelta(days=at, hours=9 + 3 * at) for at in range(4)]
    planted = [
        Event(f"x{at} {n}", begin + timedelta(minutes=8 * n), f"c{at}", f"p{at}", f"x{at} {n}")
        for at, begin in enumerate(begins)
        for n in range(15)
    ]
    raised = early_warnings([*events, *planted], since=START + weeks(WEEKS - 1))
    waits = []
    for at, begin in enumerate(begins):
        moments = [warning.raised for warning in raised if _tells(warning, f"x{at} ")]
        waits.append(min(moments, default=begin + timedelta(days=1)) - begin)
    return waits


def _tells(warning: EarlyWarning, planted: str) -> bool:
    return sum(key.startswith(planted) for key in warning.ids) > len(warning.ids) / 2


def weeks(n: int) -> timedelta:
    return timedelta(weeks=n)


if __name__ == "__main__":
    main()
