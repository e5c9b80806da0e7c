"""Neighbouring mentions that make one address, with the role that they play in the text."""

import re
from typing import NamedTuple

from routing.clues import Role, role
from routing.location import Mention, Spot, districts_of, narrow
from routing.names import AREAS, DISTRICTS

MOST = 48
_LINK = re.compile(
    r"[的\s·/—-]?|[（(]|[^，。、；！？,;!?\n反映投诉与和跟及同到从住在离距向去至]{0,6}"
)
_JOINT = re.compile(r"(?:和|与|跟|及|、|至|到|同|—|-|以及){1,2}")


class Chain(NamedTuple):
    """One address in a text: from district to place as far as it is written."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    spots: tuple[Spot, ...]
    role: Role = Role.NEUTRAL

    @property
    def precise(self) -> bool:
        """It names more than a district."""
        return any(mention.kind not in DISTRICTS for mention in self.mentions)

    @property
    def likeness(self) -> float:
        return min(mention.likeness for mention in self.mentions)

    @property
    def named_districts(self) -> bool:
        return any(mention.kind in AREAS for mention in self.mentions)

    def with_role(self, role: Role) -> "Chain":
        return self._replace(role=role)


def chains(text: str, mentions: list[Mention], *, address: bool = False) -> list[Chain]:
    """Addresses in the order of the text; in an address field every one has the role ADDRESS."""
    linked = _linked(text, mentions[:MOST])
    if address:
        return _joined(text, [chain.with_role(Role.ADDRESS) for chain in linked])
    placed, floor = [], 0
    for chain in linked:
        area = all(mention.kind in AREAS for mention in chain.mentions)
        placed.append(chain.with_role(role(text, chain.start, chain.end, floor, area=area)))
        floor = chain.end
    return _joined(text, placed)


def _linked(text: str, mentions: list[Mention]) -> list[Chain]:
    done: list[Chain] = []
    for mention in mentions:
        chain = Chain(mention.start, mention.end, (mention,), mention.spots)
        longer = _extended(text, done[-1], chain) if done else None
        if longer:
            done[-1] = longer
        else:
            done.append(chain)
    return done


def _extended(text: str, first: Chain, second: Chain) -> Chain | None:
    if not _LINK.fullmatch(text, first.end, second.start):
        return None
    spots = narrow(first.spots, second.spots)
    if not spots:
        return None
    return Chain(first.start, second.end, first.mentions + second.mentions, spots)


def _joined(text: str, parts: list[Chain]) -> list[Chain]:
    """A与B路口, 东湖区和云山区: one chain where the two agree.

    The two crossing roads must share a street.
    """
    done: list[Chain] = []
    for chain in parts:
        if done and _JOINT.fullmatch(text, done[-1].end, chain.start) and chain.role != Role.HOME:
            done[-1] = _both(done[-1], chain)
        else:
            done.append(chain)
    return done


def _both(first: Chain, second: Chain) -> Chain:
    best = max(first.role, second.role)
    common = _common(first.spots, second.spots)
    if not common:
        common = first.spots + second.spots
    return Chain(first.start, second.end, first.mentions + second.mentions, common, best)


def _common(first: tuple[Spot, ...], second: tuple[Spot, ...]) -> tuple[Spot, ...]:
    positions = {(spot.district, spot.street) for spot in second}
    shared = tuple(spot for spot in first if (spot.district, spot.street) in positions)
    if shared:
        return shared
    districts = set(districts_of(first)) & set(districts_of(second))
    return tuple(spot for spot in first + second if spot.district in districts)
