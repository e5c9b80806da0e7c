"""Names that no word announces, told by a trained reader: 我们村逄金柱家, 昨天跟郗文静一块去.

A logistic regression over the clues of `name_clues`, learned from the project's own lessons with
names in the places of 老板, 邻居, 他 and with names of places and shops that stay
(`benchmarks/name_tags.py`). Of candidates that overlap the likeliest is taken.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from classifiers.name_borders import PARTICLES, PLACE_END, TITLE, is_called_after
from classifiers.name_clues import (
    END,
    START,
    Candidate,
    cut,
    weight_bin,
    word_clues,
)
from classifiers.name_signs import NAMES_NEVER
from classifiers.segment import is_ordinary_word, is_person, is_word

# In hundredths of log odds: what a name scores at least, what the signs beside it
# do with its weight, and what all signs alone do.
THRESHOLD = 60
_ROUND_LEAST, _SIGNS_LEAST, _NEAR_LEAST = -260, -260, -125
_ENDS = PLACE_END | frozenset("阁馆都宫殿庙寺塔楼公段线道站铺洞坊园宅地坪坡坳坝沟冲埠桥塘洲滩家之")
# 弄坏, 队里: behind a name these need not make it a place.
_PLACE_NEXT = PLACE_END - frozenset("弄科队室层处")
# Particles that have been surnames too, which nobody meets.
_NO_SURNAMES = frozenset("但都那尤连")
_NO_SIGNS = PARTICLES - {"之"}
_WHICH = frozenset("有任为")
_LONG = 3
_AFTER_WORDS = frozenset("才里时上下中人得着过")

Weights = dict[str, dict[str, int]]


def tagged_names(text: str, places: Iterable[Candidate]) -> Iterator[tuple[int, int]]:
    """Start and end of each in a text of one form, the likeliest first; none overlaps another.

    places  the candidates of the text
    """
    taken = bytearray(len(text))
    for _, start, end in sorted(_scored(text, places), reverse=True):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield start, end


def may_be_name(text: str, place: Candidate) -> bool:
    """Whether neither its end nor what follows makes it a place, a post or a word."""
    return _may_end(text, place) and _is_no_other(text, place)


def _may_end(text: str, place: Candidate) -> bool:
    start, own, end, _ = place
    if text[end - 1] in _ENDS or text[end : end + 1] in _PLACE_NEXT:
        return False
    if text[start] in _NO_SURNAMES or text[start] == text[start + 1]:
        return False  # 毛毛雨
    return not _NO_SIGNS.intersection(text[own:end])


def _is_no_other(text: str, place: Candidate) -> bool:
    start, own, end, _ = place
    if TITLE.match(text, own) or (text[start] == "何" and text[start - 1 : start] in _WHICH):
        return False  # 有何道理
    name = text[start:end]
    if name[-1] in _AFTER_WORDS and own == start + 1 and is_ordinary_word(name[:-1]):
        return False  # 周末才, 江苏人
    is_other_word = end - start >= _LONG and is_word(name) and not is_person(name)
    if is_other_word or name in NAMES_NEVER or is_called_after(text, end):
        return False
    return end - own == 1 or not is_called_after(text, end - 1)  # 诸葛亮雕像


def _scored(text: str, places: Iterable[Candidate]) -> Iterator[tuple[int, int, int]]:
    weights = _weights()
    before2, behind2 = weights["before2"], weights["behind2"]
    for place, points in _promising(text, places):
        start, _, end, _ = place
        points += before2.get((2 * START + text[max(0, start - 2) : start])[-2:], 0)
        points += behind2.get((text[end : end + 2] + 2 * END)[:2], 0)
        if points >= _NEAR_LEAST and _may_end(text, place):
            rest = word_clues(text, place, cut(text, place))
            points += sum([weights[kind].get(value, 0) for kind, value in rest])
            if points > THRESHOLD and _is_no_other(text, place):
                yield points, start, end


def _promising(text: str, places: Iterable[Candidate]) -> Iterator[tuple[Candidate, int]]:
    """Those of which single signs and their weight are worth a closer look, and what they score.

    The same as the clues of `near_clues` without the pairs, written for speed.
    """
    weights = _weights()
    surname, own_first, last = weights["surname"], weights["given"], weights["last"]
    before, behind = weights["before"], weights["behind"]
    length = len(text)
    for place in places:
        start, own, end, weighs = place
        points = _by_weight(own - start, end - own, weighs)
        points += before.get(text[start - 1] if start else START, 0)
        points += behind.get(text[end] if end < length else END, 0)
        if points < _ROUND_LEAST:
            continue
        points += surname.get(text[start], 0) + own_first.get(text[own], 0)
        points += last.get(text[end - 1], 0)
        if points >= _SIGNS_LEAST:
            yield place, points


@lru_cache(maxsize=4096)
def _by_weight(surname_length: int, given_length: int, weighs: int) -> int:
    weights = _weights()
    heavy = weights["weight"].get(weight_bin(surname_length, given_length, weighs), 0)
    lengths = weights["length"].get(f"{surname_length}{given_length}", 0)
    return weights["bias"]["bias"] + lengths + heavy


@cache
def _weights() -> Weights:
    weights: Weights = {}
    path = files("classifiers").joinpath("material/name-tags.txt")
    for line in path.read_text("utf-8").splitlines():
        kind, value, points = line.split("\t")
        weights.setdefault(kind, {})[value] = int(points)
    return weights
