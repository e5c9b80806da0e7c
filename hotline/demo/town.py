"""The places of the city pack as callers name them, and the filling of slots in sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from hotline.city.pack import CityPack
from hotline.demo.material import phrases

SLOT = re.compile(r"{(\w+)}")
CENTRE, EDGE = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class TownSpot:
    """One place in one street, with the names that a caller would use."""

    place: str
    kind: str
    street: str
    district: str

    @property
    def full(self) -> str:
        return f"{self.district}{self.place}"


class Town:
    """Draws places of a kind; the streets of the first district are the busiest."""

    def __init__(self, pack: CityPack) -> None:
        self.by_kind: dict[str, list[TownSpot]] = {}
        self._weights: dict[str, list[float]] = {}
        first = pack.tables.areas[0].code
        for place in pack.tables.places:
            for code in place.streets[:1]:
                area = pack.areas[code]
                spot = TownSpot(place.name, place.kind, area.name, pack.areas[area.parent].name)
                self.by_kind.setdefault(place.kind, []).append(spot)
                self._weights.setdefault(place.kind, []).append(
                    CENTRE if area.parent == first else EDGE
                )

    def draw(self, random: Random, kinds: tuple[str, ...]) -> TownSpot:
        kind = random.choice([kind for kind in kinds if kind in self.by_kind])
        return random.choices(self.by_kind[kind], self._weights[kind])[0]


def fill(text: str, slots: Mapping[str, str]) -> str:
    return SLOT.sub(lambda match: slots[match.group(1)], text)


def slots_of(random: Random, spot: TownSpot, moment: datetime) -> dict[str, str]:
    """A value for every slot of the texts."""
    house = f"{random.randint(1, 28)}栋{random.randint(1, 4)}单元" if spot.kind == "estate" else ""
    return {
        "地": spot.full,
        "址": spot.full + house,
        "区": spot.district,
        "街": spot.street,
        "天": str(random.randint(2, 15)),
        "月": str(random.randint(2, 11)),
        "数": str(random.randint(2, 12)),
        "小元": str(random.choice((25, 38, 45, 60, 88, 120))),
        "元": str(random.choice((360, 500, 680, 1200, 1980, 2600, 3800))),
        "大元": str(random.choice((3600, 5000, 8000, 12000, 18000, 26000))),
        "店": random.choice(phrases()["shop"]),
        "时": _when(random, moment),
    }


def _when(random: Random, moment: datetime) -> str:
    hour = moment.hour
    if hour < 6:
        return random.choice(("凌晨一点", "半夜", "凌晨"))
    times = (
        ("今天早上", "昨晚十一点", "昨天晚上")
        if hour < 12
        else ("今天上午", "今天中午", "昨天下午")
    )
    return random.choice(times if hour < 18 else ("今晚七点", "今天傍晚", "晚上九点"))
