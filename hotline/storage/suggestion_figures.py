"""What became of suggestions: counted in the database over a range of the date index."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, true
from sqlmodel import Session, col, select

from hotline.domain.models import SuggestionRecord, Ticket

KEYS = ("category", "unit")


@dataclass(frozen=True)
class SuggestionFigures:
    """Suggestions of one week, category or unit.

    taken, changed            what people decided on the suggested category; unit_*: on the
                              suggested unit
    automatic                 sent without a person; returned: sent back by a unit at some time
                              afterwards
    """

    key: str
    n: int = 0
    taken: int = 0
    changed: int = 0
    unit_taken: int = 0
    unit_changed: int = 0
    automatic: int = 0
    automatic_returned: int = 0
    returned: int = 0

    @property
    def right(self) -> float | None:
        """Share of the suggested categories that people took; None while nobody decided on any."""
        return _share(self.taken, self.taken + self.changed)

    @property
    def unit_right(self) -> float | None:
        return _share(self.unit_taken, self.unit_taken + self.unit_changed)

    @property
    def automatic_share(self) -> float | None:
        return _share(self.automatic, self.n)

    @property
    def automatic_stood(self) -> float | None:
        return _share(self.automatic - self.automatic_returned, self.automatic)

    @property
    def returned_share(self) -> float | None:
        return _share(self.returned, self.n)

    def document(self) -> dict[str, Any]:
        shares = ("right", "unit_right", "automatic_share", "automatic_stood", "returned_share")
        return asdict(self) | {name: getattr(self, name) for name in shares}


def by_key(
    session: Session, key: str, since: datetime, until: datetime, *, limit: int = 200
) -> list[SuggestionFigures]:
    """By suggested `category` or `unit`, most suggestions first; "" is where nothing was
    suggested.
    """
    if key not in KEYS:
        raise ValueError(f"cannot count by {key!r}")
    column = getattr(SuggestionRecord, key)
    query = _counted(column, since, until).order_by(func.count().desc(), column).limit(limit)
    return [SuggestionFigures(*row) for row in session.exec(query)]


def by_week(session: Session, since: datetime, until: datetime) -> list[SuggestionFigures]:
    """Weeks begin on Monday; the key is its date. Oldest first."""
    weeks: dict[str, list[SuggestionFigures]] = {}
    for row in session.exec(_counted(func.date(SuggestionRecord.at), since, until)):
        day = date.fromisoformat(str(row[0]))
        monday = day - timedelta(days=day.weekday())
        weeks.setdefault(monday.isoformat(), []).append(SuggestionFigures(*row))
    return [_sum(week, weeks[week]) for week in sorted(weeks)]


def in_all(weeks: Iterable[SuggestionFigures]) -> SuggestionFigures:
    return _sum("", weeks)


def _sum(key: str, rows: Iterable[SuggestionFigures]) -> SuggestionFigures:
    rows, names = list(rows), [field.name for field in fields(SuggestionFigures)][1:]
    return SuggestionFigures(
        key, **{name: sum(getattr(row, name) for row in rows) for name in names}
    )


def _counted(key: Any, since: datetime, until: datetime) -> Any:
    record = SuggestionRecord
    decided, sent = col(record.decided_by) != "", col(record.automatic).is_(True)
    # What the front desk answered went to no unit: it says nothing about the suggested one.
    named = and_(decided, col(record.category) != "")
    led = and_(decided, col(record.unit) != "", col(record.final_unit) != "")
    back = col(Ticket.returns) > 0
    return (
        select(  # type: ignore[call-overload]
            key,
            func.count(),
            _count(named, col(record.final_category) == record.category),
            _count(named, col(record.final_category) != record.category),
            _count(led, col(record.final_unit) == record.unit),
            _count(led, col(record.final_unit) != record.unit),
            _count(sent),
            _count(sent, back),
            _count(back),
        )
        .join(Ticket, col(Ticket.id) == col(record.ticket_id))
        .where(record.at >= since, record.at < until)
        .group_by(key)
    )


def _count(*conditions: ColumnElement[bool]) -> Any:
    return func.sum(case((and_(true(), *conditions), 1), else_=0))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
