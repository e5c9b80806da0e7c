"""Of what the tickets of a period are made: by category, unit, place, area, channel, type,
urgency, hour.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from analytics.asking import Answer, Chart, Part, counts, terms
from analytics.figures import Compared, Rate
from analytics.periods import Period
from analytics.search.base import Query, WrongQuery

# Fields with one value a ticket, so that rows and rest add up to the total; `unit` is the one that
# leads.
BY = (
    "category",
    "category1",
    "unit",
    "district",
    "street",
    "place",
    "channel",
    "request_type",
    "urgency",
    "hour",
)
LEAST_RISE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One key with its count now and in the period before.

    Key "" has no value, None is the rest.
    """

    key: str | int | None
    counted: Compared
    share: Rate

    @property
    def n(self) -> int:
        return self.counted.n

    @property
    def rise(self) -> float:
        """How unusual the rise is: in standard deviations of what came before, if reports come
        by chance.
        """
        before = self.counted.before or 0
        return (self.n - before) / sqrt(max(before, 1))


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All rows, most first; `rest` holds what lies beyond the most keys that are asked for."""

    by: str
    rows: Sequence[Row]
    rest: Row
    total: Compared

    def top(self, limit: int) -> Sequence[Row]:
        """The first `limit` rows and, where something is left, one row for it: they add up to
        the total.
        """
        rest = [
            *self.rows[limit:],
            *([self.rest] if self.rest.n or self.rest.counted.before else []),
        ]
        return [*self.rows[:limit], *([_sum(rest, self.total.n)] if rest else [])]

    def rising(self, limit: int) -> Sequence[Row]:
        """What rose most unusually, at least LEAST_RISE more than before."""
        risen = [
            row
            for row in self.rows
            if row.key != "" and (row.counted.difference or 0) >= LEAST_RISE
        ]
        return sorted(risen, key=lambda row: row.rise, reverse=True)[:limit]


def breakdown(query: Query, period: Period, by: str) -> Chart[Breakdown]:
    if by not in BY:
        raise WrongQuery(f"不能按“{by[:40]}”分组；可用：{'、'.join(BY)}")
    keys = terms(by) if by == "hour" else terms(by, missing="")
    parts = [Part(span.of(query), {"keys": keys}) for span in (period, period.before)]

    def read(answers: Sequence[Answer]) -> Breakdown:
        now, before = (counts(answer["keys"]) for answer in answers)
        unlisted = [int(answer["keys"]["sum_other_doc_count"]) for answer in answers]
        total = Compared(answers[0]["n"], answers[1]["n"])
        listed = {**now, **dict.fromkeys(before.keys() - now.keys(), 0)}
        rows = [
            _row(key, n, before.get(key, None if unlisted[1] else 0), total.n)
            for key, n in listed.items()
        ]
        rows.sort(key=lambda row: (-row.n, -(row.counted.before or 0), str(row.key)))
        return Breakdown(by, rows, _row(None, unlisted[0], unlisted[1], total.n), total)

    return Chart(parts, read)


def count_in(query: Query, period: Period, statuses: Collection[str]) -> Chart[int]:
    """How many tickets of the period stand in one of these statuses now."""
    inside = replace(query, filters={**query.filters, "status": tuple(sorted(statuses))})
    return Chart([Part(period.of(inside), {})], lambda answers: int(answers[0]["n"]))


def _row(key: str | int | None, n: int, before: int | None, total: int) -> Row:
    return Row(key, Compared(n, before), Rate(n, total))


def _sum(rows: Sequence[Row], total: int) -> Row:
    before = [row.counted.before for row in rows]
    known = sum(count for count in before if count is not None)
    return _row(None, sum(row.n for row in rows), known, total)
