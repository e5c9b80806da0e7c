"""What a story shows: who acts, what is done, how it is told and how it ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from routing.official_patterns import official_patterns

Signs = dict[str, float]
Span = tuple[int, int]

_FOLDER = Path(__file__).parent
_CLAUSE = re.compile(r"[^，。！？；：,.!?;:\s]+")
_REACH = 18  # an act belongs to who was named so many signs before it
_SIGN = 0.3  # weight of a sign beside that of all n-grams of a text
_WHOLE, _END = 2.5, 1.5
_LONGEST_GRAM, _LONGEST_AT_END = 4, 3
_MOST_ACTS, _SHORT, _USUAL = 6, 20, 100
_OF_PATTERNS = ("gift", "away", "leak", "untruth", "kin", "village", "not", "queue", "private")
_WISHES = ("asks", "wishes", "praises")
_TURNED = r"(?:请|让|叫|求|望|麻烦|盼|喊)[^，。]{{0,3}}(?:{0})"
_COMES = (
    r"(?:{0})[^，。说]{{0,5}}(?:快来|来个人|来[看查管修给贴抽清挪转核]|能[来给派不]|再来|帮[我着]"
    r"|派[人个])"
)
_SAYS = r"(?:{0})[^，。]{{0,5}}(?:说|讲|告诉|解释|提醒|答复)"


class Actors(NamedTuple):
    """Where somebody is named in a text, in its order, and of which group they are."""

    starts: list[int]
    groups: list[str]


class _Tables(NamedTuple):
    finder: AhoCorasick
    groups: list[tuple[str, ...]]
    acts: dict[str, re.Pattern[str]]
    speech: dict[str, re.Pattern[str]]
    official: dict[str, re.Pattern[str]]


def actors(text: str) -> Actors:
    """Everybody whom `story_words.txt` knows."""
    tables = _tables()
    places = sorted(
        {
            (start, group)
            for word, start, _ in tables.finder.find_matches_as_indexes(text, overlapping=True)
            for group in tables.groups[word]
        }
    )
    return Actors([start for start, _ in places], [group for _, group in places])


def acts(text: str) -> list[Span]:
    """Where something is told that officials are accused of; spans may overlap."""
    return sorted(
        match.span() for pattern in _tables().acts.values() for match in pattern.finditer(text)
    )


def signs(text: str, known: Actors) -> Signs:
    """Of a text in the form of clauses; `known` are its actors."""
    ends = [match.group() for match in _CLAUSE.finditer(text)]
    if not ends:
        return {}
    shown = _acts(text, known) | _speech(ends) | _of_officials(text, ends)
    count = shown.pop("acts", 0.0)
    told = any(f"{place} {kind}" in shown for place in ("last", "before last") for kind in _WISHES)
    shown["wish, acts" if told else "no wish, acts"] = count
    shown["wish" if told else "no wish"] = 1.0
    shown[f"first {known.groups[0] if known.groups else ''}"] = 1.0
    shown |= {f"has {group}": 1.0 for group in set(known.groups)}
    shown |= {"acts": count, "size": min(len(text), 2 * _USUAL) / _USUAL}
    if len(text) < _SHORT:
        shown["short"] = 1.0
    shown |= {
        f"pattern {kind}": 1.0 for kind in _OF_PATTERNS if official_patterns()[kind].search(text)
    }
    weighed = {name: _SIGN * amount for name, amount in shown.items()}
    return weighed | _grams("~", text, _LONGEST_GRAM, _WHOLE) | _grams(
        "$", f"^{ends[-1]}$", _LONGEST_AT_END, _END
    )


def _acts(text: str, known: Actors) -> Signs:
    """Each kind of act, and by whom it is."""
    shown: Signs = {}
    kinds = 0
    for kind, pattern in _tables().acts.items():
        places = [match.start() for match in pattern.finditer(text)]
        if not places:
            continue
        kinds += 1
        shown[f"act {kind}"] = 1.0
        if len(places) > 1:
            shown[f"acts {kind}"] = 1.0
        for place in places:
            nearest = bisect_right(known.starts, place) - 1
            if nearest >= 0 and place - known.starts[nearest] < _REACH:
                group = known.groups[nearest]
                shown[f"act {kind} by {group}"] = shown[f"by {group}"] = 1.0
    return shown | {"acts": min(kinds, _MOST_ACTS) / 3}


def _speech(ends: Sequence[str]) -> Signs:
    shown: Signs = {}
    for kind, pattern in _tables().speech.items():
        heard = [pattern.search(clause) is not None for clause in ends]
        if not any(heard):
            continue
        shown[f"speech {kind}"] = 1.0
        if heard[-1]:
            shown[f"last {kind}"] = 1.0
        if len(heard) > 1 and heard[-2]:
            shown[f"before last {kind}"] = 1.0
        if sum(heard) > 1:
            shown[f"twice {kind}"] = 1.0
    return shown


def _of_officials(text: str, ends: Sequence[str]) -> Signs:
    """Whether they are asked to come, or say something."""
    asked, says = _tables().official["asked"], _tables().official["says"]
    shown: Signs = {}
    if asked.search(text):
        shown["asked"] = 1.0
        if any(asked.search(clause) for clause in ends[-2:]):
            shown["asked last"] = 1.0
    if says.search(text):
        shown["says"] = 1.0
    return shown


def _grams(mark: str, text: str, longest: int, weight: float) -> Signs:
    """All n-grams; together they weigh as the square root of their number."""
    pieces = {
        text[start : start + size]
        for size in range(1, longest + 1)
        for start in range(len(text) - size + 1)
    }
    strength = weight / max(1, len(pieces)) ** 0.5
    return {mark + piece: strength for piece in pieces}


@cache
def _tables() -> _Tables:
    groups: dict[str, tuple[str, ...]] = {}
    for line in _lines("story_words.txt"):
        group, _, names = line.partition(":")
        for name in names.split():
            groups[name] = tuple(dict.fromkeys((*groups.get(name, ()), group)))
    kinds: dict[str, dict[str, re.Pattern[str]]] = {"act": {}, "speech": {}}
    for line in _lines("story_signs.txt"):
        table, kind, pattern = line.split("\t")
        kinds[table][kind] = re.compile(pattern)
    officials = sorted((n for n, of in groups.items() if "official" in of), key=len, reverse=True)
    either = "|".join(officials)
    official = {
        "asked": re.compile(f"{_TURNED}|{_COMES}".format(either)),
        "says": re.compile(_SAYS.format(either)),
    }
    return _Tables(AhoCorasick(list(groups)), list(groups.values()), kinds["act"], kinds["speech"], official)


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
