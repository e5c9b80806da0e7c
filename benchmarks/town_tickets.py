"""Generated tickets of a city of two years: unequal units and streets, a vocabulary of 20,000
words.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import jieba

from analytics.search.documents import TICKET_FIELDS

NOW = datetime(2026, 3, 2, 10, 32)
DAYS = 730
BATCH = 5000
SUBJECTS = (
    "停水",
    "停电",
    "噪声扰民",
    "路灯不亮",
    "道路破损",
    "违章停车",
    "垃圾未清运",
    "油烟扰民",
    "物业收费",
    "供暖不热",
    "拖欠工资",
    "公交晚点",
    "井盖缺失",
    "社保咨询",
)
VOCABULARY = 20_000


class Town:
    """`dice` decides everything, so a seed is a city; its tickets are of so many `days`."""

    def __init__(self, dice: random.Random, days: int = DAYS) -> None:
        self.dice = dice
        self.days = days
        self.places = [f"{name}{kind}" for name in _names(40) for kind in "路街巷园里"]
        self.words = _words(VOCABULARY)
        self.falling = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self.streets = list(accumulate(1 / rank**0.5 for rank in range(1, 81)))
        self.units = list(accumulate(1 / rank**0.7 for rank in range(1, 121)))
        self.categories = [
            f"{group:02d}{number:02d}" for group in range(1, 21) for number in range(1, 13)
        ]
        self.kinds = list(accumulate(1 / rank**0.6 for rank in range(1, 241)))

    def batches(self, count: int) -> Iterator[list[dict[str, Any]]]:
        for start in range(1, count + 1, BATCH):
            yield [
                self.facts(number, count) for number in range(start, min(start + BATCH, count + 1))
            ]

    def facts(self, number: int, count: int) -> dict[str, Any]:
        """What a database would hold of one ticket; numbers rise with time, as they do in life."""
        dice = self.dice
        reported = (
            NOW - timedelta(seconds=self.days * 86_400 * (count - number + dice.random()) / count)
        ).replace(microsecond=0)
        street = dice.choices(range(80), cum_weights=self.streets)[0]
        place, subject = dice.choice(self.places), dice.choice(SUBJECTS)
        sentence = "".join(dice.choices(self.words, cum_weights=self.falling, k=12))
        plain = dict.fromkeys(TICKET_FIELDS) | dict.fromkeys(
            ("identity_mode", "clock", "result", "duplicate_of"), ""
        )
        return plain | {
            "id": number,
            "version": 1,
            "no": f"{number:013d}",
            "title": f"{place}{subject}",
            "content": f"{place}{dice.randrange(200)}号{subject}，{sentence}。",
            "co_units": [],
            "accused": [],
            "unit": f"U{dice.choices(range(120), cum_weights=self.units)[0]}",
            "district": f"D{street % 8}",
            "category": dice.choices(self.categories, cum_weights=self.kinds)[0],
            "street": f"S{street}",
            "place": place,
            "channel": dice.choice(["phone"] * 6 + ["web", "app", "wechat"]),
            "urgency": dice.choice(["normal"] * 9 + ["urgent"]),
            "request_type": dice.choice(["help"] * 5 + ["complaint"] * 3 + ["consult"] * 2),
            "cycle": 1,
            "returns": 0,
            "secrecy": "confidential" if dice.random() < 0.01 else "open",
            "needs_review": False,
            "reported_at": reported,
            "created_at": reported,
            **self._way(reported),
        }

    def _way(self, reported: datetime) -> dict[str, Any]:
        dice = self.dice
        sent = reported + timedelta(hours=dice.random() * 4)
        signed, due = sent + timedelta(hours=dice.random() * 30), sent + timedelta(days=7)
        replied = signed + timedelta(hours=dice.expovariate(1 / 60))
        way = {
            "dispatched_at": sent,
            "due_sign": sent + timedelta(hours=24),
            "due_contact": sent + timedelta(hours=48),
        }
        if replied > NOW:
            return way | {
                "status": "dispatched",
                "due_at": due,
                "due_handle": due,
                "clock": "handle",
            }
        steps = {
            "accepted_at": signed,
            "contacted_at": signed + timedelta(hours=3),
            "replied_at": replied,
        }
        return way | steps | {"status": "closed", "closed_at": replied, "due_handle": due}


def _names(count: int) -> list[str]:
    return [
        "朝阳红星中山人民建设解放和平新华胜利光明"[at : at + 2] for at in range(0, 20, 2)
    ] + _words(count)[10:count]


def _words(count: int) -> list[str]:
    """The commonest words of two characters in the segmenter's own dictionary."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    commonest = sorted(
        ((int(n), word) for word, n, _ in rows if len(word) == 2 and word > "一"), reverse=True
    )
    return [word for _, word in commonest[:count]]
