"""Plan a year: who contacts the hotline when, and about what.

The same seed and end give the same year.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from hotline.city.pack import CityPack
from hotline.demo.callers import Callers
from hotline.demo.contacts import DemoContact, Writer
from hotline.demo.seasons import YearClock
from hotline.demo.stories import stories
from hotline.demo.town import Town

REPEATS = 0.05
COMES_BACK = ("help", "complaint", "report")
HALTS = (
    "triage",
    "dispatched",
    "accepted",
    "in_progress",
    "return_requested",
    "replied",
    "callback",
)


def plan_year(pack: CityPack, count: int, seed: int, end: datetime) -> list[DemoContact]:
    """`count` contacts of the 365 days before `end`, in the order of time."""
    random = Random(seed)
    writer = Writer(random, Town(pack), Callers(random))
    clock = YearClock(end, pack.calendar)
    contacts = list(stories(writer, end, count))
    contacts += _today(writer, pack, end, max(count // 60, 2 * len(HALTS)))
    repeats = int(count * REPEATS)
    while len(contacts) < count - repeats:
        contacts.append(writer.ordinary(clock.draw(random)))
    contacts += _repeats(writer, contacts, count - len(contacts), end)
    return sorted(contacts[:count], key=lambda contact: (contact.at, contact.person.phone))


def _repeats(
    writer: Writer, contacts: list[DemoContact], count: int, end: datetime
) -> list[DemoContact]:
    """Callers who come back about the same matter within a month."""
    repeats: list[DemoContact] = []
    matters = [
        contact
        for contact in contacts
        if not contact.answer and contact.data["request_type"] in COMES_BACK
    ]
    while len(repeats) < count and matters:
        first = writer.random.choice(matters)
        at = first.at + timedelta(
            days=writer.random.randint(2, 28), minutes=writer.random.randint(-240, 240)
        )
        if at < end:
            repeats.append(writer.again(first, at))
    return repeats


def _today(writer: Writer, pack: CityPack, end: datetime, count: int) -> list[DemoContact]:
    """Work of the last working day, left in every state, so that each desk has something to do."""

    day = end.date() - timedelta(days=1)
    while not pack.calendar.is_working(day):
        day -= timedelta(days=1)
    contacts: list[DemoContact] = []
    while len(contacts) < count:
        at = datetime.combine(day, time(9, 0)) + timedelta(minutes=writer.random.randrange(120))
        contact = writer.ordinary(at)
        if not contact.answer and contact.data["request_type"] in ("help", "complaint"):
            contacts.append(replace(contact, halt=HALTS[len(contacts) % len(HALTS)]))
    return contacts
