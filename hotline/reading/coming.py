"""What the next days bring to the installation, by its own tickets and calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session

from analytics.coming.calendar import DayKind
from analytics.coming.history import History, history_of
from hotline.city.loading import current_city
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.times import city_now
from hotline.storage.reported_hours import count_reported_hours

# Older years tell little of the next days.
YEARS = timedelta(days=3 * 365)
_WORKED = "调休上班"


def kind_of(calendar: WorkCalendar) -> Callable[[date], DayKind]:
    """Days as a forecast tells them apart: festivals by name, from the city's own calendar."""

    def kind(day: date) -> DayKind:
        known = calendar.day(day)
        return DayKind(known.seconds > 0, known.note.removesuffix(_WORKED))

    return kind


def ticket_history(session: Session) -> tuple[History, Callable[[date], DayKind]]:
    """Up to yesterday, for today is not over. Raises TooShort."""
    now = city_now()
    counts = count_reported_hours(session, now - YEARS)
    past = {hour: n for hour, n in counts.items() if hour.date() < now.date()}
    return history_of(past), kind_of(current_city(session).calendar)
