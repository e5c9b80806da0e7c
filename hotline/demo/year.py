"""Plan a year: who contacts the hotline when, and about what.

The same seed and end give the same year.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from hotline.city.pack import CityPack
from hotline.demo.callers import Callers
from hotline.demo.contacts import DemoContact, Writer
from hotline.demo.seasons import YearClock
from hotline.demo.stories import stories
from hotline.demo.town import Town

REPEATS = 0.05
COMES_BACK = ("help", "complaint", "report")
# Where the work of the last days was left -> for how many working days at most it lies there.
HALTS = {
    "triage": 1,
    "dispatched": 1,
    "accepted": 2,
    "in_progress": 4,
    "extension_requested": 2,
    "suspension_requested": 2,
    "return_requested": 1,
    "replied": 2,
    "callback": 3,
}


def plan_year(pack: CityPack, count: int, seed: int, end: datetime) -> list[DemoContact]:
    """`count` contacts of the fourteen months before `end`, in the order of time."""
    random = Random(seed)
    writer = Writer(random, Town(pack), Callers(random))
    clock = YearClock(end, pack.calendar)
    contacts = list(stories(writer, end, count))
    repeats = int(count * REPEATS)
    last_day = range(clock.of_last_day(count))
    contacts += [writer.ordinary(clock.draw_last(random)) for _ in last_day]
    while len(contacts) < count - repeats:
        contacts.append(writer.ordinary(clock.draw(random)))
    contacts += _repeats(writer, contacts, count - len(contacts), end)
    contacts = contacts[:count]
    _leave_work(writer, contacts, pack, end, max(1, count // 1500))
    return sorted(contacts, key=lambda contact: (contact.at, contact.person.phone))


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


def _leave_work(
    writer: Writer, contacts: list[DemoContact], pack: CityPack, end: datetime, each: int
) -> None:
    """Leave `each` matters of the last working days in every state, so that each desk has something
    to do; the days are as busy as others. Where a small year has too few, an older one moves there.
    """
    days = _working_days(pack, end, max(HALTS.values()))
    for halt, back in HALTS.items():
        recent = set(days[:back])
        for _ in range(each):
            fits = [
                place
                for place, contact in enumerate(contacts)
                if _may_wait(contact) and contact.at.date() != end.date()
            ]
            near = [place for place in fits if contacts[place].at.date() in recent]
            place = writer.random.choice(near or fits)
            contact = contacts[place]
            at = contact.at if near else _morning_of(days[0], writer.random)
            contacts[place] = replace(contact, at=at, halt=halt)


def _morning_of(day: date, random: Random) -> datetime:
    return datetime.combine(day, time(8, 40)) + timedelta(seconds=random.randrange(3 * 3600))


def _may_wait(contact: DemoContact) -> bool:
    is_plain = not (contact.answer or contact.story or contact.halt or contact.repeats)
    is_urgent = contact.data["urgency"] != "normal"  # nobody leaves danger lying
    return is_plain and not is_urgent and contact.data["request_type"] in ("help", "complaint")


def _working_days(pack: CityPack, end: datetime, number: int) -> list[date]:
    """The last ones before `end`, newest first."""
    days: list[date] = []
    day = end.date()
    while len(days) < number:
        day -= timedelta(days=1)
        if pack.calendar.is_working(day):
            days.append(day)
    return days
