"""Weigh the addresses of one text against each other and conclude where the matter happens."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from routing.chains import Chain
from routing.clues import ACROSS, AT_HOME, CONFIDENCE, Role
from routing.location import NOWHERE, Location, Spot, districts_of, narrow, streets_of

_CHOSEN_AT_INTAKE = 0.9
_DISAGREES_WITH_INTAKE = 0.6
_RIVAL = 0.75
_BY_OTHER_PLACE = 0.85
_BY_HOME = 0.65
_HOME_IN_WORDS = 0.9


class Whereabouts:
    """Concludes with the names of the areas at hand, for the sentence that explains it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def settle(self, chains: Sequence[Chain], text: str, district: str = "") -> Location:
        """The best-supported address; `district` is the code chosen at intake or ""."""
        main = max(chains, key=_rank, default=None)
        if main is None or (
            district and main.role < Role.NEUTRAL and district not in districts_of(main.spots)
        ):
            return self._chosen(district)
        if _lies_across(main, text):
            return self._across(main)
        others = [chain for chain in chains if chain is not main]
        spots, factor, how = self._resolved(main, others, district)
        if len(districts_of(spots)) > 1:
            return self._open(main, spots, factor)
        spots = _refined(spots, others)
        confidence = _confidence(main, text) * factor * _rivalry(main, others)
        return self._known(main, spots, min(confidence, 0.99), how)

    def _chosen(self, district: str) -> Location:
        if not district:
            return NOWHERE
        how = f"登记时选择了{self._name(district)}"
        return Location(
            district, candidates=(Spot(district),), how=how, confidence=_CHOSEN_AT_INTAKE
        )

    def _across(self, main: Chain) -> Location:
        codes = districts_of(main.spots)
        names = "、".join(self._name(code) for code in codes)
        how = f"“{_written(main)}”涉及{names}，属跨区事项"
        return Location(
            candidates=main.spots,
            how=how,
            confidence=CONFIDENCE[main.role],
            text_found=_written(main),
            spans=codes,
        )

    def _resolved(
        self, main: Chain, others: Sequence[Chain], district: str
    ) -> tuple[tuple[Spot, ...], float, str]:
        """The spots that stay when everything else in the report is weighed, the factor for
        that, and the words.
        """
        if district:
            fitting = narrow((Spot(district),), main.spots)
            if fitting:
                return fitting, 1.0, "，与登记的区县一致"
            return (
                main.spots,
                _DISAGREES_WITH_INTAKE,
                f"，与登记的{self._name(district)}不一致，请核实",
            )
        if len(districts_of(main.spots)) == 1:
            return main.spots, 1.0, ""
        for other in sorted(others, key=_rank, reverse=True):
            fitting = tuple(
                spot for spot in main.spots if spot.district in districts_of(other.spots)
            )
            if fitting and len(districts_of(fitting)) < len(districts_of(main.spots)):
                factor = (
                    _BY_HOME
                    if other.role <= Role.HOME
                    else 1.0
                    if other.named_districts
                    else _BY_OTHER_PLACE
                )
                return fitting, factor, f"，由“{_written(other)}”推断"
        return main.spots, 1.0, ""

    def _open(self, main: Chain, spots: tuple[Spot, ...], factor: float) -> Location:
        codes = districts_of(spots)
        names = "、".join(self._name(code) for code in codes)
        how = f"“{_written(main)}”在{names}都有，请确认区县"
        confidence = CONFIDENCE[main.role] * factor * main.likeness / len(codes)
        return Location(
            candidates=spots,
            ambiguous=True,
            how=how,
            confidence=confidence,
            text_found=_written(main),
        )

    def _known(self, main: Chain, spots: tuple[Spot, ...], confidence: float, how: str) -> Location:
        district, streets = spots[0].district, streets_of(spots)
        street = streets[0] if len(streets) == 1 else ""
        place = next((spot.place for spot in spots if spot.place), "")
        where = self._name(street) if street else self._name(district)
        return Location(
            district=district,
            street=street,
            place=place,
            candidates=spots,
            how=f"{_source(main)}，在{where}{how}",
            confidence=confidence,
            text_found=_written(main),
        )

    def _name(self, code: str) -> str:
        return self._names.get(code, code)


def _rank(chain: Chain) -> tuple[int, bool, int]:
    return (chain.role, chain.precise, -chain.start)


def _lies_across(main: Chain, text: str) -> bool:
    """Districts named side by side, or one long place of which the text says that all of it is
    meant.
    """
    if len(districts_of(main.spots)) < 2:
        return False
    names = {mention.name for mention in main.mentions}
    return len(names) > 1 or bool(ACROSS.search(text))


def _refined(spots: tuple[Spot, ...], others: Sequence[Chain]) -> tuple[Spot, ...]:
    """A district, or a road through several streets, takes place and street from another place
    that lies in or on it.
    """
    for other in sorted(others, key=_rank, reverse=True):
        if len(streets_of(spots)) == 1:
            break
        finer = narrow(spots, other.spots) if other.role >= Role.NEUTRAL and other.precise else ()
        if finer and (len(streets_of(finer)) == 1 or not any(spot.place for spot in spots)):
            spots = finer
    return spots


def _confidence(main: Chain, text: str) -> float:
    base = CONFIDENCE[main.role]
    if main.role == Role.HOME and AT_HOME.search(text):
        base = _HOME_IN_WORDS
    return base * main.likeness


def _rivalry(main: Chain, others: Sequence[Chain]) -> float:
    """Lower when an equally likely scene lies in another district.

    Between work and home only the matter could tell.
    """
    mine = set(districts_of(main.spots))
    least = Role.HOME if main.role == Role.WORK else max(Role.NEUTRAL, main.role - 1)
    rivals = (chain for chain in others if chain.role >= least)
    return _RIVAL if any(mine.isdisjoint(districts_of(chain.spots)) for chain in rivals) else 1.0


def _source(main: Chain) -> str:
    written, name = _written(main), main.mentions[-1].name
    if main.likeness < 1:
        return f"“{written}”应为“{name}”"
    if main.role == Role.ADDRESS:
        return f"地址写明“{written}”"
    if main.role == Role.HOME:
        return f"诉求人住“{written}”，未提到其他地点"
    return f"正文提到“{written}”"


def _written(chain: Chain) -> str:
    """The names as written, without what stands between them."""
    parts = [chain.mentions[0].surface]
    for before, mention in pairwise(chain.mentions):
        parts += ["、" if mention.start > before.end else "", mention.surface]
    return "".join(parts)
