"""Where a matter happens: what the gazetteer finds in a text and what it concludes from it."""

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """One possible position: codes of district and street ("" when only the district is known),
    name of the place.
    """

    district: str
    street: str = ""
    place: str = ""


class Mention(NamedTuple):
    """A known name in a text: `surface` is text[start:end]; `likeness` is below 1 for a
    misspelling of `name`.
    """

    start: int
    end: int
    surface: str
    name: str
    kind: str
    spots: tuple[Spot, ...]
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Location:
    """The conclusion, with codes in `district` and `street` ("" when unknown).

    candidates  every position that the text leaves open
    ambiguous   the district is open between the candidates: ask for it
    spans       codes of the districts, when the matter itself lies across several
    how         one short Chinese sentence for the person on the phone
    confidence  probability that the district is right, 0 to 1
    text_found  the words of the text that were used
    """

    district: str = ""
    street: str = ""
    place: str = ""
    candidates: tuple[Spot, ...] = ()
    ambiguous: bool = False
    how: str = ""
    confidence: float = 0.0
    text_found: str = ""
    spans: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.district)


NOWHERE = Location(how="未提到已知地点")


def narrow(first: tuple[Spot, ...], second: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The spots on which two mentions of one address agree, each as fine as both together.

    Empty when they contradict.
    """
    agreed = (_agreed(spot, other) for other in second for spot in first)
    fitting = tuple(dict.fromkeys(spot for spot in agreed if spot))
    fine = tuple(spot for spot in fitting if spot.street)
    return fine or fitting


def _agreed(spot: Spot, other: Spot) -> Spot | None:
    if spot.district != other.district or (
        spot.street and other.street and spot.street != other.street
    ):
        return None
    return Spot(spot.district, spot.street or other.street, other.place or spot.place)


def districts_of(spots: tuple[Spot, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spot.district for spot in spots))


def streets_of(spots: tuple[Spot, ...]) -> tuple[str, ...]:
    """Codes of the streets; empty when one of the spots is a whole district."""
    streets = tuple(dict.fromkeys(spot.street for spot in spots))
    return () if "" in streets else streets
