"""What grouping knows of one report: no name, no number of a person."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it is compared.

    caller    any key of the person (a keyed hash), "" for unknown
    area      district or street where the city knows it, "" to read it from the text
    spot      degrees east and north of the place, None where nobody knows them
    category, unit, state   as their reader calls them, "" for unknown
    """

    id: str
    at: datetime
    title: str
    text: str
    caller: str = ""
    votes: int = 0
    area: str = ""
    place: str = ""
    category: str = ""
    unit: str = ""
    state: str = ""
    spot: tuple[float, float] | None = None
