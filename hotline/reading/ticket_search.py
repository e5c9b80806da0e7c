"""What a list of tickets is asked for, read once for page, API and command.

Strictly for programs, which must learn that they misspelt something; leniently for people, whose
old links still show a list.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from analytics.search.base import Query, WrongQuery
from analytics.search.cursor import read_cursor
from hotline.city.pack import CityPack
from hotline.domain.errors import InvalidInput
from hotline.domain.holders import CENTRE, HELD_BY_UNIT, UNIT_CLOCKS
from hotline.reading.city_codes import in_city
from hotline.reading.ticket_parameters import BY_DATABASE, BY_ENGINE, PARAMETERS, read_value
from hotline.storage.ticket_filters import NOBODY, TicketFilter

Parameters = Mapping[str, Sequence[str]]
FILTERS = (
    *("status", "unit", "lead", "holder", "category", "district", "street", "place"),
    *("channel", "request_type", "urgency", "clock", "danger", "issue", "since", "until"),
)
CURSORS = {"newest": re.compile(r"[0-9]{1,18}"), "due": re.compile(r"[0-9]{14}_[0-9]{1,18}")}


@dataclass(frozen=True)
class TicketSearch:
    """A filter, the words `q` in the tickets, the order, and a place in the list.

    figure  what else lists behind figures ask for (`BY_ENGINE` of the parameters), by its name
    """

    filter: TicketFilter = field(default_factory=TicketFilter)
    q: str = ""
    figure: Mapping[str, Any] = field(default_factory=dict)
    sort: str = "newest"
    after: str = ""
    limit: int = 50

    @property
    def is_by_engine(self) -> bool:
        """Only the search engine knows what is asked for."""
        return bool(self.q or self.figure)

    def query(self) -> Query:
        """The same for the search engine."""
        ticket_filter = self.filter
        same = ("district", "street", "place", "channel", "request_type", "urgency", "clock")
        values: dict[str, tuple[str, ...]] = {
            name: (getattr(ticket_filter, name),) for name in same
        }
        values |= {"units": (ticket_filter.unit,), "unit": (ticket_filter.lead,)}
        filters = {name: value for name, value in values.items() if value != ("",)}
        if ticket_filter.lead == NOBODY:
            filters["unit"] = ("",)
        if ticket_filter.status:
            filters["status"] = ticket_filter.status
        if ticket_filter.holder:
            held = HELD_BY_UNIT & set(ticket_filter.status or HELD_BY_UNIT)
            filters |= {"unit": (ticket_filter.holder,), "status": tuple(sorted(held)) or ("",)}
            filters["clock"] = tuple(sorted(UNIT_CLOCKS))
        overdue_at, category = ticket_filter.overdue_at, ticket_filter.category
        ranges: dict[str, tuple[Any, Any]] = {"due": (None, overdue_at)} if overdue_at else {}
        figure = self.figure
        if "none" in figure:
            filters[figure["none"]] = ("",)
        if "hour" in figure:
            ranges["hour"] = (figure["hour"], figure["hour"] + 1)
        if "took" in figure:
            ranges[figure["took"]] = (0.0, None)
        return Query(
            text=self.q,
            filters=filters,
            prefixes={"category": category} if category else {},
            excluded=dict([figure["rest"]]) if "rest" in figure else {},
            words=(figure["word"],) if "word" in figure else (),
            ranges=ranges,
            since=ticket_filter.since,
            until=ticket_filter.until,
            sort=self.sort,
            after=self.after or None,
            limit=self.limit,
        )


class WrongParameter(NamedTuple):
    """A parameter that cannot be read, and why."""

    name: str
    value: str
    reason: str


def read_ticket_search(
    parameters: Parameters, now: datetime, city: CityPack, *, by_engine: bool = False
) -> TicketSearch:
    """Raises InvalidInput that lists every wrong parameter, also codes that the city never had.

    by_engine    the search engine answers even where no words are given: its cursors are its own
    """
    unknown = [
        WrongParameter(name[:40], "", f"没有此参数；可用：{'、'.join(PARAMETERS)}")
        for name in parameters
        if name not in PARAMETERS
    ]
    search, wrong = _read(parameters, now, city, by_engine)
    faults = tuple((name, reason) for name, _, reason in (*unknown, *wrong))
    if faults:
        listed = "；".join(f"{name}：{reason}" for name, reason in faults)
        raise InvalidInput(f"查询参数有 {len(faults)} 处需要更正：{listed}", faults=faults)
    return search


def read_leniently(
    parameters: Parameters, now: datetime, city: CityPack
) -> tuple[TicketSearch, list[WrongParameter]]:
    """What can be read, and the parameters that were left aside.

    Parameters of other names are not the list's affair.
    """
    return _read(parameters, now, city, by_engine=False)


def _read(
    parameters: Parameters, now: datetime, city: CityPack, by_engine: bool
) -> tuple[TicketSearch, list[WrongParameter]]:
    values, wrong = _values(parameters, city)
    sort, after = values.get("sort", "newest"), values.get("after", "")
    figure = {name: values[name] for name in BY_ENGINE[1:] if name in values}
    by_engine = by_engine or bool(values.get("q") or figure)
    if values.get("overdue") and not by_engine:
        sort = "due"  # the order in which an index has them
    if after and not _continues(sort, after, by_engine):
        wrong.append(WrongParameter("after", after, f"“{after}”不是翻页标记；请用上一页的 next"))
        after = ""
    if values.get("holder") == CENTRE and by_engine:
        wrong.append(WrongParameter("holder", CENTRE, "热线中心负责的工单不能与搜索词一起筛选"))
        values.pop("holder")
    for name in [name for name in BY_DATABASE if by_engine and values.get(name)]:
        wrong.append(
            WrongParameter(name, str(values.pop(name)), "不能与搜索词、钟点等一起筛选；请去掉一项")
        )
    ticket_filter = TicketFilter(
        **{name: values[name] for name in FILTERS if name in values},
        overdue_at=now if values.get("overdue") else None,
        soon_at=now if values.get("soon") else None,
    )
    limit = values.get("limit", TicketSearch.limit)
    return TicketSearch(ticket_filter, values.get("q", ""), figure, sort, after, limit), wrong


def _values(parameters: Parameters, city: CityPack) -> tuple[dict[str, Any], list[WrongParameter]]:
    values, wrong = {}, []
    for name in PARAMETERS:
        texts = list(parameters.get(name, ()))
        try:
            value = read_value(name, texts)
            value = in_city(name, value, city) if isinstance(value, str) else value
        except ValueError as error:
            wrong.append(WrongParameter(name, "、".join(_shown(texts)), str(error)))
        else:
            if value is not None:
                values[name] = value
    return values, wrong


def _shown(texts: Iterable[str]) -> list[str]:
    return [value.strip()[:40] for value in texts]


def _continues(sort: str, after: str, by_engine: bool) -> bool:
    """Whether this is a cursor of this order: the engine's own, or the key of a row, for the most
    urgent behind its due time.
    """
    try:
        if by_engine:
            return read_cursor(sort, after) is not None
        if not CURSORS[sort].fullmatch(after):
            return False
        return sort != "due" or bool(datetime.strptime(after[:14], "%Y%m%d%H%M%S"))
    except (WrongQuery, ValueError):
        return False
