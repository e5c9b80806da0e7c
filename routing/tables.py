"""The tables that routing reads: plain dataclasses, made by a city pack, a notebook or a test."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Area:
    """A district, a zone (development zone: a territory of its own), a street or a town.

    kind    district | zone | street | town
    parent  code of the district or zone of a street or town; "" for districts and zones
    residents  how many people live there, where the city knows
    """

    code: str
    name: str
    kind: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    residents: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: estate, road, school, market, river, metro station.

    streets  codes of the streets that it lies in; several for a road or river that crosses or
             borders streets
    kind     estate | road | school | hospital | market | river | metro | park | company | village |
             building | other
    """

    name: str
    kind: str
    streets: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that can receive tickets.

    kind    bureau (city bureau) | government (of a district or zone) | district_bureau | street |
            utility | specialist |
            village and section (of a street or town)
    area    code of the district, zone or street that it serves; "" for the whole city
    parent  code of its superior unit; "" at the top. Complaints about its staff go there
    name, aliases  what callers call it; used to recognise complaints about the unit itself
    """

    code: str
    name: str
    kind: str
    area: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the dispatch catalogue (派单目录): who leads on a category in an area.

    category   code of a category, or of a first-level category (two digits) for all below it
    area       code of a district, zone or street, or "*" for the whole city
    first      layer of routing: direct (specialist) | territory | fallback
    exclusive  learned evidence may not overrule it
    """

    category: str
    area: str
    unit: str
    co_units: tuple[str, ...] = ()
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    first: str = "territory"
    street_may_receive: bool = False
    exclusive: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category of the city: `code` has its parent's code as prefix (two digits a level).

    role    conduct (of units and their staff) | praise | "" for all others; each role has at most
            one category
    """

    code: str
    name: str
    parent: str = ""
    keywords: tuple[str, ...] = ()
    confidential: bool = False
    role: str = ""


@dataclass(frozen=True)
class RoutingTables:
    """Everything the router needs of one city."""

    areas: tuple[Area, ...]
    places: tuple[Place, ...]
    units: tuple[Unit, ...]
    duties: tuple[Duty, ...]
    categories: tuple[CategoryEntry, ...] = field(default_factory=tuple)

    def category_of(self, role: str) -> str:
        """Code of the category with this role; "" where the city names none."""
        return next((entry.code for entry in self.categories if entry.role == role), "")
