"""From the atoms of one expression to its parts: year, month, day, week, part of the day, clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from classifiers.times.numerals import number, year_number

YEARS = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十百廿]+")
_LUNAR_MONTHS = {"正月": 1, "冬月": 11, "腊月": 12}
_CLOCK = re.compile(r"(?P<hour>[^点时]+)[点时]过?(?P<rest>.*)")
_QUANTITY = re.compile(r"(?P<count>\d+|[一二两三四五六七八九十百]+|半)(?P<unit>\D*)")
_UNITS = {
    "分": "minute",
    "刻": "quarter",
    "时": "hour",
    "钟": "hour",
    "天": "day",
    "日": "day",
    "周": "week",
    "期": "week",
    "拜": "week",
    "月": "month",
    "年": "year",
}


@dataclass(slots=True)
class Parts:
    """What one expression says; None and "" where it says nothing.

    Years are absolute, weeks and days count from now.

    third  上旬 中旬 下旬, 初 底 of a month or year; amount: (how often, unit) of ago, last and
    lasting
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    days_from_now: int | None = None
    week: int | None = None
    weekday: int | None = None
    weekdays: tuple[int, ...] = ()
    weekend: bool = False
    festival: str = ""
    lunar: tuple[int, int | None] | None = None
    third: str = ""
    half: str = ""
    season: str = ""
    part: str = ""
    hour: int | None = None
    minute: int | None = None
    every: str = ""
    kind: str = ""
    amount: tuple[float, str] | None = None
    approx: bool = False

    @property
    def has_date(self) -> bool:
        return self.has_day_of_calendar or bool(self.third or self.half or self.kind)

    @property
    def has_day_of_calendar(self) -> bool:
        whole = (
            self.year,
            self.month,
            self.day,
            self.days_from_now,
            self.week,
            self.weekday,
            self.lunar,
        )
        return any(value is not None for value in whole) or self.weekend or bool(self.festival)

    @property
    def has_clock(self) -> bool:
        return bool(self.part) or self.hour is not None


def _iso(text: str, parts: Parts, at: datetime) -> None:
    parts.year, parts.month, parts.day = (int(value) for value in re.split(r"[-/.]", text))


def _year(text: str, parts: Parts, at: datetime) -> None:
    parts.year = year_number(text[:-1])


def _relative_year(text: str, parts: Parts, at: datetime) -> None:
    parts.year = at.year + YEARS[text]


def _month(text: str, parts: Parts, at: datetime) -> None:
    parts.month = _first_number(text)


def _relative_month(text: str, parts: Parts, at: datetime) -> None:
    months = text.count("下") - text.count("上")
    whole = at.year * 12 + at.month - 1 + months
    parts.year, parts.month = whole // 12, whole % 12 + 1


def _day(text: str, parts: Parts, at: datetime) -> None:
    parts.day = _first_number(text)


def _relative_day(text: str, parts: Parts, at: datetime) -> None:
    parts.days_from_now = DAYS[text.rstrip("天日儿")]


def _week(text: str, parts: Parts, at: datetime) -> None:
    parts.week = text.count("下") - text.count("上")
    _weekday(text, parts, at)


def _weekday(text: str, parts: Parts, at: datetime) -> None:
    sign = text[-1]
    if sign == "末":
        parts.weekend = True
    elif sign in "一二三四五六日天" and text[-2:-1] not in "上下这本":
        weekday = 7 if sign in "日天" else int(number(sign))
        parts.weekday = weekday
        parts.weekdays += (weekday,)


def _weekend(text: str, parts: Parts, at: datetime) -> None:
    parts.weekend = True


def _workday(text: str, parts: Parts, at: datetime) -> None:
    parts.every = "workday" if text == "工作日" else "holiday"


def _every(text: str, parts: Parts, at: datetime) -> None:
    named = {"周末": "weekend", "双休日": "weekend", "节假日": "holiday", "工作日": "workday"}
    parts.every = next((value for key, value in named.items() if key in text), "")
    if not parts.every:
        units = {"月": "month", "年": "year"} | dict.fromkeys(("周", "星期", "礼拜"), "week")
        parts.every = next((value for key, value in units.items() if key in text), "day")
    if parts.every == "week":
        _weekday(text, parts, at)
    if text[-1] in "晚夜":
        parts.part = "晚" if text[-1] == "晚" else "夜里"


def _lunar(text: str, parts: Parts, at: datetime) -> None:
    plain = text.replace("农历", "").replace("阴历", "")
    month = next((value for name, value in _LUNAR_MONTHS.items() if plain.startswith(name)), None)
    if "年初" in plain:
        month, rest = 1, plain.split("初")[-1]
    elif month:
        rest = plain[2:].lstrip("初")
    else:
        named, rest = plain.split("月", 1)
        month, rest = int(number(named)), rest.lstrip("初")
    parts.lunar = month, int(number(rest)) if rest else None


def _part(text: str, parts: Parts, at: datetime) -> None:
    parts.part = text


def _colon(text: str, parts: Parts, at: datetime) -> None:
    parts.hour, parts.minute = (int(value) for value in text.split(":")[:2])
    if not parts.part:
        parts.part = "24"


def _clock(text: str, parts: Parts, at: datetime) -> None:
    match = _CLOCK.fullmatch(text)
    assert match is not None
    parts.hour = int(number(match["hour"]))
    rest = match["rest"].strip("分钟整")
    named = {"半": 30, "一刻": 15, "三刻": 45}
    if rest:
        parts.minute = named[rest] if rest in named else int(number(rest.lstrip("零〇") or "0"))


def _amount(kind: str) -> Callable[[str, Parts, datetime], None]:
    def read(text: str, parts: Parts, at: datetime) -> None:
        match = _QUANTITY.search(text)
        assert match is not None
        unit = match["unit"]
        sign = next(
            sign for sign in unit if sign in _UNITS and not (sign == "日" and "星期" in unit)
        )
        count = number(match["count"]) + (0.5 if "半" in unit else 0.0)
        parts.kind, parts.amount = kind, (count, _UNITS[sign])
        parts.approx = parts.approx or "多" in text or "来" in unit or text[0] in "快将"

    return read


def _named(field: str) -> Callable[[str, Parts, datetime], None]:
    def read(text: str, parts: Parts, at: datetime) -> None:
        setattr(parts, field, text)

    return read


def _kind(kind: str) -> Callable[[str, Parts, datetime], None]:
    return lambda text, parts, at: setattr(parts, "kind", kind)


READERS: dict[str, Callable[[str, Parts, datetime], None]] = {
    "iso": _iso,
    "year": _year,
    "relyear": _relative_year,
    "month": _month,
    "relmonth": _relative_month,
    "day": _day,
    "relday": _relative_day,
    "week": _week,
    "weekday": _weekday,
    "weekend": _weekend,
    "workday": _workday,
    "every": _every,
    "lunar": _lunar,
    "part": _part,
    "colon": _colon,
    "clock": _clock,
    "ago": _amount("ago"),
    "last": _amount("last"),
    "lasting": _amount("lasting"),
    "vague": _kind("vague"),
    "now": _kind("now"),
    "third": _named("third"),
    "half": _named("half"),
    "season": _named("season"),
    "festival": _named("festival"),
}


def _first_number(text: str) -> int:
    match = _NUMBER.search(text)
    assert match is not None
    return int(number(match.group()))


def shifted(day: datetime, days: int) -> datetime:
    """Midnight of the day so many days from `day`."""
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)
