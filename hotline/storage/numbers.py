"""Ticket numbers (流水号): YYMMDD, a serial of six digits or more, a check digit that catches
slips in dictation.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, update

from hotline.domain.models import DayCounter
from hotline.storage.sqlite_driver import run
from hotline.storage.upsert import insert_into

# Statements stand here ready-made: building one costs more than running it.
_DAYS: Any = DayCounter.__table__  # type: ignore[attr-defined]
_TAKE = (
    update(_DAYS)
    .where(_DAYS.c.day == bindparam("on"))
    .values(next=_DAYS.c.next + bindparam("count"))
    .returning(_DAYS.c.next)
)
_TAKE_IN_SQLITE = "UPDATE daycounter SET next = next + ? WHERE day = ? RETURNING next"
# Twice a digit, less 9 where that has two digits.
_DOUBLED = str.maketrans("0123456789", "0246813579")


def take_numbers(connection: Connection, day: date, count: int) -> list[str]:
    """`count` new numbers of a day.

    The day's counter row serialises those who ask at the same time.
    """
    after = _advanced(connection, day, count)
    if after is None:
        connection.execute(
            insert_into(connection, DayCounter, day=day, next=1).on_conflict_do_nothing()
        )
        after = _advanced(connection, day, count)
    assert after is not None
    return [ticket_no(day, serial) for serial in range(after - count, after)]


def _advanced(connection: Connection, day: date, count: int) -> int | None:
    """The day's next serial after these are taken; None on a day without a row."""
    if connection.dialect.name == "sqlite":
        rows = run(connection, _TAKE_IN_SQLITE, (count, day.isoformat()))
        return rows[0][0] if rows else None
    return connection.execute(_TAKE, {"on": day, "count": count}).scalar()


def ticket_no(day: date, serial: int) -> str:
    body = f"{day:%y%m%d}{serial:06d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Luhn's digit: finds every single wrong digit and nearly all swaps of neighbours."""
    return str(-sum(map(int, body[-2::-2] + body[::-1][::2].translate(_DOUBLED))) % 10)


def is_ticket_no(value: str) -> bool:
    return (
        len(value) >= 13
        and value.isascii()
        and value.isdigit()
        and check_digit(value[:-1]) == value[-1]
    )
