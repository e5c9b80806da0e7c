"""What accounts need of the city; nothing before one is loaded."""

from typing import Any

from sqlmodel import Session

from hotline.domain.errors import NoCity


def units_of_city(session: Session) -> Any:
    city = _city(session)
    return city.tables.units if city else ()


def home_names(session: Session) -> tuple[str, ...]:
    city = _city(session)
    return city.home_names if city else ()


def _city(session: Session) -> Any:
    from hotline.city.loading import current_city

    try:
        return current_city(session)
    except NoCity:
        return None
