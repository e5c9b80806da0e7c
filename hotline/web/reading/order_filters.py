"""The filters of the list of supervision orders, checked strictly."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import city_now, parse_time
from hotline.domain.vocabulary import LEVELS
from hotline.storage.supervisions import STATES, OrderFilter

CODE = re.compile(r"[0-9A-Za-z._-]{1,40}")
DIGITS = re.compile(r"[0-9]{1,18}")
LARGEST_PAGE = 200


def read_order_filter(parameters: Mapping[str, Any], now: datetime) -> tuple[OrderFilter, int, int]:
    """The filter, the id after which to go on, and how many rows.

    Raises InvalidInput that names every wrong value.
    """
    values = _read(parameters, READERS)
    after, limit = values.pop("after"), values.pop("limit")
    return OrderFilter(**values, now=now), after, limit


def read_until(text: str) -> datetime | None:
    """The moment that was written; a date without a time is meant with its whole day."""
    if not text.strip():
        return None
    try:
        at = parse_time(text, city_now())
    except ValueError as error:
        raise InvalidInput(str(error), field="until") from None
    return at.replace(hour=23, minute=59, second=59) if at.time() == datetime.min.time() else at


def read_page(parameters: Mapping[str, Any]) -> tuple[int, int]:
    """The place in a list that has no filter."""
    values = _read(parameters, {name: READERS[name] for name in ("after", "limit")})
    return values["after"], values["limit"]


def _read(
    parameters: Mapping[str, Any], readers: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    faults = [
        (name, f"没有名为“{name[:40]}”的参数；可用：{'、'.join(readers)}")
        for name in parameters
        if name not in readers
    ]
    values: dict[str, Any] = {"after": 0, "limit": 50}
    for name, read in readers.items():
        if (text := parameters.get(name, "")) != "":
            try:
                values[name] = read(text)
            except ValueError as error:
                faults.append((name, str(error)))
    if faults:
        raise InvalidInput("；".join(fault for _, fault in faults), faults=tuple(faults))
    return values


def _one_of(choices: Any) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"“{value[:40]}”不可用；可用：{'、'.join(choices)}")
        return value

    return read


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise ValueError(f"“{value[:40]}”不是代码；请用字母、数字、点、横线")
    return value


def _key(value: str) -> int:
    if not DIGITS.fullmatch(value):
        raise ValueError(f"“{value[:40]}”不是翻页标记；请用上一页的 next")
    return int(value)


def _limit(value: str) -> int:
    if not DIGITS.fullmatch(value) or not 1 <= int(value) <= LARGEST_PAGE:
        raise ValueError(f"“{value[:40]}”不可用；请用 1 至 {LARGEST_PAGE}")
    return int(value)


READERS: Mapping[str, Callable[[str], Any]] = {
    "unit": _code,
    "ticket_no": _code,
    "level": _one_of(LEVELS),
    "state": _one_of(STATES),
    "after": _key,
    "limit": _limit,
}
