"""Names that are words or given names alone, behind a word for somebody: 车主叫和顺, 保姆杏枝把门
锁了. Only what weighs as given names do, or what the dictionary has for persons alone.
"""

import re

from classifiers.name_borders import HAN_SIGNS, PARTICLES, PLACE_END
from classifiers.name_signs import NAMES_NEVER
from classifiers.name_weights import tables
from classifiers.name_words import SURNAMES
from classifiers.segment import is_person, is_proper, is_thing, is_word
from classifiers.word_names import DOES, WORDS

_LENGTHS = (2, 3)
# What the signs weigh at least behind 叫, and where nothing says that a name follows.
_CALLED, _NEW = 10, 35
_UNKNOWN = -40
# What the dictionary has for persons, and everybody grows or keeps.
_THINGS = frozenset(("玉米", "花生", "小麦", "高粱", "金鱼", "鲜花", "白菜", "黄牛"))
_HAN = re.compile(f"[{HAN_SIGNS}]+")
_CALL_END = re.compile(r"的?(?:[,，。;；、 ]|$)|的那?个?[人男女]|那?个人")


def called_end(text: str, start: int, *, is_called: bool) -> int | None:
    """Where a name ends that begins at `start` of a text of one form; None if there is none.

    is_called  叫 or its like stands before it, not only a word for somebody
    """
    for end in (start + length for length in _LENGTHS):
        name = text[start:end]
        if len(name) < end - start or not _HAN.fullmatch(name) or _is_other(name):
            continue
        if is_called and _CALL_END.match(text, end) and _may_be_called(name):
            return end
        if not is_called and len(name) == _LENGTHS[0] and DOES.match(text, end):
            return end if _is_given(name) else None
    return None


def _is_other(name: str) -> bool:
    if name in NAMES_NEVER or name[-1] in PLACE_END:
        return True
    is_known = name in WORDS or is_person(name) or is_proper(name)
    return not is_known and not PARTICLES.isdisjoint(name)


def _may_be_called(name: str) -> bool:
    if name in WORDS or is_person(name) or (is_proper(name) and name[0] in SURNAMES):
        return True
    return _weight(name) >= _CALLED and (not is_word(name) or is_thing(name))


def _is_given(name: str) -> bool:
    if name in WORDS or is_person(name):
        return name not in _THINGS
    return not is_word(name) and _weight(name) >= _NEW


def _weight(name: str) -> int:
    _, given_names = tables()
    return sum(given_names.get(sign, _UNKNOWN) for sign in name)
