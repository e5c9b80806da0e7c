"""What past tickets at this place and of this kind teach about who handles them."""

import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_BITS = 509
_PER_PLACE = 64
_PER_KIND = 48
_PRIOR = 4.0
_SAME_STREET = 0.3
_LIKE_ENOUGH = 0.35
_HALF_LIFE_DAYS = 540.0
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PastCase:
    """A dispatch that stood: `tokens` of its text (or the text itself), its place and who
    handled it.
    """

    category: str
    place: str
    street: str
    unit: str
    on: date
    tokens: tuple[str, ...] = ()
    text: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit with its weight (0 to 1, all units together below 1), how many cases speak for it,
    and some of them.
    """

    unit: str
    weight: float
    count: int
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    unit: str
    category: str
    day: int
    signature: int
    ref: str
    keys: tuple[tuple[str, str], ...]


class SimilarCases:
    """Bounded memory of past cases: the newest of each place and street, `most` in all."""

    def __init__(self, cases: Iterable[PastCase] = (), *, most: int = 200_000) -> None:
        self._most = most
        self._order: OrderedDict[_Kept, None] = OrderedDict()
        self._by_key: dict[tuple[str, str], list[_Kept]] = {}
        self._by_ref: dict[str, _Kept] = {}
        for case in cases:
            self.add(case)

    def __len__(self) -> int:
        return len(self._order)

    def add(self, case: PastCase) -> None:
        """Remember a case; beyond the bound the oldest is forgotten."""
        keys = tuple(_keys(case.category, case.place, case.street))
        signature = _signature(case.tokens, case.text)
        kept = _Kept(case.unit, case.category, case.on.toordinal(), signature, case.ref, keys)
        self._order[kept] = None
        if case.ref:
            self._by_ref[case.ref] = kept
        for key in keys:
            known = self._by_key.setdefault(key, [])
            known.append(kept)
            if len(known) > (_PER_KIND if key[1] else _PER_PLACE):
                del known[0]
        if len(self._order) > self._most:
            self._forget(self._order.popitem(last=False)[0])

    def discard(self, ref: str) -> None:
        """Forget the newest case of this `ref`, if there is one: its dispatch did not stand."""
        kept = self._by_ref.get(ref)
        if kept is not None:
            del self._order[kept]
            self._forget(kept)

    def evidence(
        self,
        text: str = "",
        *,
        category: str,
        place: str = "",
        street: str = "",
        on: date,
        tokens: Sequence[str] = (),
    ) -> list[Evidence]:
        """Units by weight: cases of this kind here, in this street, and cases of any kind here
        that read alike.

        weight = s / (s of all units + 4), where a case of this kind at this place counts 1, in this
        street 0.3, another kind at this place its likeness; each halves in 540 days.
        """
        scores: dict[str, float] = {}
        cases_by_unit: dict[str, dict[int, str]] = {}
        for kept, worth in self._speaking(text, tokens, category, place, street):
            aged = worth * 0.5 ** (max(0, on.toordinal() - kept.day) / _HALF_LIFE_DAYS)
            scores[kept.unit] = scores.get(kept.unit, 0.0) + aged
            cases_by_unit.setdefault(kept.unit, {})[id(kept)] = kept.ref
        total = sum(scores.values()) + _PRIOR
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [
            Evidence(unit, score / total, len(cases_by_unit[unit]), _shown(cases_by_unit[unit]))
            for unit, score in ranked
        ]

    def _speaking(
        self, text: str, tokens: Sequence[str], category: str, place: str, street: str
    ) -> Iterator[tuple[_Kept, float]]:
        here = self._by_key.get((_place_key(place, street), category), ()) if place else ()
        for kept in reversed(here):
            yield kept, 1.0
        known = {id(kept) for kept in here}
        for kept in reversed(self._by_key.get((street, category), ())) if street else ():
            if id(kept) not in known:
                yield kept, _SAME_STREET
        others = self._by_key.get((_place_key(place, street), ""), ()) if place else ()
        signature = _signature(tuple(tokens), text) if others else 0
        for kept in reversed(others):
            likeness = _likeness(signature, kept.signature)
            if kept.category != category and likeness >= _LIKE_ENOUGH:
                yield kept, likeness

    def _forget(self, kept: _Kept) -> None:
        if self._by_ref.get(kept.ref) is kept:
            del self._by_ref[kept.ref]
        for key in kept.keys:
            known = self._by_key.get(key, [])
            if kept in known:
                known.remove(kept)
                if not known:
                    del self._by_key[key]


def _keys(category: str, place: str, street: str) -> Iterator[tuple[str, str]]:
    if place:
        yield _place_key(place, street), category
        yield _place_key(place, street), ""
    if street:
        yield street, category


def _place_key(place: str, street: str) -> str:
    """Places of one name in two streets are two places."""
    return f"{place}@{street}"


def _signature(tokens: Sequence[str], text: str) -> int:
    """A bit for each token, or for each pair of characters: two texts are compared in one
    operation.
    """
    parts = tokens or [text[place : place + 2] for place in range(len(text) - 1)]
    bits = 0
    for part in set(parts):
        bits |= 1 << (zlib.crc32(part.encode("utf-8", "surrogatepass")) % _BITS)
    return bits


def _likeness(first: int, second: int) -> float:
    either = (first | second).bit_count()
    return (first & second).bit_count() / either if either else 0.0


def _shown(cases: dict[int, str]) -> tuple[str, ...]:
    return tuple(ref for ref in cases.values() if ref)[:_SHOWN]
