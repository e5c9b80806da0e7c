"""What is found while somebody types: units by their names, phrases by a slash."""

from collections.abc import Iterable
from typing import Any

from litestar import get

from hotline.city.initials import initials_of
from hotline.city.phrases import Phrase
from hotline.web.dependencies import AtDesk
from hotline.web.guards import signed_in
from hotline.web.pages.threads import in_thread


@get("/unit-names", guards=[signed_in])
@in_thread
def send_unit_names(desk: AtDesk) -> list[dict[str, Any]]:
    """Each unit with its code, its names, the official one first, and the initials of each."""
    return [
        {
            "code": unit.code,
            "names": (names := [unit.name, *unit.aliases]),
            "initials": [initials_of(name) for name in names],
        }
        for unit in desk.city.tables.units
    ]


@get("/phrases", guards=[signed_in])
@in_thread
def send_phrases(desk: AtDesk) -> list[dict[str, Any]]:
    """The phrases of the city, each with its name, the initials of that, and its text."""
    return phrases_of(desk.city.phrases)


def phrases_of(phrases: Iterable[Phrase]) -> list[dict[str, str]]:
    """`name`, its `initials` and `text` of each; of two with one name the first."""
    named: dict[str, dict[str, str]] = {}
    for phrase in phrases:
        row = {"name": phrase.name, "initials": initials_of(phrase.name), "text": phrase.text}
        named.setdefault(phrase.name, row)
    return list(named.values())
