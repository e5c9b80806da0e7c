"""A supply that fails (water, power, gas, heating) and nothing else: no flood and nobody stuck."""

import re

from classifiers.danger.reader import danger_reader

_LONGEST = 60
_SIGNS = "停断没缺供来"
# Of air and breath (断气, 没气) the same words are said.
_FAILS = re.compile(
    r"(?:停|断|没有?|缺|不供|不来|没来|没通)(?:了|过)?"
    r"(?:自来水|热水|水|电|暖气?|燃气|天然气|煤气|(?<=停)气)"
    r"(?!管|井|坑|泥|味|流|池|沟|线|梯|瓶|罐|表|卡|费|话|影|脑|视|动|工|器)了?"
    r"|(?:自来水|热水|水|电|燃气|天然气|煤气|暖气|供暖|供水|供电|供气)"
    r"(?:又|都|全|还|也|突然|一直|已经)*(?:停|断|没)(?:了|掉|供)?(?!着|人|到)"
)
_PLACES = re.compile(r"学校|校园|宿舍|幼儿园|上学|班[里上]")  # of a supply, not of pupils
# Who depends on it, and what is never said of a plain failure.
_DEPENDS = re.compile(
    r"氧|透析|病人|手术|重症|保温箱|早产|救|晕|倒|死|命|烧|冻|喘|哭|喊|血|闷|进水|漏|淹|冲"
    r"|爆|炸|味|困|锁|关在|出不|下不|上不|夹|掉|摔|电梯|手机"
)


def only_supply_fails(text: str) -> bool:
    """Of a report in its plain form: that a supply fails and no word of any other matter."""
    if len(text) > _LONGEST or not any(map(text.count, _SIGNS)):
        return False
    rest, failures = _FAILS.subn("", text)
    if not failures or _DEPENDS.search(rest):
        return False
    return not danger_reader().names_matter(_PLACES.sub("", rest))
