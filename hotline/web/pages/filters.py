"""The filters of the ticket list, as they stand in its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from analytics.search.base import Query
from hotline.domain.time.times import parse_time
from hotline.domain.vocabulary import CHANNELS, REQUEST_TYPES, URGENCIES
from hotline.storage.tickets import TicketFilter
from hotline.web.labels import STATUS

CHOICES: Mapping[str, Mapping[str, str]] = {
    "status": STATUS,
    "request_type": REQUEST_TYPES,
    "urgency": URGENCIES,
    "channel": CHANNELS,
}
CODES = ("unit", "category", "district", "street")
NAMES = ("q", *CHOICES, *CODES, "since", "until", "overdue", "after")
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class TicketListFilter:
    """The address read: `values` as they were typed, `fault` says which one was left aside and
    why.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    filter: TicketFilter = field(default_factory=TicketFilter)
    q: str = ""
    after: str = ""
    fault: str = ""

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def address(self, **changes: str) -> str:
        """The list with other values; the place in the list starts anew unless it is given."""
        values = {**self.values, "after": "", **changes}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/tickets?{query}" if query else "/tickets"

    def query(self, limit: int) -> Query:
        """The same for the search engine."""
        wanted = self.filter
        filters = {
            name: (getattr(wanted, name),)
            for name in ("district", "street", "channel", "request_type", "urgency")
            if getattr(wanted, name)
        }
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
            after=self.after or None,
            limit=limit,
        )


def read_wanted(params: Mapping[str, str], now: datetime) -> TicketListFilter:
    """What the address asks for; a wrong value is left aside and named, so that an old link
    still shows a list.
    """
    values = {name: params.get(name, "").strip()[:LONGEST_SEARCH] for name in NAMES}
    faults = [
        value
        for name, value in values.items()
        if value and value not in CHOICES.get(name, (value,))
    ]
    times = {}
    for name in ("since", "until"):
        try:
            times[name] = parse_time(values[name]) if values[name] else None
        except ValueError as error:
            times[name] = None
            faults.append(str(error))
    chosen = {name: values[name] for name in CHOICES if values[name] in CHOICES[name]}
    status = (chosen.pop("status"),) if chosen.get("status") else ()
    wanted = TicketFilter(
        status=status,
        since=times["since"],
        until=_day_after(times["until"]),
        overdue_at=now if values["overdue"] else None,
        **chosen,
        **{name: values[name][:20] for name in CODES},
    )
    fault = f"以下筛选条件无法识别，已忽略：{'；'.join(faults)}" if faults else ""
    return TicketListFilter(values, wanted, values["q"], values["after"], fault)


def _day_after(until: datetime | None) -> datetime | None:
    """A date that is typed as the end is meant with its whole day."""
    if until and until.time() == datetime.min.time():
        return until + timedelta(days=1)
    return until
