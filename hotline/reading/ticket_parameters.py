"""The parameters of a list of tickets: an allow-list, each with how its value is read.

Page, API and command use these and no others, so that one address means one set of tickets.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from analytics.durations import STEPS
from hotline.domain.statuses import Status
from hotline.domain.time.deadlines import CLOCKS
from hotline.domain.time.times import city_now, next_midnight, parse_time
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES

LARGEST_PAGE, LONGEST_TEXT = 200, 200
CODE = re.compile(r"[0-9A-Za-z._-]{1,20}")
SORTS = ("newest", "due")
# Fields by which figures are grouped, by what lists call them.
FIGURE_FIELDS = MappingProxyType(
    {
        "lead": "unit",
        "category": "category1",
        **{name: name for name in ("district", "street", "channel", "request_type", "urgency")},
    }
)
# Only the search engine knows these, only the database those.
BY_ENGINE = ("q", "hour", "word", "took", "none", "rest")
BY_DATABASE = ("soon", "danger", "issue")
MOST_LEFT_OUT, NO_VALUE = 100, "-"
YES_NO = MappingProxyType({"true": True, "1": True, "false": False})


def read_value(name: str, values: list[str]) -> Any:
    """What the parameter `name` says; None when it is absent or empty.

    Raises ValueError that names the value and what may stand there.
    """
    texts = [value.strip() for value in values if value.strip()]
    if name == "status":
        return tuple(_status(part) for value in texts for part in value.split(",") if part) or None
    if len(texts) > 1:
        raise ValueError("只能给一个值")
    return PARAMETERS[name](texts[0]) if texts else None


def _text(value: str) -> str:
    if len(value) > LONGEST_TEXT or not value.isprintable():
        raise ValueError(f"查询词有 {len(value)} 个字或含控制字符；最多 {LONGEST_TEXT} 个可见字符")
    return value


def _choice(choices: Mapping[str, Any]) -> Callable[[str], Any]:
    """One of the keys; what is read is the value behind it."""

    def read(value: str) -> Any:
        if value not in choices:
            raise ValueError(f"“{value[:40]}”不可用；可用：{'、'.join(choices)}")
        return choices[value]

    return read


def _keys(choices: Any) -> Callable[[str], str]:
    """Asked when a value is read: a channel may be added to the running application."""

    def read(value: str) -> str:
        read_choice: Callable[[str], str] = _choice(
            {str(choice): str(choice) for choice in choices}
        )
        return read_choice(value)

    return read


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise ValueError(f"“{value[:40]}”不是代码；请用字母、数字、点、横线")
    return value


def _until(value: str) -> datetime:
    """A date without a time is meant with its whole day."""
    time = parse_time(value, city_now())
    is_day = ":" not in value and time == datetime.combine(time, datetime.min.time())
    return next_midnight(time) if is_day else time


def _limit(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= LARGEST_PAGE:
        raise ValueError(f"“{value[:40]}”不可用；请用 1 至 {LARGEST_PAGE}")
    return int(value)


def _cursor(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,40}", value):
        raise ValueError(f"“{value[:40]}”不是翻页标记；请用上一页的 next")
    return value


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", value) or int(value) == 0:
        raise ValueError(f"“{value[:40]}”不是编号；请用正整数")
    return int(value)


def _hour(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", value) or int(value) > 23:
        raise ValueError(f"“{value[:40]}”不是钟点；请用 0 至 23")
    return int(value)


def _word(value: str) -> str:
    text = _text(value)
    if len(text.split()) != 1:
        raise ValueError("只能给一个词")
    return text


def _rest(value: str) -> tuple[str, tuple[str, ...]]:
    """`category:01,02,-`: what is in none of these groups nor without one; field and codes."""
    name, _, codes = value.partition(":")
    left_out = [code for code in codes.split(",") if code]
    fits = all(CODE.fullmatch(code) for code in left_out) and 0 < len(left_out) <= MOST_LEFT_OUT
    if name not in FIGURE_FIELDS or not fits:
        raise ValueError(
            f"“{value[:40]}”看不懂；请写成 字段:代码,代码，字段可用：{'、'.join(FIGURE_FIELDS)}"
        )
    return FIGURE_FIELDS[name], tuple("" if code == NO_VALUE else code for code in left_out)


_status = _keys(Status)
PARAMETERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "q": _text,
        "status": _status,
        "channel": _keys(CHANNELS),
        "request_type": _keys(REQUEST_TYPES),
        "urgency": _keys(URGENCIES),
        "sort": _keys(SORTS),
        "overdue": _choice(YES_NO),
        "soon": _choice(YES_NO),
        "danger": _code,
        "issue": _number,
        "clock": _keys(CLOCKS),
        "unit": _code,
        "lead": _code,
        "holder": _code,
        "category": _code,
        "district": _code,
        "street": _code,
        "place": _text,
        "since": lambda value: parse_time(value, city_now()),
        "until": _until,
        "hour": _hour,
        "word": _word,
        "took": _choice(STEPS),
        "none": _choice(FIGURE_FIELDS),
        "rest": _rest,
        "after": _cursor,
        "limit": _limit,
    }
)
