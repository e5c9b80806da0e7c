"""What the router answers."""

from dataclasses import dataclass

from routing.location import Location


@dataclass(frozen=True, slots=True)
class Decision:
    """Which unit leads, and everything that a dispatcher needs to agree or not.

    unit          code, "" when nobody can be named
    confidence    probability that `unit` is right, 0 to 1
    needs_review  a dispatcher decides; `alternatives` holds the next best (unit, confidence)
    basis         the legal basis of the duty that decided, "" without one
    layer         direct | territory | fallback | learned | superior | none
    secrecy       a complaint about a unit or its staff: only the persons named may read it
    accused       the units complained about and those below them: none of them may ever receive it
    suspects      the units of which the text may complain, and those below them, where one of them
                  would lead: none is a candidate before a person has said that it does not
    all_suspects  the same, whoever would lead
    mentioned     units that the text names, not surely without harm: a person looks before one of
                  them, or a unit below it, receives it
    names_unknown the caller wrote whom they accuse, and that is no unit of the city
    """

    unit: str
    unit_name: str
    co_units: tuple[str, ...]
    confidence: float
    needs_review: bool
    basis: str
    reasons: tuple[str, ...]
    alternatives: tuple[tuple[str, float], ...]
    category: str
    location: Location
    layer: str
    secrecy: bool = False
    accused: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    all_suspects: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    names_unknown: bool = False
