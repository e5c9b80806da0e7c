"""Two ways of speaking that alarm nobody: goods that are said to save lives ("能救命"), and animals
that ran away. Told as what they are they raise no alarm by their words.
"""

import re

_GOODS = re.compile(r"(?<![谁哪人])(?:能够?|可以?|会)救命")
# As long as nobody stands between the animal and its loss.
_NOBODY = r"[^，。！？；,.!?;\s人孩娃爷奶爸妈婆老儿女妹弟]"
_ANIMAL = r"(?:猫咪?|狗狗?|犬|金毛|泰迪|哈士奇|鹦鹉|鸟|兔子?|乌龟|仓鼠|宠物)"
_LOST = re.compile(
    rf"{_ANIMAL}{_NOBODY}{{0,6}}?(?:走丢|走失|跑丢|丢失|丢了|不见|没回来){_NOBODY}{{0,12}}"
    rf"(?:[，,\s](?:它|已经)?{_NOBODY}{{0,4}}没回来{_NOBODY}{{0,3}})?"
)


def calmed(text: str) -> str:
    """The text with these in plain words."""
    if "救命" in text:
        text = _GOODS.sub("有用", text)
    return _LOST.sub("东西没找到", text)
