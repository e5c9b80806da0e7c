"""Names that no word announces, in the middle of a story: 隔壁的邢翠芬, 楼下宗建军他们.

Three signs that the dictionary cuts one by one: a surname that is hardly anything else, two signs
of given names, one of them of hardly anything else. Who acts in a post keeps the name that comes
with it.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, chain

from classifiers.foreign_names import names_of_parts
from classifiers.likely_names import likely_names
from classifiers.name_borders import POST_BEHIND, cut_known, ends_there
from classifiers.name_clues import candidates, double_candidates
from classifiers.name_tagger import tagged_names
from classifiers.name_words import GIVEN, NAMES_ONLY, PURE
from classifiers.segment import is_ordinary_word
from classifiers.word_names import word_names

_SURNAMES = PURE + (
    "黄朱胡马陆姜严陶戚谭曹江段丘舒童颜伍付康肖许雷余卓范萧叶易汤秦程柏卜宗缪冉屈毛熊田莫钟任"
    "史顾辛薄费"
)
_OTHERWISE = frozenset("是有来成行都至和可如之得自在前后先用力者以为到好家方一二三四五六七八九上下")
_ANY = "".join(sorted(GIVEN | NAMES_ONLY - _OTHERWISE))
# A look ahead, so that one may begin within another.
_NAME = re.compile(rf"(?=[{_SURNAMES}]([{_ANY}]{{2}}))")
_LENGTH = 3
# Words that are given names as often: 建军, 海燕; not behind what may be the colour of a flower.
_IN_ROW = (
    "建军 建国 建华 国庆 国强 卫国 卫东 海燕 海波 海浪 冬梅 春梅 "
    "秋菊 桂花 桂香 雪莲 雪梅 红梅 红旗 红军 红星 爱国 爱民 援朝 "
    "跃进 和平 解放 向阳 胜利 文革 长征 永生 春雷 春风 春光 春花 "
    "曙光 明月 彩霞 彩虹 志愿 志强 富强 自强 自立 丰收 建设 成功 "
    "光荣 光明 金花 银花 玉兰 百合 牡丹 芙蓉 英雄 俊杰 豪杰 "
)
_WORDS = frozenset(_IN_ROW.split())
_COLOURS = frozenset("黄马姜")
_POST_BEFORE = re.compile(
    r"(?:书记|(?<!业委会)(?<!委员会)(?<!车间)(?<!班)主任|[省市县区乡镇村局厅处科所院校队站部]长|教授|主席|烈士|[街道路区镇]|(?<![我们俺咱本同邻壁])村"
    r"|(?:[局厅委办所站]|政府|法院|检察院)的?)$"
)
_POST_READ = 8


def unannounced_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each in a text of one form."""
    single, double = candidates(text), double_candidates(text)
    tagged = tagged_names(text, chain(single, double))
    places = sorted({*_places(text), *likely_names(text, single), *tagged})
    in_posts = {text[start:end] for start, end in places if _has_post(text, start, end)}
    yield from (place for place in places if text[slice(*place)] not in in_posts)
    yield from word_names(text)
    for start, end in names_of_parts(text):
        if end - start >= _LENGTH and ends_there(text, end, is_sure=False):
            yield start, end


def _places(text: str) -> Iterator[tuple[int, int]]:
    borders: set[int] = set()
    for match in _NAME.finditer(text):
        start, own = match.start(), match[1]
        end = start + _LENGTH
        is_likely = not set(own) & _OTHERWISE and set(own) & NAMES_ONLY
        if is_likely and (
            ends_there(text, end, is_sure=set(own) <= NAMES_ONLY) or POST_BEHIND.match(text, end)
        ):
            borders = borders or {0, *accumulate(map(len, cut_known(text)))}
            is_cut = {start, start + 1, end} <= borders
            if is_cut and (start + 2 in borders or _may_be_given(text[start], own)):
                yield start, end


def _may_be_given(surname: str, own: str) -> bool:
    return not is_ordinary_word(own) or (own in _WORDS and surname not in _COLOURS)


def _has_post(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _POST_READ) : start]
    return bool(_POST_BEFORE.search(before) or POST_BEHIND.match(text, end))
