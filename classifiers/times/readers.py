"""From the atoms of one expression to its parts: a reader for each kind of atom."""

import re
from collections.abc import Callable
from datetime import datetime

from classifiers.times.atoms import TWO_HOURS
from classifiers.times.numerals import number, year_number
from classifiers.times.parts import Parts

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
TWO = re.compile(TWO_HOURS)
_LUNAR_MONTHS = {"正月": 1, "冬月": 11, "腊月": 12}
_CLOCK = re.compile(
    r"(?:差(?:(?P<early>[^分刻点时]+)分钟?|(?P<quarters>[一三]刻)钟?))?"
    r"(?P<hour>[^点时]+)[点时]过?(?P<rest>.*)"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_QUANTITY = re.compile(r"(?P<count>\d+|[一二两俩三四五六七八九十百]+|半)(?P<unit>\D*)")
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
    parts.days_from_now = DAYS[text.rstrip("天日儿个")]


def _other_day(text: str, parts: Parts, at: datetime) -> None:
    """次日, 头天: beside a day that was told before; see `find`."""
    parts.kind = "vague"


def _month_day(text: str, parts: Parts, at: datetime) -> None:
    parts.month, parts.day = (int(figure) for figure in _NUMBER.findall(text))


def _week(text: str, parts: Parts, at: datetime) -> None:
    parts.week = text.count("下") - text.count("上")
    if "六" in text[:-1]:
        parts.weekend = True
    else:
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
    if parts.every == "week" and "六日" in text:
        parts.every = "weekend"
    elif parts.every == "week":
        _weekday(text, parts, at)
    if text[-1] in "晚夜":
        parts.part = "晚" if text[-1] == "晚" else "夜里"


def _lunar(text: str, parts: Parts, at: datetime) -> None:
    plain = text.replace("农历", "").replace("阴历", "")
    month = next((value for name, value in _LUNAR_MONTHS.items() if plain.startswith(name)), None)
    if "年初" in plain:
        month, rest = 1, plain.split("初")[-1]
    elif plain.startswith("闰"):
        named, rest = plain[1:].split("月", 1)
        month, rest = -int(number(named)), rest.lstrip("初")
    elif month:
        rest = plain[2:].lstrip("初")
    else:
        named, rest = plain.split("月", 1)
        month, rest = int(number(named)), rest.lstrip("初")
    parts.lunar = month, int(number(rest)) if rest else None


def _part(text: str, parts: Parts, at: datetime) -> None:
    parts.part = ("凌晨" if set("没不") & set(text) else "早晨") if "亮" in text else text


def _colon(text: str, parts: Parts, at: datetime) -> None:
    plain = text.rstrip("AaPpMm ")
    parts.hour, parts.minute = (int(value) for value in plain.split(":")[:2])
    half = text[len(plain) :].strip().upper()
    if half and 0 < parts.hour <= 12:
        parts.hour = parts.hour % 12 + (12 if half == "PM" else 0)
        parts.part = "24"
    if not parts.part:
        parts.part = "24"


def _clock(text: str, parts: Parts, at: datetime) -> None:
    match = _CLOCK.fullmatch(text)
    assert match is not None
    hour, rest = match["hour"], match["rest"].strip("分钟整")
    if TWO.fullmatch(hour):
        hour, parts.approx = hour[0], True
    parts.hour = int(number(hour))
    early = match["early"] or match["quarters"] or (rest[1:] if rest.startswith("差") else "")
    if early:
        parts.hour, parts.minute = (parts.hour - 1) % 24, 60 - _minutes(early)
    elif rest:
        parts.minute = _minutes(rest)


def _minutes(text: str) -> int:
    return _QUARTERS[text] if text in _QUARTERS else int(number(text.lstrip("零〇") or "0"))


def _long_ago(text: str, parts: Parts, at: datetime) -> None:
    """两年零三个月以前, in months."""
    years, months = text.split("年", 1)
    count = number(years) * 12 + number(months.lstrip("零").rstrip("之以前月").rstrip("个"))
    parts.kind, parts.amount = "ago", (count, "month")


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
    "other_day": _other_day,
    "month_day": _month_day,
    "week": _week,
    "weekday": _weekday,
    "weekend": _weekend,
    "workday": _workday,
    "every": _every,
    "lunar": _lunar,
    "part": _part,
    "colon": _colon,
    "clock": _clock,
    "long_ago": _long_ago,
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
