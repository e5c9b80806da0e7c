"""Times as people and spreadsheets write them, read as naive local time to the second."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from classifiers.times.clock import SPANS, hour_of
from classifiers.times.expression import SpokenTime
from classifiers.times.find import find_times
from classifiers.times.numerals import number, year_number
from classifiers.times.resolve import NO_DATE
from hotline.domain.errors import InvalidInput
from hotline.domain.value_names import named

CITY_TIME = timezone(timedelta(hours=8))
LARGEST = 10**9
LONGEST_WORDS = 40
EXCEL_EPOCH = datetime(1899, 12, 30)
PATTERN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:\s*[(（]?(?:星期|礼拜|周)[一二三四五六日天][)）]?)?"
    rf"(?:[T\s]*(?P<part>{'|'.join(sorted(SPANS, key=len, reverse=True))}|AM|PM)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:：时点]\s*(?P<minute>\d{1,2})?\s*分?\s*)?"
    r"(?:[:：]?\s*(?P<second>\d{1,2})\s*秒?)?(?:[.,]\d+)?\s*(?P<half>[AP]M)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T\s]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_NUMERAL = re.compile(
    r"[〇零一二两三四五六七八九十廿]+(?=\s*[年月日号时点分秒])|(?<=[时点])[〇零一二三四五六七八九十]+$"
)
_PARTS_OF_AN_HOUR = {"半": "30分", "一刻": "15分", "1刻": "15分", "三刻": "45分", "3刻": "45分"}
_PART_OF_AN_HOUR = re.compile(r"(?<=[时点])\s*(半|[一三13]刻)钟?|(?<=[时点])[整钟]")
PARTS = ("year", "month", "day", "hour", "minute", "second")
REMEDY = "请写成 2026-03-05 14:30:00"
_SHARP = frozenset({"minute", "hour", "day"})


def city_now() -> datetime:
    """Now in the city, naive, to the second."""
    return datetime.now(CITY_TIME).replace(tzinfo=None, microsecond=0)


def parse_time(value: Any, at: datetime | None = None) -> datetime:
    """2019/2/4 9:05, 2019年2月4日 下午3点半, 二〇一九年二月四日, 2019-2-4 3:30 PM, ISO 8601 with
    zone, Excel serial days, date and datetime; 24:00 ends its day. Raises ValueError.

    at   when it was written: then 昨天中午1点, 凌晨2点, 3月5日 are read too, as in texts
    """
    if isinstance(value, datetime):
        return _local(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        raise ValueError(f"只有时刻 {value:%H:%M}，没有日期；{REMEDY}")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f"应为时间，收到的是 {named(value)}；{REMEDY}")
    if isinstance(value, (int, float)):
        if not abs(value) < LARGEST:
            raise ValueError(f"数字过大，不是可识别的时间；{REMEDY}")
        return _serial(float(value))
    try:
        return _text(value)
    except ValueError:
        if at is None:
            raise
        spoken = time_in_words(value, at)
        if spoken is not None:
            return spoken
        if why := _not_one_moment(value.strip(), at):
            raise ValueError(f"“{value.strip()[:40]}”不是可识别的时间：{why}；{REMEDY}") from None
        raise


def time_in_words(text: str, at: datetime) -> datetime | None:
    """The moment, or the beginning of the day or of its part, that a text is nothing but the words
    for: seen from `at`, by the reader of callers' texts. None where they say less, or more.
    """
    text = text.strip()
    if len(text) > LONGEST_WORDS:
        return None
    spoken = _whole(text, at)
    if spoken is None or spoken.recurring:
        return None
    if spoken.begin is None:
        # 凌晨2点 without its day is the last one before it was written.
        of_today = _whole(f"今天{text}", at)
        is_sharp = of_today and of_today.precision in _SHARP
        moment = _sharp(of_today) if of_today and is_sharp else None
        return moment - timedelta(days=1) if moment and moment > at else moment
    return _sharp(spoken)


def _whole(text: str, at: datetime) -> SpokenTime | None:
    """What the whole text says of a time."""
    spoken = next(iter(find_times(text, at, last_day=at)), None)
    return spoken if spoken and (spoken.start, spoken.stop) == (0, len(text)) else None


def _sharp(spoken: SpokenTime) -> datetime | None:
    begin, end = spoken.begin, spoken.end
    if begin is None or spoken.doubt:
        return None
    if spoken.precision == "part":
        return begin if end and _is_part_of_day(begin, end) else None
    if spoken.precision not in _SHARP:
        return None
    is_day = spoken.precision == "day" and end == begin + timedelta(days=1)
    return begin if is_day or end == begin else None


def _is_part_of_day(begin: datetime, end: datetime) -> bool:
    """One part, not from one to another."""
    midnight, hour = datetime.combine(begin, time()), timedelta(hours=1)
    return ((begin - midnight) / hour, (end - midnight) / hour) in SPANS.values()


def _not_one_moment(text: str, at: datetime) -> str:
    """Why words of time are no moment, such as a field takes; "" of what is no time at all."""
    spoken = _whole(text, at) if len(text) <= LONGEST_WORDS else None
    if spoken is None or spoken.doubt == NO_DATE:
        return ""
    return spoken.doubt or ("是反复的时间" if spoken.recurring else "不是一个时刻，而是一段时间")


def day_of(name: str, text: str) -> datetime:
    """A moment that somebody typed; a date without a time is meant with its whole day."""
    try:
        moment = parse_time(text, city_now())
    except ValueError as error:
        raise InvalidInput(str(error), field=name, remedy="如 2026-12-31") from None
    return datetime.combine(moment, time(23, 59, 59)) if moment.time() == time() else moment


def _text(value: str) -> datetime:
    text, own = unicodedata.normalize("NFKC", value).strip(), value.strip()[:40]
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _serial(float(text), own)
    written = _PART_OF_AN_HOUR.sub(_minutes, _NUMERAL.sub(_digits, text))
    match = PATTERN.fullmatch(written) or COMPACT.fullmatch(written)
    if not match:
        raise ValueError(f"“{own}”不是可识别的时间；{REMEDY}")
    parts = match.groupdict()
    try:
        year, month, day, hour, minute, second = (int(parts[name] or 0) for name in PARTS)
        midnight = datetime(year, month, day, minute=minute, second=second)
        if hour == 24 and (minute or second):
            raise ValueError(hour)
        part = parts.get("part") or parts.get("half") or ""
        time = midnight + timedelta(hours=_hour(part, hour))
    except (ValueError, OverflowError):
        raise ValueError(f"“{own}”不是有效的日期时间；{REMEDY}") from None
    return _zone(time, parts.get("zone") or "")


def _digits(numeral: re.Match[str]) -> str:
    """三月 in digits, and 二〇一九年 sign by sign."""
    is_year = numeral.string[numeral.end() :].lstrip().startswith("年")
    try:
        value = year_number(numeral.group()) if is_year else int(number(numeral.group()))
    except (ValueError, KeyError):
        return numeral.group()
    return str(value)


def _minutes(part: re.Match[str]) -> str:
    return _PARTS_OF_AN_HOUR.get(part[1] or "", "")


def _hour(part: str, hour: int) -> int:
    """Hours after midnight, as in times said in words: 中午1点 is 13, 晚上12点 is 24."""
    if hour == 24 and not part:
        return hour
    if hour > 23:
        raise ValueError(hour)
    if part.upper() in ("AM", "PM"):
        return hour % 12 + (12 if part.upper() == "PM" else 0) if hour <= 12 else hour
    meant = hour_of(part, hour) if part else hour
    return hour if meant is None else meant


def _zone(time: datetime, zone: str) -> datetime:
    if not zone:
        return time
    if zone.upper() == "Z":
        return _local(time.replace(tzinfo=UTC))
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    offset = sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if abs(offset) >= timedelta(hours=24):
        raise ValueError(f"时区“{zone}”无效；{REMEDY}")
    return _local(time.replace(tzinfo=timezone(offset)))


def _serial(days: float, own: str = "") -> datetime:
    """Excel counts days since 1899-12-30; 36526 is 2000-01-01. `own` is how it was written."""
    if not 1 <= days < 80_000:
        raise ValueError(f"“{own or f'{days:g}'}”不是可识别的时间；{REMEDY}")
    return (EXCEL_EPOCH + timedelta(days=days) + timedelta(milliseconds=500)).replace(microsecond=0)


def _local(time: datetime) -> datetime:
    if time.tzinfo is not None:
        try:
            time = time.astimezone(CITY_TIME).replace(tzinfo=None)
        except OverflowError:
            raise ValueError(f"“{time}”不是有效的日期时间；{REMEDY}") from None
    return time.replace(microsecond=0)


def next_midnight(midnight: datetime) -> datetime:
    """The end of a day; of the last day of all its last second, for none comes after."""
    is_last = midnight.date() == date.max
    return datetime.combine(date.max, time(23, 59, 59)) if is_last else midnight + timedelta(days=1)
