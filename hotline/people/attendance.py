"""Units in which nobody can sign a ticket: without an open account, of their own or above them."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from hotline.city.pack import CityPack
from hotline.domain.models import Staff
from hotline.domain.roles import Role


def unattended(session: Session, units: Iterable[str], city: CityPack) -> list[str]:
    """Which of these codes; a clerk also acts for the units below their own."""
    lines = {unit: _line(unit, city) for unit in units if unit}
    codes = {code for line in lines.values() for code in line}
    query = select(Staff.unit).where(
        Staff.role == Role.CLERK, col(Staff.active).is_(True), col(Staff.unit).in_(codes)
    )
    attended = set(session.exec(query.distinct())) if codes else set()
    return [unit for unit, line in lines.items() if attended.isdisjoint(line)]


def _line(unit: str, city: CityPack) -> list[str]:
    """The unit and those above it, but for the city's own office, which signs for nobody."""
    line: list[str] = []
    while unit in city.units and unit not in line and (not line or city.units[unit].parent):
        line.append(unit)
        unit = city.units[unit].parent
    return line
