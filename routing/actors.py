"""Who acts in a text: units and their people, officials of nobody in particular, private ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from routing.matcher import NameIndex, patterns_by_kind
from routing.stances import Stance, stance
from routing.unit_names import UnitNames


class Kind(Enum):
    """UNIT is one of the city's, STAFF an official whoever they serve, OTHER everybody else."""

    UNIT = 1
    STAFF = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """text[start:end] names somebody; `units` are the codes that a name may mean."""

    start: int
    end: int
    kind: Kind
    units: tuple[str, ...] = ()
    stance: Stance = Stance.PLAIN


_PEOPLE = patterns_by_kind(Path(__file__).with_name("people.txt"))
_STAFF, _OTHER = _PEOPLE["staff"], _PEOPLE["other"]
# 大马公路那个弯道, 地铁那个闸机: a thing, not the one who works there.
_PART_OF_ROAD = (
    r"弯|坡|桥|坑|井|洞|涵|站台|路[口段面边]|出[站口]|进站|闸|屏蔽|护栏|栏杆|"
    r"扶?电?梯|楼梯|门|灯|标[志识线]|牌|杆|线|管|箱|柜|表|阀|机器|设备|厕所"
)
_PEOPLE_OF_WORK = re.compile(
    r"(?:[安抢维装维][装修检]|稽查|验收|检查|执法|审批|收费|抄表|贷款|上|里|那边|公司|营业厅?|门店|站[台点]|大厅|门市|"
    r"(?:派?来|上门|过来|负责|搞|跑)?(?:[安抢维装修检查抄接验收送拉铺换巡]|开锁|开户|业务|点火)[^，。的]{0,5}(?=的)|"
    r"上门|派来|施工|值班|管事)?(?:的?(?:那|这|有)个?|的)?"
    r"(?:窗口|柜台|大厅|(?:收费|缴费|服务|维修)[点处部]|安检|检票口|客服|师傅|司机|驾驶员|乘务员|小哥|业务员|推销员|[装维]修[员工]|装机[员工]?(?![子时器])|安装[员工]|"
    r"维护[员工]|巡线[员工]|电工|管道工|班长|队长|管理员|施工的|讲解员|救生员|女的|男的|小?姑娘|小伙子?|大[姐哥爷妈叔]|阿姨|"
    r"(?:客户|片区|大客户|业务|网格)经理|售后|店员|店长|工程师|"
    r"人(?![才民行口数流])|工作人员|那[边帮位]|那个(?!"
    + _PART_OF_ROAD
    + r")|员工|收费的|抄表的|检查的|验收的|"
    r"[科室股](?!技)|医生|护士|执法|举报电话|热线|保洁|保安|干部|领导|经理|调度|站务|"
    r"(?:抢修|验收|安检|审批)(?=[说要排收拖非不]|来了|[^，。]{0,4}次)|一?来(?:检查|查|验收|看了)(?=[，。一的]|我|店|厂|家)|上门(?=[看检查验收换装，])|的?那(?:[位帮]|个(?!"
    + _PART_OF_ROAD
    + r"))|"
    r"(?:稽核|稽查|抢修|执法|审批|验收)?的(?=[来到把让叫说拿]|非要|硬要|收了?[^，。]{0,4}[钱烟酒卡])|"
    r"[检验售安站接话监协抄办]?[票检务听报督管察修表线值班装]{1,2}[员的]|员(?!工))"
)
_OBJECT = re.compile(
    r"(?:跟|和|与|对|给|把|将|被|帮|替|为|为了|让|查|收|拿|找|罚|抓|骂|打|包庇|袒护|纵容|偏袒|默许|保护|放任|向着|通知|要求|到|在|去|(?<![可但还就只于])是|有|监管|处罚|"
    r"举报|投诉|推给|要我们?|逼|给我们?|叫|我们?|我家|咱们?|本|的|怕|认定)(?:这|那|这个|那个|这家|那家|这些|那些|这种|一家|某|黑|个|家|小)?$"
)
# The name is only a part of a longer word: 城管|理, 税务|师; 燃气公司|师傅 is whole.
_CUT = re.compile(r"理(?!我|睬|会我)|师(?!傅)|械|证|部|厅|府")
# 我要投诉燃气, where the word of its work means the unit itself.
_CHARGED = re.compile(r"(?:投诉|举报|控告|状告)(?:一下|咱们?|你们|我们|本地|当地)?的?$")
_CHARGED_END = re.compile(r"$|[，。！？；：,!?;]|公司|部门|那边|的人|不|总|老|一直|态度|服务")
# Who serves a line whose company nobody names: 16路司机, 2号线的安检员.
_CREWS = {
    "公交司机": re.compile(r"\d{1,3}路(?:公交)?车?的?(?:司机|师傅|驾驶员|车长|乘务员)"),
    "地铁公司": re.compile(
        r"\d{1,2}号线[^，。\d]{0,4}?(?:站务员?|安检员?|工作人员|司机|乘务员|保安|保洁)"
    ),
}
_BESIDE = 3


class Actors:
    """Finds the actors among the units of a city."""

    def __init__(self, names: UnitNames) -> None:
        self._names = names
        self._index = NameIndex({**names.codes, **names.work})

    def find(self, text: str) -> list[Actor]:
        """All actors of a folded text, in its order; none where only private ones act."""
        units = self.units(text)
        staff = [match.span() for match in _STAFF.finditer(text)]
        if not units and not staff:
            return []
        taken = _places(units)
        others = []
        private = [match.span() for match in _OTHER.finditer(text)]
        for kind, spans in ((Kind.OTHER, private), (Kind.STAFF, staff)):
            for start, end in spans:
                if start not in taken and end - 1 not in taken:
                    others.append(Actor(start, end, kind))
                    taken.update(range(start, end))
        ordered = sorted(units + others, key=lambda actor: (actor.start, -actor.end))
        return [actor for actor in self._placed(text, ordered) if actor.stance != Stance.PLACE]

    def only_private(self, text: str) -> bool:
        """Whether a folded text tells of private ones and of no official; units may be asked.
        Who stands at the desk of a shop (健身房前台) is the shop's.
        """
        if any(actor.kind is Kind.STAFF for actor in self.find(text)):
            return False
        taken = _places(self.units(text))
        return any(match.start() not in taken for match in _OTHER.finditer(text))

    def units(self, text: str) -> list[Actor]:
        """The units that a folded text names, whyever."""
        units = []
        for start, end in self._index.find(text):
            codes = self._names.codes.get(text[start:end])
            if codes is None:
                codes = self._names.work[text[start:end]]
                people = _PEOPLE_OF_WORK.match(text, end)
                if people:
                    end = people.end()
                elif not _is_charged(text, start, end):
                    continue
            if not _is_cut(text, start, end):
                units.append(Actor(start, end, Kind.UNIT, tuple(codes)))
        return self._with_crews(text, units)

    def named(self, text: str) -> list[Actor]:
        """The units of all names and words of work in a folded text that names nobody else."""
        codes = {**self._names.work, **self._names.codes}
        return [
            Actor(start, end, Kind.UNIT, tuple(codes[text[start:end]]))
            for start, end in self._index.find(text)
            if not _is_cut(text, start, end)
        ]

    def _with_crews(self, text: str, units: list[Actor]) -> list[Actor]:
        """With those who serve a line of buses or trains."""
        crews = [
            Actor(*match.span(), Kind.UNIT, tuple(codes))
            for company, pattern in _CREWS.items()
            if (codes := self._names.codes.get(company))
            for match in pattern.finditer(text)
        ]
        if not crews:
            return units
        taken = {place for unit in units for place in range(unit.start, unit.end)}
        free = [crew for crew in crews if taken.isdisjoint(range(crew.start, crew.end))]
        return sorted(units + free, key=lambda unit: unit.start)

    def _placed(self, text: str, actors: Sequence[Actor]) -> list[Actor]:
        placed: list[Actor] = []
        for number, actor in enumerate(actors):
            before = placed[-1] if placed else None
            if actor.kind is Kind.UNIT:
                follower = actors[number + 1] if number + 1 < len(actors) else None
                placed.append(replace(actor, stance=self._stance(text, actor, follower)))
            elif actor.kind is Kind.OTHER:
                if not _OBJECT.search(text[max(0, actor.start - 5) : actor.start]):
                    placed.append(actor)
            elif before and before.kind is Kind.OTHER and actor.start - before.end <= _BESIDE:
                placed.append(replace(actor, kind=Kind.OTHER))
            else:
                placed.append(actor)
        return placed

    def _stance(self, text: str, actor: Actor, follower: Actor | None) -> Stance:
        bare = text[actor.start : actor.end] in self._names.bare
        beside = (
            follower is not None
            and follower.kind is Kind.OTHER
            and follower.start - actor.end <= 10
            and "，" not in text[actor.end : follower.start]
        )
        return stance(text, actor.start, actor.end, bare=bare, owner=beside)


def _places(actors: list[Actor]) -> set[int]:
    return {place for actor in actors for place in range(actor.start, actor.end)}


def _is_charged(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start]
    return bool(_CHARGED.search(before) and _CHARGED_END.match(text, end))


def _is_cut(text: str, start: int, end: int) -> bool:
    return _CUT.match(text, end) is not None and text[start:end] != "12345"
