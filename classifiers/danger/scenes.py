"""Dangers that are told without any alarming word: so much medicine was taken, somebody stands on a
roof and says no more, an old person has not answered for days. Calm words beside them ("没事, 就是
想睡") hide nothing.
"""

import re

from classifiers.folding import fold

LONGEST = 120
_MEDICINE = r"(?:药|安定|安眠|胶囊|头孢|止[疼痛]片|降压片)"
_MANY = (
    r"(?:[一整半两三几]+[瓶盒板版]|一?大把"
    r"|(?:\d{2,3}|[二三四五六七八九几]?十|[一两]百)[几多来]?[片颗粒])"
)
_TAKEN = r"(?:吃|吞|咽|灌|喝)(?:了|下去?了?|进去了?)"
_OVERDOSE = re.compile(
    rf"{_TAKEN}[^，。！？；]{{0,3}}{_MANY}[^，。！？；]{{0,4}}{_MEDICINE}"
    rf"|{_MEDICINE}[^，。！？；]{{0,6}}(?:全|都|一口|一粒不剩)[^，。！？；]{{0,3}}{_TAKEN}"
)
_ROOF = re.compile(
    r"^(?:我|人)?(?:一个人|自己)?(?:现在|正|已经|就)?(?:站|坐|爬|走|来|跑)?[在到上]了?"
    r"[^，。！？；]{0,4}(?:天台|楼顶|房顶|顶楼)(?:天台)?(?:上|边|边上|沿上)?了?(?:$|[，。！])"
)
_OLD = re.compile(
    r"老人(?!年|卡|证)|老太|老头|大[爷娘妈伯]|[爷奶姥]|外[婆公]|老[父母伯]|[孤独]居|一个人住|孤寡"
)
_DAYS = re.compile(
    r"(?:(?:\d|[两三四五六七八九十几])天|好些天|好几天|[一两几]个?(?:星期|礼拜|周))[^，。！？；]{0,4}"
    r"(?:[没不未]|打电话[^，。！？；]{0,2}[没不]|打不通|联系不上)"
)
_DOOR = re.compile(
    r"(?:敲|拍|叫门|砸门|喊)[^，。！？；]{0,6}[没不无][^，。！？；]{0,2}(?:应|开|答|回|动静|反应|声)"
)
# Goods, prescriptions, roofs that somebody uses, and what was long ago.
_OF_GOODS = re.compile(
    r"过期|[退赔贵价]|报销|医保|疗程|每[天日次]|一天|医嘱|效果|请问|咨询|去年|上次|以前|出院|投诉"
)
_OF_ROOFS = re.compile(r"[晒晾修漏种养装搭拍玩]|防水|太阳能|物业|施工|干活|请问|咨询")
_OF_CALLS = re.compile(r"快递|物业|客服|公司|店|维修|信号|线路|欠费|助听器|请问|咨询")


def scene_of(text: str) -> str:
    """The kind of danger that a short text tells of so, "" for none."""
    if len(text) > LONGEST:
        return ""
    plain = fold(text).strip()
    if _OVERDOSE.search(plain) and not _OF_GOODS.search(plain):
        return "life"
    if _ROOF.search(plain) and not _OF_ROOFS.search(plain):
        return "life"
    signs = (_OLD, _DAYS, _DOOR)
    is_silent = all(sign.search(plain) for sign in signs) and not _OF_CALLS.search(plain)
    return "illness" if is_silent else ""
