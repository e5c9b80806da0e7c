"""What a city remembers of a year: a heating failure, a flood, a gym that closed, a building
site by night, workers who gather for their wages.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from hotline.demo.contacts import DemoContact, Writer
from hotline.demo.material import DemoMatter, read_stories
from hotline.demo.town import TownSpot

SITE_CALLERS, WORKERS = 40, 18


def stories(writer: Writer, end: datetime, count: int) -> Iterator[DemoContact]:
    """All of them, for a year of about `count` contacts that ends at `end`."""
    yield from _heating(writer, end, max(count // 45, 12))
    yield from _flood(writer, end, max(count // 75, 10))
    yield from _gym(writer, end, max(count // 130, 24))
    yield from _site(writer, end)
    yield from _wages(writer, end)


def _heating(writer: Writer, end: datetime, calls: int) -> Iterator[DemoContact]:
    """A main bursts on the second Tuesday of January: four estates are cold for four days."""
    begin = _weekday_in(end, month=1, weekday=1, least_day=8)
    spots = _estates(writer, 0, 4)
    for _ in range(calls):
        hours = min(writer.random.expovariate(1 / 22), 90)
        yield writer.matter(
            _awake(begin, 17, hours), _story("heating"), writer.random.choice(spots), "heating"
        )


def _flood(writer: Writer, end: datetime, calls: int) -> Iterator[DemoContact]:
    """A storm in the night of the third Saturday of July, from nine in the evening on."""
    begin = datetime.combine(_weekday_in(end, month=7, weekday=5, least_day=15), time(21))
    spots = [writer.town.draw(writer.random, ("road", "estate")) for _ in range(max(calls // 4, 4))]
    for _ in range(calls):
        at = begin + timedelta(
            hours=min(writer.random.gammavariate(2, 1.6), 20), seconds=writer.random.randrange(60)
        )
        yield writer.matter(
            at.replace(microsecond=0), _story("flood"), writer.random.choice(spots), "flood"
        )


def _gym(writer: Writer, end: datetime, calls: int) -> Iterator[DemoContact]:
    """A gym in a shopping centre closes overnight: dozens of members call within a week."""
    begin = _weekday_in(end, month=4, weekday=0, least_day=13)
    spot = writer.town.by_kind["market"][0]
    for _ in range(calls):
        hours = min(writer.random.expovariate(1 / 45), 160)
        contact = writer.matter(_awake(begin, 9, hours), _story("gym"), spot, "gym")
        yield _by_new_caller(writer, contact)


def _site(writer: Writer, end: datetime) -> Iterator[DemoContact]:
    """Piling by night beside two estates: forty neighbours over eight weeks, some of them again
    and again.
    """
    spots = _estates(writer, 5, 2)
    begin = end - timedelta(days=60)
    for number in range(SITE_CALLERS):
        day = begin + timedelta(days=min(int(58 * (number / SITE_CALLERS) ** 0.7), 57))
        at = datetime.combine(
            day, time(writer.random.choice((22, 23, 23, 0, 1, 5, 7)), writer.random.randrange(60))
        )
        first = _by_new_caller(writer, writer.matter(at, _story("site"), spots[number % 2], "site"))
        yield first
        while writer.random.random() < 0.3 and at < end - timedelta(days=8):
            at += timedelta(days=writer.random.randint(2, 7), minutes=writer.random.randrange(200))
            yield writer.again(first, at)


def _wages(writer: Writer, end: datetime) -> Iterator[DemoContact]:
    """Workers of the same site are not paid and gather at its gate: eighteen of them call within a
    day and a half, in the last week.
    """
    spot, begin = _estates(writer, 5, 2)[0], end.date() - timedelta(days=5)
    for _ in range(WORKERS):
        hours = min(writer.random.expovariate(1 / 9), 34)
        contact = writer.matter(_awake(begin, 8, hours), _story("wages"), spot, "wages")
        yield _by_new_caller(writer, contact)


def _by_new_caller(writer: Writer, contact: DemoContact) -> DemoContact:
    data = contact.data | {"identity": "real"}
    return replace(contact, person=writer.callers.new(), data=data)


def _awake(day: date, hour: int, hours: float) -> datetime:
    """So many hours after the beginning.

    What would fall into the small hours comes at breakfast.
    """
    at = datetime.combine(day, time(hour)) + timedelta(hours=hours)
    at = at.replace(microsecond=0)
    return at if at.hour >= 6 else at.replace(hour=7 + at.hour % 2)


def _estates(writer: Writer, first: int, number: int) -> list[TownSpot]:
    return writer.town.by_kind["estate"][first : first + number]


def _weekday_in(end: datetime, *, month: int, weekday: int, least_day: int) -> date:
    """The first such weekday on or after this day of the month, in the year that ends at `end`."""
    for year in (end.year, end.year - 1):
        day = date(year, month, least_day)
        day += timedelta(days=(weekday - day.weekday()) % 7)
        if day + timedelta(days=8) <= end.date():
            return day
    return day


@cache
def _story(name: str) -> DemoMatter:
    return read_stories()[name]
