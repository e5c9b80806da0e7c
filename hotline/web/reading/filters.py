"""The filters of lists: an allow-list, checked strictly, because a program that misspells one
must learn it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar.datastructures import MultiDict

from analytics.search.base import Query
from hotline.domain.errors import InvalidInput
from hotline.domain.time.times import parse_time
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES
from hotline.domain.workflow import Status
from hotline.storage.tickets import TicketFilter

WORDS: Mapping[str, Mapping[str, Any]] = {
    "status": {str(status): status for status in Status},
    "channel": CHANNELS,
    "request_type": REQUEST_TYPES,
    "urgency": URGENCIES,
    "sort": {"newest": "", "due": ""},
    "overdue": {"true": "", "false": ""},
    "clock": {
        "dispatch": "",
        "sign": "",
        "contact": "",
        "handle": "",
        "review": "",
        "callback": "",
        "look": "",
    },
}
CODES = ("unit", "category", "district", "street")
PARAMETERS = ("q", *WORDS, *CODES, "since", "until", "after", "limit")
CURSORS = {"newest": re.compile(r"[0-9]{1,18}"), "due": re.compile(r"[0-9]{14}_[0-9]{1,18}")}
CODE = re.compile(r"[0-9A-Za-z._-]{1,20}")
LARGEST_PAGE, LONGEST_TEXT = 200, 200


@dataclass(frozen=True)
class Asked:
    """What a list asks for: words in `q`, a filter, a place in the list."""

    filter: TicketFilter
    q: str = ""
    sort: str = "newest"
    after: str = ""
    limit: int = 50

    def query(self) -> Query:
        """The same for the search engine."""
        wanted = self.filter
        names = ("district", "street", "channel", "request_type", "urgency", "clock")
        filters = {name: (getattr(wanted, name),) for name in names if getattr(wanted, name)}
        filters |= {"status": wanted.status} if wanted.status else {}
        filters |= {"units": (wanted.unit,)} if wanted.unit else {}
        if wanted.category:
            filters["category1" if len(wanted.category) == 2 else "category"] = (wanted.category,)
        ranges = {"due": (None, wanted.overdue_at)} if wanted.overdue_at else {}
        return Query(
            text=self.q,
            filters=filters,
            ranges=ranges,
            since=wanted.since,
            until=wanted.until,
            sort=self.sort,
            after=self.after or None,
            limit=self.limit,
        )


def read_asked(params: MultiDict[str], now: datetime, *, cursors: bool = True) -> Asked:
    """Raises InvalidInput that lists every wrong parameter; `cursors` False leaves `after` to
    the search engine.
    """
    faults = [
        (name[:40], f"没有此参数；可用：{'、'.join(PARAMETERS)}")
        for name in params
        if name not in PARAMETERS
    ]
    values: dict[str, Any] = {}
    for name in PARAMETERS:
        try:
            values[name] = _read(
                name, [value.strip() for value in params.getall(name, []) if value.strip()]
            )
        except ValueError as error:
            faults.append((name, str(error)))
    sort, after = values.get("sort") or "newest", values.get("after") or ""
    if cursors and after and not _continues(sort, after):
        faults.append(("after", f"“{after[:40]}”不是翻页标记；请用上一页的 next"))
    if faults:
        listed = "；".join(f"{name}：{message}" for name, message in faults)
        raise InvalidInput(f"查询参数有 {len(faults)} 处需要更正：{listed}", faults=tuple(faults))
    return Asked(_filter(values, now), values["q"] or "", sort, after, values["limit"] or 50)


def _read(name: str, given: list[str]) -> Any:
    if name == "status":
        words = [word for value in given for word in value.split(",") if word]
        return tuple(_word(name, word) for word in words)
    if len(given) > 1:
        raise ValueError("只能给一个值")
    value = given[0] if given else ""
    if not value:
        return None
    if name in WORDS:
        return _word(name, value)
    return READERS.get(name, _code)(value)


def _word(name: str, value: str) -> str:
    if value not in WORDS[name]:
        raise ValueError(f"“{value[:40]}”不可用；可用：{'、'.join(WORDS[name])}")
    return value


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise ValueError(f"“{value[:40]}”不是代码；请用字母、数字、点、横线")
    return value


def _text(value: str) -> str:
    if len(value) > LONGEST_TEXT or not value.isprintable():
        raise ValueError(f"查询词有 {len(value)} 个字或含控制字符；最多 {LONGEST_TEXT} 个可见字符")
    return value


def _limit(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= LARGEST_PAGE:
        raise ValueError(f"“{value[:40]}”不可用；请用 1 至 {LARGEST_PAGE}")
    return int(value)


def _until(value: str) -> datetime:
    """A date without a time is meant with its whole day."""
    time = parse_time(value)
    return (
        time + timedelta(days=1)
        if time.time() == datetime.min.time() and time.year < 9999
        else time
    )


def _cursor(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,40}", value):
        raise ValueError(f"“{value[:40]}”不是翻页标记；请用上一页的 next")
    return value


READERS = {"q": _text, "limit": _limit, "since": parse_time, "until": _until, "after": _cursor}


def _continues(sort: str, after: str) -> bool:
    """Whether this is a cursor of this order: the key of a row, for the most urgent behind its
    due time.
    """
    if not CURSORS[sort].fullmatch(after):
        return False
    try:
        return sort != "due" or bool(datetime.strptime(after[:14], "%Y%m%d%H%M%S"))
    except ValueError:
        return False


def _filter(values: Mapping[str, Any], now: datetime) -> TicketFilter:
    plain = {
        name: values[name] or "" for name in ("channel", "request_type", "urgency", "clock", *CODES)
    }
    return TicketFilter(
        status=values["status"],
        since=values["since"],
        until=values["until"],
        overdue_at=now if values["overdue"] == "true" else None,
        **plain,
    )
