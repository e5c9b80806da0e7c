"""Names that their kin tell whole or part by part, and nicknames: 花春桃是我妈, 姓佘，名桂兰."""

import re
from collections.abc import Iterator

from classifiers.name_reading import is_name_alone
from classifiers.name_weights import weight
from classifiers.name_words import COMPOUND, NEVER, SURNAMES

# 姓佘，名桂兰: the two told apart.
_TOLD_APART = re.compile(
    rf"姓({COMPOUND}|[{SURNAMES}])[,， ]{{0,2}}(?:单?名字?叫?|叫)"
    r"([\u3400-\u9fff]{1,2}?)(?=[,，。;；、 ]|$|[想要住在因反家的])"
)
# 花春桃是我妈.
_KIN_IS = re.compile(
    rf"(?:(?<=[,，。;；、 \n])|^)((?:{COMPOUND}|[{SURNAMES}])[\u3400-\u9fff]{{1,2}})"
    r"是(?:我|俺|咱)们?家?的?"
    r"(?:[爸妈爹娘哥姐弟妹叔舅姨姑嫂爷奶](?!的)|老[公婆伴]|爱人|丈夫|妻子|媳妇|儿子|女儿|父亲|母亲|邻居|同事|房东|老板|室友|同学)"
)

# 外号叫王麻子的那个人, 小名“阿毛”.
_NICKNAME = re.compile(
    r"(?:外号|绰号|诨[号名]|[小乳奶]名|艺名|化名|别名|昵称|[有一那]个(?=叫[小老阿]))"
    r"(?:又?叫做?|[是为]|[: ]|[“\"'‘「]){0,3}"
    rf"([小老阿大二三{SURNAMES}][\u3400-\u9fff]{{1,2}}?)"
    r"(?=[^\u3400-\u9fff]|$|的|[这那]个|是|在|家)"
)
_CALLING = re.compile("[号名称]|个叫")


def told_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each in a text of one form."""
    if "姓" in text:
        for match in _TOLD_APART.finditer(text):
            if _is_calling(match[2]):
                yield match.span(1)
                yield match.span(2)
    if "是" in text:
        for match in _KIN_IS.finditer(text):
            if is_name_alone(match[1]) and weight(match[1]) >= 0:
                yield match.span(1)
    if _CALLING.search(text):
        yield from (match.span(1) for match in _NICKNAME.finditer(text) if _is_calling(match[1]))


def _is_calling(name: str) -> bool:
    return not set(name) & set(NEVER)
