"""Names that are also ordinary words: count them only where the text uses them as places."""

import re

# Names of two characters are weak by their length; these are weak although they are longer.
ORDINARY = frozenset(
    [
        "主干道",
        "老百姓",
        "大家庭",
        "新农村",
        "好日子",
        "中心区",
        "开发区",
        "步行街",
        "农贸市场",
        "停车场",
        "大市场",
        "一条街",
    ]
)
# Stems of road names that are also verbs of road works: 加快建设|路灯.
_WORKS = frozenset({"建设", "改造", "建筑"})

_BEFORE = re.compile(
    r"(?:[在于到去往至从住沿]|反映|投诉|举报|地处|途经|路过|附近|区|县|镇|街道|地铁|关于|位于)$"
)
_AFTER = re.compile(
    r"(?:大?门口|[东西南北前后正侧大]{1,2}门|附近|路口|小区|旁边|对面|里面|一带|周边|周围|地铁|公交站|片区?|那边|这边|[前后]面|[前后]边|楼下|背后|这里|那里|那块|[东西南北]侧|边上|沿岸|岸边|社区|派出所|"
    r"[负地下]{0,2}[\d一二三四五六七八九十]{1,3}[号楼层栋幢期]|"
    r"桥[上下头]|边(?![缘境]))"
)
_BOUNDARY = re.compile(
    r"(?:$|[，。、；！？,.;!?\s）)]|的|有|里|内|没|每|晚|夜|经常|租房?|打工|上[班学]|工作|读书|开店|做生意)"
)
_LIFE_INSIDE = re.compile(
    r"的?(?:食堂|老师|校门|校园|操场|学生|医生|护士|挂号|门诊|病房|急诊|宿舍|图书馆|校区|院区|家属院|厂区|工人|员工|商家|商户|柜台|"
    r"停车场|地下|物业|业主|保安|电梯|水质|水面|水位|水体|河道|湖面|堤|护栏|栈道)"
)


# Behind a name that opens a clause: 天街的停车费, 奥体游泳馆.
_AT_A_CLAUSE = re.compile(r"的(?!确|话)|停[水电气暖车]|地下|游泳|健身|物业|又?断[水电]|没[水电气]")
_STOPS = frozenset(["", *"，。、；：！？,.;:!?\n （）()"])


def is_weak(name: str) -> bool:
    return len(name) == 2 or name in ORDINARY


def used_as_place(text: str, start: int, end: int) -> bool:
    """Whether the words beside text[start:end] speak of a place."""
    before, after = text[max(0, start - 2) : start], text[end : end + 4]
    if _AFTER.match(after) or _LIFE_INSIDE.match(after):
        return True
    opens = before[-1:] in _STOPS
    if opens and (after[:1] in _STOPS or _AT_A_CLAUSE.match(after)):
        return True
    return bool(_BEFORE.search(before) and _BOUNDARY.match(after))


def cut_from_a_longer_word(text: str, end: int) -> bool:
    """The name is only the head of another word: 新华街|道办, 建材市场|监管局, 东湖村|镇银行,
    建设路|灯.
    """
    last, after = text[end - 1], text[end : end + 2]
    if last == "街" and after[:1] == "道":
        return after != "道路"
    if last == "场":
        return after in {"监管", "监督"}
    if last == "路":
        return after[:1] in {"灯", "面", "网"} and text[end - 3 : end - 1] in _WORKS
    return last == "村" and after[:1] == "镇"
