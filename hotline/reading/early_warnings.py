"""Early warnings of the installation's own tickets."""

from datetime import date

from sqlmodel import Session

from analytics.alarms.raising import early_warnings
from analytics.alarms.rhythm import KindOfDay
from analytics.alarms.warning import EarlyWarning, Event
from analytics.alarms.words import limits
from hotline.city.loading import current_city
from hotline.city.pack import CityPack
from hotline.domain.statuses import OPEN
from hotline.domain.time.calendar import WorkCalendar
from hotline.domain.time.times import city_now
from hotline.storage.issue_reports import IssueTicket, issue_tickets

_HOLIDAY, _SHIFTED = 7, 8


def kind_of_day(calendar: WorkCalendar) -> KindOfDay:
    """Weekdays are alike, holidays on a weekday are, and weekend days that are worked."""

    def kind(day: date) -> int:
        is_working = calendar.is_working(day)
        if day.weekday() < 5:
            return day.weekday() if is_working else _HOLIDAY
        return _SHIFTED if is_working else day.weekday()

    return kind


def ticket_warnings(session: Session) -> list[EarlyWarning]:
    """In the order of raising; places are the finest that the city knows of each ticket."""
    city, now = current_city(session), city_now()
    tickets = issue_tickets(session)
    raised = early_warnings(
        [_event(ticket, city) for ticket in tickets],
        kind_of_day=kind_of_day(city.calendar),
        sensitive_words=city.sensitive_words,
    )
    open_now = [_event(ticket, city) for ticket in tickets if ticket.status in OPEN]
    return raised + list(limits(open_now, now))


def _event(ticket: IssueTicket, city: CityPack) -> Event:
    category, unit = city.categories.get(ticket.category), city.units.get(ticket.unit)
    area = city.areas.get(ticket.street or ticket.district)
    return Event(
        id=ticket.no,
        at=ticket.reported_at,
        category=category.name if category else ticket.category,
        place=ticket.place or (area.name if area else ""),
        caller=str(ticket.caller_id or ""),
        text=f"{ticket.title}\n{ticket.content}",
        unit=unit.name if unit else ticket.unit,
        closed=ticket.closed_at,
        due=ticket.due_at,
    )
