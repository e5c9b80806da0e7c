"""What the city calls its units, categories and areas, and how pages write times and numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from hotline.casework.brief import about_category
from hotline.city.danger import DangerPlan
from hotline.city.pack import CityPack
from hotline.domain.call_wish import DO_NOT_CALL, must_not_be_called
from hotline.domain.dangers import dangers_of
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.vocabulary import WEEKDAYS
from hotline.web.labels import CALENDAR_DAY, WORKING_DAY


@dataclass(frozen=True)
class Names:
    """Names of one city; also of codes that have left; one that never was is shown as it is."""

    city: CityPack

    def unit(self, code: str) -> str:
        return self.city.unit_name(code) or code

    def category(self, code: str) -> str:
        return self.city.category_name(code) or code or "未分类"

    def brief(self, suggestion: SuggestionRecord, code: str) -> list[str]:
        """The lines for the phone, of which the first speaks of this category."""
        return about_category(suggestion.brief, code, suggestion.categories, self.city)

    def danger(self, kind: str) -> str:
        return self.city.danger_name(kind)

    def danger_plan(self, ticket: Ticket) -> DangerPlan | None:
        """What the city does about the dangers that it tells of."""
        return self.city.plan_of(dangers_of(ticket))

    @staticmethod
    def no_call(ticket: Ticket) -> str:
        """What stands over a ticket whose caller must not be called back; "" for others."""
        return DO_NOT_CALL if must_not_be_called(ticket) else ""

    def area(self, code: str) -> str:
        return self.city.area_name(code) or code

    def where(self, ticket: Ticket) -> str:
        """District, street and place, as far as they are known."""
        parts = (self.area(ticket.district), self.area(ticket.street), ticket.place)
        return " ".join(dict.fromkeys(part for part in parts if part)) or "地点未定"

    @cached_property
    def districts(self) -> Mapping[str, str]:
        return {area.code: area.name for area in self.city.areas.values() if not area.parent}

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """Categories of the second level, by code."""
        return {entry.code: entry.name for entry in self.city.categories.values() if entry.parent}

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, str]]:
        """Categories by the name of their first level, for lists to choose from."""
        tops = {
            entry.code: entry.name for entry in self.city.categories.values() if not entry.parent
        }
        groups: dict[str, dict[str, str]] = {name: {} for name in tops.values()}
        for entry in self.city.categories.values():
            if entry.parent:
                groups[tops.get(entry.parent, entry.parent)][entry.code] = entry.name
        return groups

    @cached_property
    def units(self) -> Mapping[str, str]:
        return {unit.code: unit.name for unit in self.city.units.values()}

    def units_among(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Names of these units alone, by code."""
        return {code: self.unit(code) for code in codes}


def when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "—"


def short(at: datetime | None) -> str:
    return f"{at:%m-%d %H:%M}" if at else "—"


def day(at: datetime | None) -> str:
    return f"{at.year} 年 {at.month} 月 {at.day} 日（周{WEEKDAYS[at.weekday()]}）" if at else "—"


def day_unit(working: bool) -> str:
    """What a day is called in a length of time: seven hours of work are no day of the calendar."""
    return WORKING_DAY if working else CALENDAR_DAY


def length(seconds: int, day_seconds: int = 86_400, *, working: bool = False) -> str:
    """1 天 3 小时, of working time 1 个工作日 3 小时; `day_seconds` is how much time a day has that
    counts.
    """
    minutes = max(seconds, 0) // 60
    days, minutes = divmod(minutes, day_seconds // 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{days} {day_unit(working)}" if days else "",
        f"{hours} 小时" if hours else "",
        f"{minutes} 分" if minutes else "",
    ]
    return " ".join([part for part in parts if part][:2]) or "不到 1 分"


def seconds(value: float | None) -> str:
    """8 秒, 12 分 5 秒, 3 小时 5 分; — for what is not known yet."""
    if value is None:
        return "—"
    if value >= 3600:
        return length(round(value))
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
