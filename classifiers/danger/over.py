"""What is over is no danger: a clause that says so ("漏气的地方昨天修好了"), with nothing beside it
but thanks. So end matters that somebody goes on with; a first report is read as it stands.
"""

import re
from collections.abc import Sequence

from classifiers.danger.bearing_out import BETWEEN

_DONE = re.compile(
    r"(?:[修接换装补关堵]|维修|抢修|处理|处置|解决|安装|更换|恢复)(?:得?(?:好|完|妥|正常)了?|掉了|住了|完毕|了$)|已经?(?:修复|解决|处理|处置|排除)$"
    r"|[扑浇]灭|(?:火|烟|明火)[^，。！？；]{0,4}(?:灭|熄)了|熄灭|(?:煤?气|烟|焦糊?)味[^，。！？；]{0,3}(?:没有?|散|消失)了|排除|(?:救|劝|抱|背|接|拉|送)[了]?(?:出来|上来|下来|回[来家])"
    r"|找(?:到|回来?)了|(?:自己|平安|安全)[^，。！？；]{0,2}回[来家]了?|(?:水|洪水|积水)[^，。！？；]{0,2}退了"
    r"|不(?:再)?[漏冒喷滴烧着](?:[气水电烟火油])?了|没(?:有)?(?:什么)?(?:危险|大碍)了?$|(?:没|无)(?:什么)?事了?$"
)
# Not done, not yet, asked for, feared, only said by others, threatened with, or begun anew; what
# somebody did to somebody is no repair.
_NOT = re.compile(
    r"[没未难仍吗呢?？把就刀枪药绳炭毒]|[不无](?!再?[漏冒喷滴烧着用])|还[是在要会得没有剩]|又|重新|再次|反复"
    r"|断气|咽气|呼吸|心跳|昏|晕|叫不醒|抢救|死|去世|遇难|溺|重伤|血|凉了|僵|不动|休克|不是(?:气话|玩笑)"
    r"|再不|如果|要是|万一|怎么|什么时候|何时|假装|骗"
    r"|[说称讲叫让请求要想快会能][^，。！？；]{0,6}(?:修|处理|解决|救|灭|找|关|换)"
)
# What somebody said before and did not mean; it ends nothing unless something else says so.
_TAKEN_BACK = re.compile(
    r"(?:上次|(?<![晚早路])上回|之前|以前|前面|刚才|刚刚|昨[天晚]|前天|那天|当时)[^，。！？；]{0,16}"
    r"(?:是|算|属于?)[^，。！？；不没]{0,4}(?:气话|玩笑|冲动|糊涂话|醉话|酒话|说着玩)[^，。！？；]{0,4}"
)
_HARMLESS = re.compile(r"[没无](?:有)?(?:什么)?(?:危险|大碍|事|人受伤)|味[^，。！？；]{0,3}没有?了")
# What may stand beside it: thanks, and that nobody need come. Of all else the reader decides.
_BESIDE = re.compile(
    r"(?:现在|目前|已经?|都|一切|人|也|请)*(?:[没无]什?么?事|好了|正常|平安|放心|[没无]人受伤|没有?危险"
    r"|不用|不必|不需要|谢|感谢|多谢|撤诉|撤销|撤回|取消|麻烦|辛苦|打扰)[^我死跳活管]{0,8}"
)
# What a dump or a factory gives off year after year is smell and dirt.
_LASTS = re.compile(
    r"每[天日晚]|天天|多年|常年|长年|长期|一年多|几年|[两三四五]年|夏天|春夏|今夏|何时是个?头|垃圾[站场]"
)
_DIRT = re.compile(r"毒气|臭|作?呕|异味|气味|废气")
_STRUCK = re.compile(r"送医|住院|救护|现在有|刚才|刚刚|今天|今晚")
_PUT_OUT = re.compile(r"扑灭|灭掉了?|火灭了")


def is_over(text: str) -> bool:
    """Whether a danger in this text has passed, as far as the text tells."""
    clauses = [clause for clause in BETWEEN.split(text) if clause]
    over = [_says_over(clause) for clause in clauses]
    return any(over) and all(
        passed or _stands_beside(clause) for passed, clause in zip(over, clauses, strict=True)
    )


def _says_over(clause: str) -> bool:
    return bool(_DONE.search(clause)) and not _NOT.search(_HARMLESS.sub("", clause))


def _stands_beside(clause: str) -> bool:
    if _TAKEN_BACK.fullmatch(clause):
        return "不是" not in clause
    return _BESIDE.fullmatch(clause) is not None


def is_of_before(text: str, kinds: Sequence[str], danger_words: Sequence[str]) -> bool:
    """A letter about smell and dirt that last, or about a fire that is out."""
    if "fire" in kinds and _PUT_OUT.search(text):
        return True
    of_dirt = any(map(_DIRT.search, danger_words))
    return of_dirt and _LASTS.search(text) is not None and not _STRUCK.search(text)
