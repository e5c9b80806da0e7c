"""What is told afterwards: a rescue that somebody is thanked for, what fell and hurt nobody, and
what was long ago. None of it needs help now, whatever words it is told in.
"""

import re

from classifiers.danger.bearing_out import BETWEEN

LONGEST = 120
_THANKS = re.compile(
    r"感谢|表扬|点个?赞|赞一个|锦旗|道谢|当面[道谢]|想谢|谢谢(?:他|她|那|这|医生|护士|民警|师傅|消防|好心)"
    r"|奖励|记[一个]*功|感动|好心人|见义勇为|旗子"
)
_RESCUED = re.compile(
    r"(?:救|扶|背|抱|捞|拉|劝|送|抬|托)(?:了|出|上|下|回|起|到|去|进|活|醒|住)|抢救|救人|送医"
    r"|找(?:到|回|着)|扑灭|急救|心肺复苏|母子平安|脱险|捡回|救[我了他她]"
)
# Who still needs help begs for it, or says that it goes on.
_STILL = re.compile(
    r"快[点来派去救]|求[你您]|来人|赶紧|正在|还在|还没|仍|没醒|叫不醒|怎么办|现在(?!好|没事|能|已|恢复|人|他好|她好)"
    r"|又|救救|救命啊|来救|刚[刚才]"
)
# Danger to whoever stands near is there though nobody was hurt yet.
_UNHURT = re.compile(
    r"人(?:都|也|倒)?没(?:事|受?伤|在[车里])|没(?:有)?(?:砸|伤)[到着]?人|没人(?:受伤|在)[^，。]{0,2}(?=$|[，。！])"
    r"|人(?:当时)?不在[车里屋]|没伤着|没砸着"
)
_GOES_ON = re.compile(
    r"火|烟|漏|电|气味|快|救|怕|还在|正在|晃|裂|要(?:掉|倒|塌|砸)|松|刀|追|幸亏|差点"
)
_LONG_AGO = re.compile(
    r"去年|前年|上个?(?:月|周|星期|礼拜|学期)|(?<![晚早路])上[次回]|当年|那[年次回]|以前"
    r"|(?:[0-9一两二三四五六七八九十几半]|好几)个?多?[年月](?:多)?(?:前|以前|之前)"
)
_AGAIN = re.compile(r"(?:刚才?|刚刚|今[天晚早]|现在|这会儿?)[^，。！？；]{0,4}又")
AGAIN_SIGN = "又"  # stands in whatever the pattern above matches
_SINCE = re.compile(r"到现在|至今|今天|昨|刚|又|现在|这[两几]天|再次|开始|以来|就[说想要]|一直|从")


def thanks_for_rescue(text: str) -> bool:
    return bool(_THANKS.search(text) and _RESCUED.search(text)) and not _STILL.search(text)


def hurt_nobody(text: str) -> bool:
    return _UNHURT.search(text) is not None and not _GOES_ON.search(text)


def without_long_ago(text: str) -> str:
    """The clauses that tell of no time long ago; all of them where it lasts since then."""
    if not _LONG_AGO.search(text) or _SINCE.search(text):
        return text
    return _later_clauses(text)


def told_again(text: str) -> str:
    """What happens now, of a text that tells what happened long ago first; else ""."""
    if AGAIN_SIGN not in text or not _AGAIN.search(text) or not _LONG_AGO.search(text):
        return ""
    later = _later_clauses(text)
    return later if _AGAIN.search(later) else ""


def _later_clauses(text: str) -> str:
    clauses = [clause for clause in BETWEEN.split(text) if clause]
    return "，".join(clause for clause in clauses if not _LONG_AGO.search(clause))
