"""Complaints about who runs a village or a neighbourhood: the street or town is above them, whether
or not the city has units for them.
"""

import re

from routing.conduct import Cues
from routing.signs import STRONG

_HEAD = re.compile(
    r"(?:村|社区|居委会?|村委会?|[村居]民小组)里?的?(?:一把手|副?(?:书记|主任|支书|会计|委员|专干|文书|组长|干部|出纳))|"
    r"村支书|村长|村干部|村两委|[村居]委会?(?:里?的?(?:人|那帮人|大妈|大姐))?|社区(?:干部|工作人员|的人|网格员)"
)
# Somebody was sent to them or asks them: nothing is told of what they did.
_TO = re.compile(
    r"(?:找|去|到|问|请|给|跟|和|与|让|叫|由|经|在|是|当|希望|麻烦|建议|感谢|多亏|竞选)了?[^，。！？]{0,4}$"
)
_TAKES = re.compile(
    r"[把将][^，。！？]{1,14}(?:给|拿|卖|分|占|领|花|租|包|送|搬|转|吞|报)[^，。！？]{0,8}"
    r"(?:[他她]|自己|自家|亲|老[婆公丈]|儿|女|弟|哥|侄|舅|兄)|"
    r"[贪吞昧]了?|私分|收了?[^，。！？]{0,8}(?:钱|礼|烟|酒|红包|块|万|好处)|占了?[^，。！？]{0,6}(?:地|房|公|集体)|"
    r"拿回(?:自己)?家|[做造]假账?|账目?不(?:公开|清)|不公开|打人|骂人|打了我|骂我|贿选|买票|送[^，。]{0,4}拉票"
)
_THANKS = re.compile(r"谢谢|感谢|多亏|表扬|点赞|辛苦")
_REACH = 36
_BEFORE = 8


def blames_committee(text: str, cues: Cues) -> bool:
    """Whether a folded text tells of bad conduct of who runs a village or a neighbourhood."""
    if _THANKS.search(text):
        return False
    strong = [cue.start for cue in cues.all if cue.kind in STRONG]
    for head in _HEAD.finditer(text):
        start, end = head.end(), head.end() + _REACH
        if _TO.search(text[max(0, head.start() - _BEFORE) : head.start()]):
            continue
        if _TAKES.search(text, start, end) or any(start <= place < end for place in strong):
            return True
    return False
