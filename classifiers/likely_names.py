"""Names that no word announces, by what their signs weigh: 后来屈文博把车砸了, 我跟苗翠一起去.

The weights are those of `name_weights`. The heavier the signs, the less has to stand around them;
what ends as places and buildings do has to weigh more, and so do names of two signs.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from classifiers.name_borders import (
    PARTICLES,
    PLACE_END,
    POST_BEHIND,
    TITLE,
    cut_known,
    ends_there,
    is_called_after,
)
from classifiers.name_clues import Candidate
from classifiers.name_reading import is_name_alone
from classifiers.name_weights import weight
from classifiers.name_words import FUNCTION, GIVEN, PURE
from classifiers.segment import is_ordinary_word, is_word, new_word

_LEAST, _SURE, _NEVER = 30, 20, -10_000
_SHORT_LEAST = 55
_IN_LAND, _A_WORD, _A_PARTICLE, _HOUSE = 50, 40, 35, 20
# In a row of others, of which one is heavy, they need not weigh more.
_IN_ROW, _HEAVY_IN_ROW = -10, 20
# Behind the end of a word for somebody less is enough: 话务员席小萌.
_ROLE, _ROLE_ENDS = 12, frozenset("员师工手哥嫂贩友者客婆叔姨")
_BUILT = (PLACE_END - {"栋"}) | set(
    "阁馆都宫殿庙寺塔楼公段线道站铺洞坊园宅地坪坡坳坝沟冲埠桥塘洲滩"
)
_PURE = frozenset(PURE)
# 蓝岸六、七栋.
_COUNTED = re.compile("[一二三四五六七八九十][、栋幢座号楼期组区]")
_LAND = frozenset("湖岭河江山港岗峰泉池溪岛谷庭树")
# What stands before a name of two signs: somebody is with them, seeks them, is one of a row.
_WITH = frozenset("跟和与找被叫向给问让由为、，。！？；：:,.;!?（(“ \n就是")
_ACTS = re.compile(
    r"[、，。；！？,;!?)）”]|$|[和与跟把被将说称在不没也又还就]|[他她]们|[一二三四五]起|先生|女士|"
    "两[人口家]|夫妻|夫妇|父子|母子|母女|父女|兄弟|姐妹"
)
_DOUBLE = re.compile(
    "欧阳|上官|司马|诸葛|慕容|皇甫|尉迟|令狐|独孤|宇文|司徒|夏侯|公孙|端木|申屠|澹台|钟离|闻人"
    "|呼延|公冶|万俟|赫连|轩辕|濮阳|拓跋|完颜|纳兰|闾丘|颛孙|亓官|巫马|漆雕|淳于|太叔|宗政|鲜于"
)
_ANCIENT = re.compile(
    "欧阳[修询]|司马[迁光懿相昭]|诸葛[亮瑾恪孔]|上官婉|慕容[复垂]|尉迟恭|夏侯[惇渊]|公孙[瓒龙胜]|令狐[冲楚]"
    "|宇文[化成泰]|皇甫[谧嵩]|申屠嘉|司徒[雷美]|钟离权|澹台灭|端木赐"
)
_DOUBLE_LEAST = 70
_ROW = re.compile(
    r"[\u3400-\u9fff]{2,4}(?<![\u3400-\u9fff]{5})(?:(?:、| {1,2})[\u3400-\u9fff]{2,4}){2,}"
)
_PARTED = re.compile(r"[\u3400-\u9fff][、 ] ?[\u3400-\u9fff]{2,4}[、 ]")
_PIECE = re.compile(r"[\u3400-\u9fff]{2,4}")


def likely_names(text: str, places: Iterable[Candidate]) -> Iterator[tuple[int, int]]:
    """Start and end of each in a text of one form; they may overlap.

    places  the candidates of the text
    """
    borders: set[int] = set()
    done = -1
    for start, own, end, weighs in places:
        least = _LEAST if end - own > 1 else _SHORT_LEAST
        if start != done and weighs >= least - _ROLE and _is_likely(text, start, text[own:end]):
            borders = borders or {0, *accumulate(map(len, cut_known(text)))}
            if {start, own, end} <= borders:
                done = start
                yield start, end
    yield from _rows(text)
    yield from _double(text)


def _double(text: str) -> Iterator[tuple[int, int]]:
    """With a surname of two signs: 公孙瑶, 尉迟晓峰."""
    for match in _DOUBLE.finditer(text):
        start, own = match.span()
        borders = {start, *accumulate(map(len, cut_known(text[start : own + 4])), initial=start)}
        ends = (end for end in (own + 2, own + 1) if end in borders and _is_given(text[own:end]))
        for end in ends:
            if ends_there(text, end, is_sure=False) or _is_surely_double(text, start, end):
                yield start, end
                break


def _is_surely_double(text: str, start: int, end: int) -> bool:
    """欧阳淑珍老人: whatever follows, if none of the ancients begins there and no place ends."""
    is_ancient = _ANCIENT.match(text, start) is not None
    return not is_ancient and text[end : end + 1] not in _BUILT and not is_called_after(text, end)


def _is_given(own: str) -> bool:
    is_usual = len(own) > 1 and set(own) <= GIVEN
    weighs = is_usual or weight("  " + own, 2) >= _DOUBLE_LEAST
    return weighs and own[-1] not in _BUILT and not _is_title(own)


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Three and more of which two of three could stand alone: 吕全、马得胜、苟立新."""
    for row in _ROW.finditer(text) if _PARTED.search(text) else ():
        pieces = list(_PIECE.finditer(text, *row.span()))
        names = [piece.span() for piece in pieces if _stands_alone(piece.group())]
        heaviest = max((weight(text[start:end]) for start, end in names), default=0)
        if 3 * len(names) >= 2 * len(pieces) and heaviest >= _HEAVY_IN_ROW:
            yield from names


def _stands_alone(piece: str) -> bool:
    if is_word(piece) and piece[0] not in _PURE:
        return False  # 金银花、连翘
    if piece[-1] in _BUILT or (piece[-1] in _LAND and weight(piece) < _IN_LAND):
        return False  # 茶园湾、水田岗
    return is_name_alone(piece) and not _is_title(piece[1:]) and weight(piece) >= _IN_ROW


def _is_likely(text: str, start: int, own: str) -> bool:
    before = text[start - 1 : start]
    surplus = _NEVER if before in _PURE else _surplus(text[start], own)
    if surplus < -_ROLE:
        return False
    end = start + 1 + len(own)
    surplus += _ROLE if before in _ROLE_ENDS else 0
    if surplus < 0 or _COUNTED.match(text, end - 1):
        return False
    if len(own) == 1:
        return _is_short(text, start, end)
    is_sure = surplus >= _SURE
    return POST_BEHIND.match(text, end) is not None or ends_there(text, end, is_sure=is_sure)


@lru_cache(maxsize=8192)
def _surplus(surname: str, own: str) -> int:
    """What the signs of a name weigh above what they must to be taken for one."""
    last = own[-1]
    if last in _BUILT or set(own) & PARTICLES or _is_title(own) or surname == own[0]:
        return _NEVER
    least = (_LEAST if len(own) > 1 else _SHORT_LEAST) + _IN_LAND * (last in _LAND)
    least += _A_PARTICLE * (surname in FUNCTION) + _HOUSE * (own[0] == "家")
    if len(own) > 1 and is_ordinary_word(own):
        least += _A_WORD if surname not in _PURE else _A_WORD // 2
    return weight(surname + own) - least


def _is_title(own: str) -> bool:
    """家 and 老 alone are one, in 崔家栋 and 晏老三 they are none."""
    title = TITLE.match(own)
    if own[-1] == "家" or (own[0] == "家" and own[-1] in _LAND):
        return True
    return title is not None and (title.end() > 1 or len(own) == 1 or own[0] not in "家老")


def _is_short(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else "，"
    if before not in _WITH or not _ACTS.match(text, end):
        return False
    return new_word(text[start : end + 4]) == text[start:end]
