"""Ticket numbers (流水号): YYMMDD, a serial of six digits or more, a check digit that catches slips in dictation."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from hotline.domain.models import DayCounter, Ticket


def take_numbers(session: Session, day: date, count: int) -> list[str]:
    """`count` new numbers of a day; the day's counter row serialises those who ask at the same time."""
    statement = (
        update(DayCounter).where(DayCounter.day == day).values(next=DayCounter.next + count).returning(DayCounter.next)
    )
    after = session.execute(statement).scalar()
    if after is None:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(DayCounter).values(day=day, next=1).on_conflict_do_nothing())
        after = session.execute(statement).scalar_one()
    return [ticket_no(day, serial) for serial in range(after - count, after)]


def row_numbers(session: Session, numbers: Sequence[str]) -> dict[str, int]:
    """The row numbers (`Ticket.id`) of ticket numbers."""
    return dict(session.execute(select(Ticket.no, Ticket.id).where(col(Ticket.no).in_(numbers))).all())


def ticket_no(day: date, serial: int) -> str:
    body = f"{day:%y%m%d}{serial:06d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Luhn's digit: finds every single wrong digit and nearly all swaps of neighbours."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


def is_ticket_no(value: str) -> bool:
    return len(value) >= 13 and value.isascii() and value.isdigit() and check_digit(value[:-1]) == value[-1]
