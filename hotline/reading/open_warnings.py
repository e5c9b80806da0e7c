"""Early warnings for a page: what a person may read of what was raised.

How to read them: `open_warnings(session, actor)` gives the warnings whose life goes on, the most
serious first, as `OpenWarning`; a leader, supervisor or dispatcher reads all that rest on a ticket
that they may see, a clerk those assigned to their units. `count_open` of `hotline.storage.warnings`
counts them. Each has its page at `/warnings/{id}`. Codes (category, area, unit) are those of the
pack; kinds, grades and states are the words of `hotline.domain.warnings`, their Chinese names stand
in `hotline.web.warning_labels`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from hotline.domain.models import RaisedWarning
from hotline.domain.roles import Actor
from hotline.storage.warnings import most_serious, numbers_by_warning


@dataclass(frozen=True)
class OpenWarning:
    """What stands in a line about a warning.

    n, expected   what was counted, and what was to be expected (0.0 where nothing was)
    why           reasons in Chinese
    receivers     roles of the centre that were told; `unit`: to whom it is assigned, "" before
    tickets       numbers of its tickets that the reader may see, the newest first
    issue_id      the issue that it is about: its page is `/hotspots/{issue_id}`
    """

    id: int
    kind: str
    grade: str
    category: str
    area: str
    place: str
    danger: str
    n: int
    expected: float
    why: tuple[str, ...]
    raised_at: datetime
    state: str
    verdict: str
    unit: str
    receivers: tuple[str, ...]
    tickets: tuple[str, ...]
    issue_id: int | None
    version: int


def open_warnings(session: Session, actor: Actor, *, limit: int = 20) -> list[OpenWarning]:
    """Red before yellow before blue, then the newest first. Two statements, however many."""
    return as_read(session, actor, most_serious(session, actor, limit=limit))


def as_read(session: Session, actor: Actor, rows: Sequence[RaisedWarning]) -> list[OpenWarning]:
    """Rows that the actor may read, with the numbers of their tickets."""
    numbers = numbers_by_warning(session, actor, [row.row_id for row in rows])
    return [_read(row, numbers[row.row_id]) for row in rows]


def _read(row: RaisedWarning, numbers: Sequence[str]) -> OpenWarning:
    return OpenWarning(
        id=row.row_id,
        kind=str(row.kind),
        grade=str(row.grade),
        category=row.category,
        area=row.area,
        place=row.place,
        danger=row.danger,
        n=row.n,
        expected=row.expected,
        why=tuple(row.why),
        raised_at=row.raised_at,
        state=str(row.state),
        verdict=row.verdict,
        unit=row.unit,
        receivers=tuple(row.receivers),
        tickets=tuple(numbers),
        issue_id=row.issue_id,
        version=row.version,
    )
