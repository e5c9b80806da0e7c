"""How many tickets were reported in each hour, counted by the database from an index alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column
from sqlmodel import Session, col, select

from hotline.domain.models import Ticket


def count_reported_hours(
    session: Session, since: datetime, *conditions: ColumnElement[bool]
) -> dict[datetime, int]:
    """Beginning of the hour -> tickets; without `conditions` merged and confidential ones too, for
    all of them called.

    A year of 25 million tickets is a scan of its index: for a command or the worker, no page.
    """
    reported: Any = col(Ticket.reported_at)
    if session.get_bind().dialect.name == "sqlite":
        hour = func.strftime(literal_column("'%Y-%m-%d %H:00:00'"), reported)
    else:
        hour = func.to_char(reported, literal_column("'YYYY-MM-DD HH24:00:00'"))
    query: Any = select(hour, func.count()).where(reported >= since, *conditions).group_by(hour)
    return {datetime.fromisoformat(text): n for text, n in session.execute(query)}
