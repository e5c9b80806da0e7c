"""What the words around a place say about it: scene of the matter, home or work of the caller,
or something else.
"""

import re
from enum import IntEnum


class Role(IntEnum):
    """Why a place is named, in rising order of how well it tells where the matter happens."""

    ORIGIN = 0
    HANDLER = 1
    REFERENCE = 2
    HOME = 3
    WORK = 4
    NEUTRAL = 5
    INSIDE = 6
    ADDRESS = 7
    SCENE = 8


# Probability that a place in this role, named alone, is where the matter happens (hand-set, checked
# by the test set).
CONFIDENCE = {
    Role.ORIGIN: 0.3,
    Role.HANDLER: 0.6,
    Role.REFERENCE: 0.6,
    Role.HOME: 0.8,
    Role.WORK: 0.85,
    Role.NEUTRAL: 0.88,
    Role.INSIDE: 0.92,
    Role.ADDRESS: 0.95,
    Role.SCENE: 0.96,
}

_CLAUSE_END = re.compile(r"[，。！？；、,!?;:：\n（）()“”]")
_ORIGIN = re.compile(r"(?:户籍|户口|老家|籍贯|祖籍|来自|出生)[^住]{0,5}$")
_HOME = re.compile(
    r"(?:家住|我住|居住|租住|暂住|现住|住址|入住|(?<![堵拦挡围占抓卡困盖压遮罩封记])住)[在于址是的：]{0,2}$"
    r"|(?:本人是|本人系|本人为|我是|我们是|我系|作为|身为|我家是|我家)(?:一名|一个|一位)?(?:家?住在?)?$"
    r"|家在$|我家(?:就)?在$"
)
_SELF = re.compile(r"(?:本人是|本人系|我是|我们是|作为|身为|我们)$")
_REFERENCE = re.compile(
    r"(?:距离?|离|靠近|临近|紧邻|紧挨着?|邻近|毗邻|挨着|相距|通往|开往|去往|方向|不是|除了|从|(?:开车|坐车|骑车|步行|走路|上班|赶)[到去往])[^，。]{0,3}$"
)
_HANDLER = re.compile(
    r"(?:向|找|给|跟|致电|联系|拨打|打电话到|打电话给|打给|问过|去过|反馈给|反映给|投诉到|反映到)[^，。]{0,4}$"
)
_SCENE = re.compile(
    r"(?:反映|投诉|举报|位于|座落[于在]?|坐落[于在]?|地处|发生[在于]|地址[是在为]?|地点[是在为]?|途经|途径|路过|经过|关于|针对|发现|"
    r"建议|咨询|要求|希望|请问|今天在|昨天在|昨晚在|就在)[^住]{0,6}$"
)
_INSIDE = re.compile(r"(?:在|于|到|沿)$")

_NEAR = re.compile(
    r"^(?:小区|公园|大厦)?\d{0,5}[号栋幢弄]{0,2}[东西南北正大]{0,2}(?:门口|门前|路口|附近|旁边?|对面|交叉|交汇|十字|路段|沿线|周边|周围|一带|段|楼下|里面|"
    r"后面|前面|[侧边]|口|内|上|有人|有一|有个|有家|的路灯|的井盖|门)"
)
_RESIDENT = re.compile(
    r"^(?:小区)?[0-9a-zA-Z一二三四五六七八九十期栋幢座号楼单元室组弄-]{0,14}的?(?:一名|一位|一个|普通|老|全体|众多)?"
    r"(?:业主|居民|住户|村民|租户|租客|市民|住(?![宅建院房址]))"
)
_ACTOR = re.compile(
    r"^(?:街道)?(?:办事处|办|政府|管委会|城管|执法|派出所|公安|分局|社区|居委会|村委会|相关部门|工作人员)*[^，。在]{0,3}?"
    r"(?:回复|答复|表示|声称|推诿|推脱|不管|不理|不处理|反映|投诉|求助|让我|叫我|要求我|说)"
)
_WORK = re.compile(r"^(?:那边|这边|这里)?(?:上班|打工|工作(?!人员|站|室|组|日)|务工)")
_MEASURE = re.compile(
    r"^[^，。]{0,3}?(?:大约|约|不到|不足|仅|只有)?[0-9一二三四五六七八九十百几两]+(?:多)?(?:米|公里|千米|里路|分钟|站路|站)"
)

AT_HOME = re.compile(
    r"小区|楼上|楼下|隔壁|邻居|家门口|我家|家里|家中|屋里|物业|本[村栋楼]|我们[村楼这]|单元|住户|村里|院里"
)
ACROSS = re.compile(r"交界|跨区|两区|两个区|几个区|多个区|全线|沿线|全程|整条|各区|全河段|上下游")


def role(text: str, start: int, end: int, floor: int = 0, *, area: bool = False) -> Role:
    """Role of text[start:end]; `floor` is the end of the place before it, `area` says that it is
    a district or street.
    """
    before, after = _before(text, start, floor), text[end : end + 22]
    if _ORIGIN.search(before):
        return Role.ORIGIN
    if _HOME.search(before) or (_SELF.search(before) and _RESIDENT.match(after)):
        return Role.HOME
    if _REFERENCE.search(before):
        return Role.REFERENCE
    if area and (_ACTOR.match(after) or _HANDLER.search(before)):
        return Role.HANDLER
    if _RESIDENT.match(after):
        return Role.HOME
    if _INSIDE.search(before) and _WORK.match(after):
        return Role.WORK
    if _SCENE.search(before) or _NEAR.match(after):
        return Role.REFERENCE if _MEASURE.match(after) else Role.SCENE
    return Role.INSIDE if _INSIDE.search(before) else Role.NEUTRAL


def _before(text: str, start: int, floor: int) -> str:
    """The words of the same clause before `start`, 16 characters at most."""
    window = text[max(floor, start - 16) : start]
    for end in reversed(list(_CLAUSE_END.finditer(window))):
        return window[end.end() :]
    return window
