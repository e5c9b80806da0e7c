"""The lessons with names in them, and with what only looks like names: what the reader of names is
taught by.

Names are drawn from the surnames and from the given names of jieba's dictionary, half of which is
kept for measuring.
"""

import math
import random
import re
from collections import Counter
from functools import cache
from importlib.resources import files

from classifiers.name_weights import tables
from classifiers.name_words import COMPOUND, CONJUNCTIONS, PURE, SURNAMES
from classifiers.segment import cut_known, is_ordinary_word

Filled = tuple[str, list[tuple[int, int]]]

_FRAMES = files("benchmarks").joinpath("name_frames.txt").read_text("utf-8").splitlines()
_TABLE = dict(line.split("：", 1) for line in _FRAMES)
_ROLES, _TAILS, _BEHIND = (_TABLE[name].split(" ") for name in ("roles", "places", "behind"))
_OPENINGS, _ENDINGS = _TABLE["openings"].split(" "), _TABLE["endings"].split(" ")
_SITES, _SITE_OPENINGS = _TABLE["sites"], _TABLE["site_openings"].split(" ")
_PRE = "|".join(_TABLE["before"].split(" "))
_SLOT = re.compile(
    rf"(?P<pre>(?:{_PRE})的?)?(?P<role>{'|'.join(sorted(_ROLES, key=len, reverse=True))})"
    "|(?P<pro>[他她](?!们))"
)
_SITE = re.compile(_SITES.replace(" ", "|"))
_USUAL_SIGNS = "小大玉春秀建志文国二"
_COMMON_SURNAMES = "".join(sign for sign in SURNAMES if sign not in PURE)
_MOST_WORD = 3


class Namer:
    """Draws names; `half` 0 or 1 says from which half of the dictionary."""

    def __init__(self, half: int, draw: random.Random) -> None:
        names = [name for name in _dictionary_names() if _half(name) == half]
        usual = Counter(name[0] for name in names)
        self._draw = draw
        self._pairs = [name[1:] for name in names]
        self._signs = "".join(self._pairs)
        self._surnames = list(SURNAMES)
        self._shares = [
            math.sqrt(usual[sign] + 1) * (0.3 if sign in CONJUNCTIONS else 1)
            for sign in self._surnames
        ]
        self._double = [name for name in COMPOUND.split("|") if len(name) == 2]

    def name(self) -> str:
        draw = self._draw
        is_double = draw.random() < 0.06
        surname = draw.choice(self._double) if is_double else self._surname()
        name = surname + self._given()
        if is_ordinary_word(name) and (len(name) >= _MOST_WORD or draw.random() < 0.6):
            return self.name()
        return name

    def _surname(self) -> str:
        return self._draw.choices(self._surnames, self._shares)[0]

    def _given(self) -> str:
        draw, kind = self._draw, self._draw.random()
        if kind < 0.08:
            return draw.choice(_given_words())
        if kind < 0.38:
            return draw.choice(self._pairs)
        if kind < 0.75:
            first = self._signs if kind < 0.68 else _USUAL_SIGNS
            return draw.choice(first) + draw.choice(self._signs)
        return draw.choice(self._signs)


def with_names(text: str, namer: Namer, draw: random.Random, share: float = 0.55) -> Filled:
    """`text` with names for people, or none where it has no place for one."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    done = length = 0
    borders = _borders(text)
    for slot in _SLOT.finditer(text):
        start, end = slot.span()
        if start not in borders or end not in borders or draw.random() > share:
            continue
        before = text[done:start] + _kept(slot, draw)
        name, behind = namer.name(), draw.choice(_BEHIND) if draw.random() < 0.1 else ""
        first = length + len(before)
        spans.append((first, first + len(name)))
        parts += [before, name, behind]
        length = first + len(name) + len(behind)
        done = end
    return ("".join([*parts, text[done:]]), spans) if spans else _framed(text, namer, draw)


def with_places(text: str, namer: Namer, draw: random.Random) -> str:
    """`text` with places and shops that are called as people are."""
    parts, done = [], 0
    for site in _SITE.finditer(text):
        if draw.random() < 0.6:
            place = _place(namer, draw) + (site.group() if draw.random() < 0.4 else "")
            parts += [text[done : site.start()], place]
            done = site.end()
    if done:
        return "".join([*parts, text[done:]])
    return draw.choice(_SITE_OPENINGS).format(_place(namer, draw)) + text


def with_words(text: str, draw: random.Random) -> str:
    """`text` with ordinary words that begin with surnames, and such a sign before other words."""
    if draw.random() < 0.35:
        return (
            text
            + draw.choice(("，有", "，如", "：", "，"))
            + "、".join(draw.sample(_surname_words(), 3))
        )
    _, given_names = tables()
    parts: list[str] = []
    for word in cut_known(text):
        may = len(word) == 2 and word[0] in given_names and is_ordinary_word(word)
        parts += [draw.choice(_COMMON_SURNAMES) if may and draw.random() < 0.4 else "", word]
    return "".join(parts)


def _kept(slot: re.Match[str], draw: random.Random) -> str:
    """What stays of the words for somebody before a name."""
    if slot["pro"] or draw.random() < 0.45:
        return ""
    if draw.random() < 0.6:
        return slot.group()
    return slot["pre"] if slot["pre"] and draw.random() < 0.5 else ""


def _framed(text: str, namer: Namer, draw: random.Random) -> Filled:
    chance, name = draw.random(), namer.name()
    if chance < 0.25:
        frame = draw.choice(_OPENINGS)
        start = frame.index("{}")
        return frame.format(name) + text, [(start, start + len(name))]
    if chance < 0.37:
        frame, whole = draw.choice(_ENDINGS), text.rstrip("。")
        start = len(whole) + frame.index("{}")
        return whole + frame.format(name), [(start, start + len(name))]
    return text, []


def _place(namer: Namer, draw: random.Random) -> str:
    name = namer.name()
    kind = draw.random()
    short = name[:2] if kind < 0.3 else name[0] + "家" if kind > 0.85 else name
    return short + draw.choice(_TAILS)


def _borders(text: str) -> set[int]:
    borders, place = {0}, 0
    for word in cut_known(text):
        place += len(word)
        borders.add(place)
    return borders


def _dictionary() -> list[list[str]]:
    lines = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines]


def _dictionary_names() -> list[str]:
    return [
        word
        for word, _, kind in _dictionary()
        if kind == "nr" and len(word) == 3 and word[0] in SURNAMES
    ]


@cache
def _surname_words() -> list[str]:
    return [
        word
        for word, frequency, kind in _dictionary()
        if 2 <= len(word) <= _MOST_WORD
        and not kind.startswith("nr")
        and int(frequency) > 2
        and word[0] in SURNAMES
    ]


@cache
def _given_words() -> list[str]:
    """Ordinary words that are given names too: 万里, 得胜."""
    _, given_names = tables()
    return [
        word
        for word, frequency, _ in _dictionary()
        if len(word) == 2
        and int(frequency) > 20
        and min(given_names.get(sign, -100) for sign in word) >= 0
        and is_ordinary_word(word)
    ]


def _half(name: str) -> int:
    return sum(ord(sign) * 31**place for place, sign in enumerate(name)) // 7 % 2
