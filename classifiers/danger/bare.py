"""A report without its address and its courtesies: who tells first where they live and last what
they wish for is in no less danger.
"""

import re

from classifiers.plain_text import plain, squeezed

# Only reports are read twice, no letters; so the patterns below cost next to nothing.
LONGEST = 180
_AREA = r"(?:[一-鿿]{2,5}(?:市|区|县|镇|乡|街道|社区)){1,4}"
_ESTATE = r"[一-鿿]{1,6}?(?:路|街|巷|道|小区|花园|苑|村|里|园|府|城)"
_NUMBER = r"(?:\d{1,4}号?)?(?:\d{1,3}(?:栋|幢|单元|号楼|楼|室)){0,4}(?:附近|旁边|门口)?"
_ADDRESS = re.compile(
    rf"{_AREA}(?:{_ESTATE})?{_NUMBER}|[一-鿿]{{1,6}}?(?:路|街|巷|大道)\d{{1,4}}号"
    r"|[一-鿿]{1,6}?(?:小区|花园|苑|公寓|家园|新村|府|城)\d{1,4}(?:号楼|[号栋幢座])"
    r"(?:\d{1,3}(?:栋|幢|单元|号楼|楼|室)){0,3}"
)
_COURTESY = re.compile(
    r"请?(?:有关|相关)部门[^。，]{0,12}(?:处理|解决|核实|调查)(?:一下)?"
    r"|请[^。，]{0,4}尽快处理|谢谢|你好|您好|我住在|想反映一个情况"
    r"|我是[^，。]{0,8}(?:居民|业主|住户|村民|市民|家长)|市民来电反映[:：]?|来电人反映|麻烦你们|来看看"
    r"|(?:有[个件](?:情况|事情?)|情况)[^，。]{0,6}(?:反映|说一下|说下|汇报)(?:一下)?"
)
_PAUSES = re.compile(r"[，。\s]{2,}")


def bare(text: str) -> str:
    """The rest, with a comma for what is left out; "" for a letter."""
    if len(text) > LONGEST:
        return ""
    rest = _COURTESY.sub("，", _ADDRESS.sub("，", squeezed(plain(text))))
    return _PAUSES.sub("，", rest).strip("，。 ")
