"""Serial numbers of papers: by kind and year, without gaps, because a number is taken in the
transaction that uses it.
"""

from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session

from hotline.domain.models import YearCounter
from hotline.storage.upsert import insert_into

_YEARS: Any = YearCounter.__table__  # type: ignore[attr-defined]
_TAKE = (
    update(_YEARS)
    .where(_YEARS.c.kind == bindparam("of_kind"), _YEARS.c.year == bindparam("in_year"))
    .values(next=_YEARS.c.next + 1)
    .returning(_YEARS.c.next)
)


def take_serial(session: Session, kind: str, year: int) -> int:
    """The next number; who asks at the same time waits until this transaction has ended."""
    connection, counter = session.connection(), {"of_kind": kind, "in_year": year}
    after = connection.execute(_TAKE, counter).scalar()
    if after is None:
        connection.execute(
            insert_into(
                connection, YearCounter, kind=kind, year=year, next=1
            ).on_conflict_do_nothing()
        )
        after = connection.execute(_TAKE, counter).scalar_one()
    return int(after) - 1
