"""What a story shows: who acts, what is done, how it is told and how it ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from routing.official_patterns import of_pattern

Signs = dict[str, float]
Span = tuple[int, int]

_FOLDER = Path(__file__).parent
_CLAUSE = re.compile(r"[^，。！？；：,.!?;:\s]+")
_REACH = 18  # an act belongs to who was named so many signs before it
_SIGN = 0.3  # weight of a sign beside that of all n-grams of a text
WHOLE, END = "~", "$"  # marks of the n-grams of a text and of its last clause
_WHOLE_WEIGHT, _END_WEIGHT = 2.5, 1.5
_LONGEST_GRAM, _LONGEST_AT_END = 4, 3
_MOST_ACTS, _SHORT, _USUAL = 6, 20, 100
_OF_PATTERNS = ("gift", "away", "leak", "untruth", "kin", "village", "not", "queue", "private")
_WISHES = ("asks", "wishes", "praises")
_TURNED = re.compile(r"(?:请|让|叫|求|望|麻烦|盼|喊)[^，。]{0,3}$")
_COMES = re.compile(
    r"[^，。说]{0,5}?(?:快来|来个人|来[看查管修给贴抽清挪转核]|能[来给派不]|再来|帮[我着]|派[人个])"
)
_SAYS = re.compile(r"[^，。]{0,5}?(?:说|讲|告诉|解释|提醒|答复)")
_BEFORE = 6
# Named to say where: 街道路段, 派出所门口.
_AS_PLACE = re.compile(
    r"[办所局]?(?:路?段(?!长)|那[段截条]路|门[口前](?!站|坐|的人)|对面|旁边(?!坐|站)|附近|隔壁|东侧|西侧|南侧|北侧)"
)
_NO_ACTS = frozenset({"fund", "witness"})


class Actors(NamedTuple):
    """Where somebody is named in a text, in its order, of which group they are and where the name
    ends.
    """

    starts: list[int]
    groups: list[str]
    ends: list[int]


class _Tables(NamedTuple):
    finder: AhoCorasick
    groups: list[tuple[str, ...]]
    acts: dict[str, re.Pattern[str]]
    speech: dict[str, re.Pattern[str]]


def actors(text: str) -> Actors:
    """Everybody whom `story_words.txt` knows."""
    tables = _tables()
    places = sorted(
        {
            (start, group, end)
            for word, start, end in tables.finder.find_matches_as_indexes(text, overlapping=True)
            for group in tables.groups[word]
            if group != "official" or not _AS_PLACE.match(text, end)
        }
    )
    return Actors(
        [start for start, _, _ in places],
        [group for _, group, _ in places],
        [end for _, _, end in places],
    )


def acts(text: str) -> list[Span]:
    """Where something is told that officials are accused of; spans may overlap. What is handed
    out, and that somebody saw it, is told in any case.
    """
    places = _act_places(text).items()
    return sorted(span for kind, spans in places if kind not in _NO_ACTS for span in spans)


@lru_cache(maxsize=1)  # who has weighed a text asks for its words
def _act_places(text: str) -> dict[str, list[Span]]:
    return {
        kind: [first.span(), *(match.span() for match in pattern.finditer(text, first.end()))]
        for kind, pattern in _tables().acts.items()
        if (first := pattern.search(text))
    }


def clause_end(text: str, place: int) -> int:
    clause = _CLAUSE.match(text, place)
    return clause.end() if clause else place


def signs(text: str, known: Actors) -> Signs:
    """Of a text in the form of clauses; `known` are its actors."""
    return shown_signs(text, known) | {
        mark + piece: strength
        for mark, part, longest, strength in gram_parts(text)
        for size in range(1, longest + 1)
        for piece in {part[start : start + size] for start in range(len(part) - size + 1)}
    }


def gram_parts(text: str) -> list[tuple[str, str, int, float]]:
    """Of what all n-grams are signs: the mark before them, the part of the text, their greatest
    length, and how much each weighs, all of them as the square root of their number.
    """
    parts = [(WHOLE, text, _LONGEST_GRAM, _WHOLE_WEIGHT)]
    if ends := _CLAUSE.findall(text):
        parts.append((END, f"^{ends[-1]}$", _LONGEST_AT_END, _END_WEIGHT))
    return [
        (mark, part, longest, weight / max(1, len(part) * longest) ** 0.5)
        for mark, part, longest, weight in parts
    ]


def shown_signs(text: str, known: Actors) -> Signs:
    """All but the n-grams."""
    ends = _CLAUSE.findall(text)
    if not ends:
        return {}
    shown = _acts(text, known) | _speech(ends) | _of_officials(text, ends, known)
    count = shown.pop("acts", 0.0)
    has_wish = any(
        f"{place} {kind}" in shown for place in ("last", "before last") for kind in _WISHES
    )
    shown["wish, acts" if has_wish else "no wish, acts"] = count
    shown["wish" if has_wish else "no wish"] = 1.0
    shown[f"first {known.groups[0] if known.groups else ''}"] = 1.0
    shown |= {f"has {group}": 1.0 for group in set(known.groups)}
    shown |= {"acts": count, "size": min(len(text), 2 * _USUAL) / _USUAL}
    if len(text) < _SHORT:
        shown["short"] = 1.0
    shown |= {f"pattern {kind}": 1.0 for kind in _OF_PATTERNS if of_pattern(kind, text)}
    return {name: _SIGN * amount for name, amount in shown.items()}


def _acts(text: str, known: Actors) -> Signs:
    """Each kind of act, and by whom it is."""
    shown: Signs = {}
    kinds = _act_places(text)
    for kind, spans in kinds.items():
        shown[f"act {kind}"] = 1.0
        if len(spans) > 1:
            shown[f"acts {kind}"] = 1.0
        for place, _ in spans:
            nearest = bisect_right(known.starts, place) - 1
            if nearest >= 0 and place - known.starts[nearest] < _REACH:
                group = known.groups[nearest]
                shown[f"act {kind} by {group}"] = shown[f"by {group}"] = 1.0
    return shown | {"acts": min(len(kinds), _MOST_ACTS) / 3}


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


def _of_officials(text: str, ends: Sequence[str], known: Actors) -> Signs:
    """Whether they are asked to come, or say something."""
    shown: Signs = {}
    late = len(text) - sum(map(len, ends[-2:])) - 2
    for start, group, end in zip(known.starts, known.groups, known.ends, strict=True):
        if group != "official":
            continue
        if _COMES.match(text, end) or _TURNED.search(text[max(0, start - _BEFORE) : start]):
            shown["asked"] = 1.0
            if start >= late:
                shown["asked last"] = 1.0
        if _SAYS.match(text, end):
            shown["says"] = 1.0
    return shown


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
    return _Tables(AhoCorasick(list(groups)), list(groups.values()), kinds["act"], kinds["speech"])


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
