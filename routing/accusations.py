"""Which units a text complains about: such a complaint must never reach them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from classifiers.folding import fold
from routing.matcher import NameIndex
from routing.tables import Area, Unit

_CITY = re.compile(r"^(?:\S{1,4}?市(?!场|民|政)|市)")
_TOO_GENERAL = frozenset(
    [
        "政府",
        "人民政府",
        "管委会",
        "管理委员会",
        "分局",
        "中心",
        "支队",
        "办公室",
        "管理局",
        "公司",
        "人民政府办公室",
    ]
)
_STRONG = re.compile(
    r"推诿|推脱|推卸|推来推去|踢皮球|不作为|乱作为|慢作为|懒政|怠政|吃拿卡要|[索受行]贿|贪污|腐败|徇私|滥用职权|以权谋私|以权压人|"
    r"(?:暴力|野蛮|粗暴|违规|违法|选择性|钓鱼)执法|执法(?:太|很|非常|过于)?(?:粗暴|野蛮|不公)|乱收费|乱罚款|失职|渎职|玩忽职守|包庇|保护伞|勾结|官僚|刁难|辱骂|骂人|打人|不耐烦|敷衍|"
    r"好处费|收红包|收黑钱|[收拿]了?[我他她咱]?们?的?钱不办事|不给钱不办|送礼才[办给]|说话(?:特别|非常|十分|很|太|真)?(?:难听|不客气|带刺)|"
    r"把[我他她咱]们?[^，。！？]{0,6}?(?:赶|轰|撵)(?:了?出|走)|爱[答理]不理|不理不睬|冷嘲热讽|甩脸|挂[断掉了我]{1,3}的?电话|把[我他她]的?电话挂|吼[我他她人]|作风|脸难看|态度(?!(?:都|也|还|真|很|非常|特别|十分|比较|挺|格外)*(?:好|热情|和蔼|认真|亲切|友善|耐心|不错))"
)
_SOFT = re.compile(
    r"(?:工作|执法|办事|窗口|接线|值班|公职)人员|执法队员|城管队员|协管员|接线员|辅警|民警|公务员|客服"
)
_REQUEST = re.compile(
    r"(?:希望|请|恳请|盼|要求|让|建议|感谢|谢谢|派|联系|咨询|表扬|辛苦)[^。！？\n]{0,14}$"
)
_PRAISED = re.compile(
    r"[^，。！？]{0,4}?(?:态度|服务|工作)?(?:都|也|还|真|很|非常|特别|十分|比较|挺|格外)+(?:好|热情|耐心|负责|认真|细心|到位|不错)"
)
_PRIVATE = re.compile(
    r"(?:物业|商家|店家|老板|开发商|中介|邻居|业主|司机|保安|房东|商户|摊主|医生|护士|老师|快递员|店员|服务员|销售|男子|女子|"
    r"施工方|工地|业委会|村委会?|居委会|社区|医院|学校|幼儿园|银行|平台|驾校|包工头|对方|房产商|投资方)[^，。]{0,6}$"
)
_ASKED = re.compile(r"(?:请|呼吁|建议|拜托|麻烦|劳烦|盼|望)[^，。]{0,6}$")
_CLAUSE = re.compile(r"[，。！？；!?;\n]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_FACILITY = re.compile(r"[路园苑店厂校院楼村馆场湾巷]|小区|公寓|广场")
_BARE_REACH, _AFTER_REACH, _CLOSE = 16, 24, 14


@dataclass(frozen=True, slots=True)
class Named:
    """A unit in the text; `bare` when it is named only as an area (鼓楼街道), which mostly just
    says where.
    """

    start: int
    end: int
    units: tuple[str, ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """Codes of the units complained about; `staff` when the conduct of officials is, whoever
    they are.
    """

    units: tuple[str, ...] = ()
    staff: bool = False


class Accusations:
    """Finds the accused among the units of a city."""

    def __init__(self, units: Iterable[Unit], areas: Iterable[Area]) -> None:
        units, by_code = tuple(units), {area.code: area for area in areas}
        self._units = {unit.code: unit for unit in units}
        self._names: dict[str, dict[str, None]] = {}
        self._bare = {fold(area.name) for area in by_code.values()}
        for unit in units:
            for name in _forms(unit, by_code):
                self._names.setdefault(fold(name), {})[unit.code] = None
        self._parents = {area.code: area.parent or area.code for area in by_code.values()}
        self._index = NameIndex(self._names)

    def named(self, text: str) -> list[Named]:
        """Units that the text names, in its order."""
        folded = fold(text)
        return [
            Named(
                start, end, tuple(self._names[folded[start:end]]), folded[start:end] in self._bare
            )
            for start, end in self._index.find(folded)
        ]

    def hear(
        self, text: str, *, conduct: bool = False, praise: bool = False, district: str = ""
    ) -> Hearing:
        """Who is complained about; of a name that several units share those of `district` and of
        the city are meant.

        conduct, praise    whether the report is in the category for conduct of staff, or praises
        """
        text = fold(text)
        cues = _cues(text, praise=praise)
        if not cues and not conduct:
            return Hearing()
        named = self.named(text)
        blamed = [mark for cue in cues for mark in _blamed(text, cue, named)]
        if not blamed and conduct:
            blamed = [mark for mark in named if not mark.bare] or named
        codes = dict.fromkeys(code for mark in blamed for code in self._meant(mark.units, district))
        return Hearing(tuple(codes), _blames_staff(cues))

    def _meant(self, codes: tuple[str, ...], district: str) -> tuple[str, ...]:
        if len(codes) == 1 or not district:
            return codes
        return tuple(code for code in codes if self._serves(code) in ("", district)) or codes

    def _serves(self, code: str) -> str:
        area = self._units[code].area
        return self._parents.get(area, area)


def _cues(text: str, *, praise: bool) -> list[re.Match[str]]:
    """Words about conduct, without friendly ones about staff.

    Of praise only what contradicts it.
    """
    strong = list(_STRONG.finditer(text))
    if praise:
        return strong
    return strong + [cue for cue in _SOFT.finditer(text) if not _is_friendly(text, cue)]


def _is_friendly(text: str, cue: re.Match[str]) -> bool:
    """The staff are asked to come, thanked or praised."""
    before = text[max(0, cue.start() - 20) : cue.start()]
    return bool(_REQUEST.search(before) or _PRAISED.match(text, cue.end()))


def _blames_staff(cues: list[re.Match[str]]) -> bool:
    """Officials and bad conduct stand close together, whether or not a unit is named."""
    places = [[cue.start() for cue in cues if cue.re is pattern] for pattern in (_STRONG, _SOFT)]
    return any(abs(strong - soft) <= _CLOSE for strong in places[0] for soft in places[1])


def _blamed(text: str, cue: re.Match[str], named: list[Named]) -> list[Named]:
    """The units of the cue's sentence, or else the last one before it, or the first soon after."""
    start, end = _sentence(text, cue.start())
    usable = [mark for mark in named if _may_be_blamed(text, mark, cue)]
    inside = [mark for mark in usable if start <= mark.start < end]
    if _PRIVATE.search(text[max(start, cue.start() - 9) : cue.start()]):
        close = text.rfind("，", start, cue.start()) + 1
        return [
            mark
            for mark in inside
            if max(start, close) <= mark.start < cue.start() and not mark.bare
        ]
    if inside:
        return inside
    before = [mark for mark in usable if mark.end <= cue.start()]
    if before:
        return before[-1:]
    return [mark for mark in usable if mark.start - cue.end() <= _AFTER_REACH][:1]


def _may_be_blamed(text: str, mark: Named, cue: re.Match[str]) -> bool:
    """Not a unit that is only asked to act, nor a street that only says where."""
    between = text[mark.end : cue.start()]
    if mark.bare:
        return 0 <= cue.start() - mark.end <= _BARE_REACH and not _FACILITY.search(between)
    asked = _ASKED.search(text[max(0, mark.start - 10) : mark.start])
    return not asked or (cue.start() >= mark.end and not _CLAUSE.search(between))


def _sentence(text: str, place: int) -> tuple[int, int]:
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, place)), default=0)
    end = _SENTENCE.search(text, place)
    return start, end.start() if end else len(text)


def _forms(unit: Unit, areas: dict[str, Area]) -> set[str]:
    """The unit's names and what is left of them without city and district, and the bare area of
    a street's unit.
    """
    area = areas.get(unit.area)
    prefixes = (area.name, *area.aliases) if area else ()
    forms = {unit.name, *unit.aliases}
    for name in tuple(forms):
        short = _CITY.sub("", name)
        for prefix in prefixes:
            if short.startswith(prefix) and unit.kind != "street":
                rest = short.removeprefix(prefix)
                forms |= {rest, *(other + rest for other in prefixes)}
        forms.add(short)
    if unit.kind == "street" and area:
        forms |= {area.name, f"{area.name}办", f"{area.name}政府", f"{area.name}办事处"}
    return {form for form in forms if len(form) > 1 and form not in _TOO_GENERAL}
