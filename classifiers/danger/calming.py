"""Ways of speaking that alarm nobody: goods that are said to save lives ("能救命"), animals that
ran away, things that fell into the water, calls that somebody gets ("打我电话"), fumes of a
kitchen, stoves that do not light. Told as what they are they raise no alarm by their words.
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
_CALLED = re.compile(r"打我的?(?=电话|座机|微信语音|视频电话)")
_THING = (
    r"(?:手机|钥匙|眼镜|钱包|帽子|鞋子?|无人机|耳机|戒指|手表|相机|项链|证件|身份证|球|玩具"
    r"|东西|快递|书?包|首饰|文具|雨伞|水桶|垃圾桶|拖鞋)"
)
_SUNK = re.compile(
    rf"{_THING}{_NOBODY}{{0,6}}?[掉落][进到入]?了?(?:水库|水塘|池塘|水沟|鱼塘|水井|窨井|下水道|[河江湖海塘水沟渠池井])(?:里面?|中)?了?"
    r"(?:[，,]?(?:捞不(?:上来|到|着)|怎么捞|没法捞|能(?:不能)?(?:帮忙)?捞))?"
)
_NOT_LIT = re.compile(r"(?:[打点]火)?[打点](?:不着|不起|不上|不了)火|点火失败")


def calmed(text: str) -> str:
    """The text with these in plain words."""
    if "打我" in text:
        text = _CALLED.sub("打来", text)
    if "油烟" in text:
        text = text.replace("油烟", "油气")
    if "火" in text:
        text = _NOT_LIT.sub("打不着", text)
    text = _SUNK.sub("东西没找到", text) if "掉" in text or "落" in text else text
    if "救命" in text:
        text = _GOODS.sub("有用", text)
    return _LOST.sub("东西没找到", text)
