"""Festivals by name and year: when they lie, by the civil or the lunar calendar."""

import re
from datetime import date, timedelta
from functools import lru_cache

# name -> (lunar, month, day, days of holiday)
_FESTIVALS = {
    "元旦": (False, 1, 1, 1),
    "妇女节": (False, 3, 8, 1),
    "五一": (False, 5, 1, 5),
    "劳动节": (False, 5, 1, 5),
    "六一": (False, 6, 1, 1),
    "儿童节": (False, 6, 1, 1),
    "教师节": (False, 9, 10, 1),
    "国庆": (False, 10, 1, 7),
    "十一": (False, 10, 1, 7),
    "双十一": (False, 11, 11, 1),
    "双11": (False, 11, 11, 1),
    "双十二": (False, 12, 12, 1),
    "圣诞": (False, 12, 25, 1),
    "除夕": (True, 1, 0, 1),
    "大年三十": (True, 1, 0, 1),
    "年三十": (True, 1, 0, 1),
    "春节": (True, 1, 1, 7),
    "过年": (True, 1, 1, 7),
    "元宵": (True, 1, 15, 1),
    "端午": (True, 5, 5, 1),
    "七夕": (True, 7, 7, 1),
    "中秋": (True, 8, 15, 1),
    "重阳": (True, 9, 9, 1),
}
# name -> days of holiday; the sun says when.
_SOLAR_TERMS = {"清明": 3, "冬至": 1, "立春": 1, "立秋": 1, "立冬": 1, "夏至": 1, "大寒": 1}
_BARE = {
    *_SOLAR_TERMS,
    "五一",
    "六一",
    "国庆",
    "春节",
    "除夕",
    "元旦",
    "端午",
    "中秋",
    "元宵",
    "双十一",
    "双11",
    "双十二",
    "圣诞",
    "大年三十",
    "年三十",
    "过年",
    "七夕",
    "重阳",
}
_WITH_SUFFIX = r"(?:节|长假|小长假|假期|黄金周|期间|放假期?间?|当[天日晚]|(?<=[明庆节年一])那一?天)"
# A day told by the festival: 清明前一天, 国庆第二天.
_BESIDE = r"(?:的?(?:前一天|头一天|第[一二三四五六七八]天|次日|最后一天))"
_EVE = (12, 30)
# Roads, estates and dishes carry these names too.
_NO_NAME = (
    r"(?![东南西北中]?[路街巷桥村里]|大道|大街|广场|新村|小区|社区|公园|河|学校|小学|中学|医"
    r"院|商场|商店|超市|月饼|粽子?)"
)
PATTERN = (
    rf"(?:{'|'.join(sorted(_BARE, key=len, reverse=True))}){_NO_NAME}{_WITH_SUFFIX}?{_NO_NAME}"
    rf"{_BESIDE}?|(?:妇女节|劳动节|儿童节|教师节){_BESIDE}?|十一{_WITH_SUFFIX}{_BESIDE}?"
)
_NAME = re.compile("|".join(sorted(_FESTIVALS | _SOLAR_TERMS, key=len, reverse=True)))


@lru_cache(maxsize=512)
def festival(expression: str, year: int) -> tuple[date, date]:
    """First day and the day after the last one.

    Raises ValueError outside the years of the lunar calendar.
    """
    name = _NAME.search(expression)
    if name is None:
        raise ValueError(expression)
    if name.group() in _SOLAR_TERMS:
        return _lasting(solar_term(name.group(), year), _SOLAR_TERMS[name.group()], expression)
    lunar, month, day, days = _FESTIVALS[name.group()]
    first = lunar_day(year, month, max(day, 1)) if lunar else date(year, month, day)
    if day == 0:
        first -= timedelta(days=1)
    return _lasting(first, days, expression)


def _lasting(first: date, days: int, expression: str) -> tuple[date, date]:
    shifts = {"前一天": -1, "次日": 1, "最后一天": days - 1}
    shifts |= {f"第{ordinal}天": at for at, ordinal in enumerate("一二三四五六七八")}
    shifts |= dict.fromkeys(("头一天", "当天", "当日", "当晚", "那天", "那一天"), 0)
    for ending, shift in shifts.items():
        if expression.endswith(ending):
            first, days = first + timedelta(days=shift), 1
            break
    return first, first + timedelta(days=days)


@lru_cache(maxsize=512)
def solar_term(name: str, year: int) -> date:
    """The day of a solar term (节气) in a civil year; raises ValueError outside the library."""
    from lunar_python import Solar

    try:
        table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
        solar = table["DONG_ZHI" if name == "冬至" else name]  # 冬至 is that of the year before
        return date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception as error:  # the library raises bare exceptions
        raise ValueError(f"{name} {year}") from error


@lru_cache(maxsize=512)
def lunar_day(year: int, month: int, day: int) -> date:
    """The civil date of a lunar one; raises ValueError for a day that the month has not.

    腊月三十 is New Year's Eve in a year whose last month has 29 days too: so people call it.
    """
    if (month, day) == _EVE:
        return lunar_day(year + 1, 1, 1) - timedelta(days=1)
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
        return date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception as error:  # the library raises bare exceptions
        raise ValueError(f"lunar {year}-{month}-{day}") from error
