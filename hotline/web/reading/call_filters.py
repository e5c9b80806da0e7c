"""The filters of the call log, as they stand in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hotline.domain.calls.words import CALL_STATES, DIRECTIONS
from hotline.domain.errors import InvalidInput
from hotline.domain.report_fields import CONTROL
from hotline.domain.time.times import day_of, next_midnight
from hotline.storage.calls import CallFilter

VIEWS = ("", "mine", "missed", "abandoned")
LISTS = {"view": VIEWS, "direction": tuple(DIRECTIONS), "state": tuple(CALL_STATES)}
TEXTS, DAYS, NUMBERS = ("queue", "agent"), ("since", "until"), ("after", "limit")
PARAMETERS = (*LISTS, *TEXTS, *DAYS, *NUMBERS)
USUAL_PAGE, LARGEST_PAGE, LONGEST = 50, 200, 60


@dataclass(frozen=True)
class CallPage:
    """A filter, the id after which to go on, and how many rows."""

    chosen: CallFilter
    after: int
    limit: int

    @classmethod
    def empty(cls) -> "CallPage":
        return cls(CallFilter(), 0, 0)


def read_call_filter(params: Mapping[str, Any]) -> CallPage:
    """Raises InvalidInput that names every wrong value."""
    faults = [(name, f"没有名为“{name[:40]}”的参数") for name in params if name not in PARAMETERS]
    values: dict[str, Any] = {}
    for name in PARAMETERS:
        text = str(params.get(name, "")).strip()
        try:
            values[name] = _read(name, text)
        except (ValueError, InvalidInput) as error:
            faults.append((name, str(error)))
    if faults:
        raise InvalidInput("；".join(fault for _, fault in faults), faults=tuple(faults))
    after, limit = values.pop("after"), values.pop("limit")
    return CallPage(CallFilter(**values), after, limit)


def _read(name: str, text: str) -> Any:
    if name in LISTS:
        if text and text not in LISTS[name]:
            raise ValueError(f"“{text[:40]}”不可用；可用：{'、'.join(filter(None, LISTS[name]))}")
        return text
    if name in TEXTS:
        return CONTROL.sub("", text)[:LONGEST]
    if name in DAYS:
        return _moment(name, text)
    if not text:
        return 0 if name == "after" else USUAL_PAGE
    most = LARGEST_PAGE if name == "limit" else 2**53
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:18]) <= most:
        raise ValueError(f"“{text[:40]}”不可用；应为 1 至 {most} 的整数")
    return int(text[:18])


def _moment(name: str, text: str) -> datetime | None:
    """A day is meant with all of it, for `until` too."""
    if not text:
        return None
    moment = day_of(name, text)
    if moment.second != 59:
        return moment
    midnight = moment.replace(hour=0, minute=0, second=0)
    return next_midnight(midnight) if name == "until" else midnight
