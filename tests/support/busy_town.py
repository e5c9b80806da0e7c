"""A town of 14 months for the tests of figures: 600 tickets by dice that always fall the same,
and how to count them slowly.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from analytics.periods import Period
from tests.support.tickets import ticket

NOW = datetime(2026, 3, 5, 10, 32)
MARCH = Period(datetime(2026, 3, 1), NOW, 7)
TEXTS = (
    "停水三天没人管",
    "夜间施工噪声扰民",
    "路灯不亮",
    "占道摆摊影响通行",
    "小区垃圾没清运",
    "公交晚点",
)
Documents = list[dict[str, Any]]


def busy_town() -> Documents:
    dice = random.Random(12345)
    return [_ticket(number, dice) for number in range(1, 601)]


def _ticket(number: int, dice: random.Random) -> dict[str, Any]:
    reported = NOW - timedelta(minutes=int(dice.random() ** 2 * 430 * 1440))
    kind = dice.randrange(6)
    way: dict[str, Any] = {}
    if kind and dice.random() < 0.8:
        sent = reported + timedelta(hours=dice.random() * 5)
        way = {
            "dispatched_at": sent,
            "due_sign": sent + timedelta(hours=8),
            "due_at": sent + timedelta(hours=60),
        }
    if way and dice.random() < 0.7:
        signed, replied = (
            sent + timedelta(hours=dice.random() * 10),
            sent + timedelta(hours=10 + dice.random() * 90),
        )
        way |= {
            "accepted_at": signed,
            "contacted_at": signed,
            "due_contact": sent + timedelta(hours=9),
            "replied_at": replied,
            "due_handle": sent + timedelta(hours=60),
            "due_at": None,
        }
    return ticket(
        number,
        TEXTS[kind],
        reported_at=reported,
        created_at=reported,
        category=f"{kind + 1:02d}{dice.randrange(1, 4):02d}",
        unit=dice.choice(["U1", "U2", "U2", "U3", ""]),
        street=dice.choice(["S1", "S2", "S3", ""]),
        district=dice.choice(["D1", "D2"]),
        place=dice.choice(["朝阳路", "红星小区", "人民广场", ""]),
        channel=dice.choice(["phone", "web"]),
        secrecy="confidential" if number % 50 == 0 else "open",
        accused=["U3"] if number % 41 == 0 else [],
        **way,
    )


def within(documents: Documents, since: datetime, until: datetime) -> Documents:
    return [document for document in documents if since <= document["reported"] < until]


def count(
    documents: Iterable[dict[str, Any]], field: str | Callable[[dict[str, Any]], Any]
) -> Counter[Any]:
    read = field if callable(field) else lambda document: document[field]
    return Counter(read(document) for document in documents)


def open_to_all(documents: Documents) -> Documents:
    return [document for document in documents if document["secrecy"] != "confidential"]


def weekdays(on: date) -> bool:
    return on.weekday() < 5
