"""What a value is, in words for who sent it: the name of a program type tells a clerk nothing."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "空值"),
    (bool, "是或否"),
    ((int, float), "数字"),
    (str, "文字"),
    (datetime, "日期和时间"),
    (date, "日期"),
    (time, "时刻"),
    (timedelta, "时长"),
    ((list, tuple, set, frozenset), "列表"),
    (Mapping, "对象"),
)


def named(value: Any) -> str:
    return next((name for kinds, name in _NAMES if isinstance(value, kinds)), "其他内容")
