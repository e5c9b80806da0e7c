"""What is told of a unit so gravely that a person looks before it gets the text, however little the
words around its name weigh: somebody is hurt inside, its people gain by it.
"""

import re

from routing.stances import Stance

_REACH = 6
_INSIDE = re.compile(r"[在于进][^，。！？]{0,3}$")
_ROOM = "室|大厅|办案区|[里内](?:面|头)?|楼上|后院"
_HURT = re.compile(
    rf"(?:(?!报|说|称|告|反映|求助|门口|附近)[^，。！？])*?(?:{_ROOM})?"
    r"被(?:(?!骗|偷|撞)[^，。！？]){0,6}?(?:打|殴|踹|踢|扇|掐|电击|捆|铐|推倒|虐|刑讯)"
)
_OWN_PEOPLE = "[局处科所队站院镇乡区]长|主任|书记|领导|经理|干部|队员|专干|科员|工作人员|师傅"
_GAIN = re.compile(
    rf"(?:{_OWN_PEOPLE})[^，。！？；]{{0,6}}(?:[收拿吃得][了过]?[^，。！？；]{{0,4}}"
    r"(?:好处|回扣|红包|黑钱|烟酒|购物卡)|[^，。！？；]{0,8}"
    r"(?:小舅子|小姨子|侄子|外甥|妹夫|姐夫|连襟|亲戚|女婿|儿媳|堂弟|表弟))"
)
_PRIVATE = re.compile(r"(?:物业|业委会|酒店|饭店|酒楼|门店|厂|村|社区|学校|医院)(?:公司)?的?$")
_SENTENCE = re.compile(r"[。！？]")
_LONGEST = 80
_SUBJECTS = (Stance.CHARGED, Stance.PLAIN, Stance.TURNED_TO)


def is_grave(text: str, start: int, end: int, stance: Stance) -> bool:
    """Whether a short folded text tells so of the unit named at text[start:end]."""
    if stance not in _SUBJECTS or len(text) > _LONGEST:
        return False
    after = _SENTENCE.split(text[end:], maxsplit=1)[0]
    gain = _GAIN.search(after)
    is_inside = _INSIDE.search(text[max(0, start - _REACH) : start])
    if is_inside and _HURT.match(after):
        return True
    return gain is not None and not _PRIVATE.search(after[: gain.start()])
