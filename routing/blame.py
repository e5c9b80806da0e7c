"""Of whom each clause of a text tells: the units, others, or nobody."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from routing.actors import Actor, Kind
from routing.stances import Stance

_CLAUSE = re.compile(r"[^，。！？；!?;\n]+")
_FACILITY = re.compile(r"[路园苑店厂校院楼村馆场湾巷]|小区|公寓|广场")
# What makes the bare name of a street an office: its people, or what only an office does.
OFFICIALS = re.compile(
    r"(?![^，。]{0,6}(?:冒充|假冒|自称|装成|扮成|谎称))(?:"
    r"(?:的|里的?|有个|那帮|那些|那几个|几个|个别|有些|那个(?:分管)?)?(?:工作人员|分管|副区长|区长|副县长|干部|领导|书记|主任|副?[镇乡]长|长(?![期时大度江江河])|副书记|副主任|协管|包村|征收组|工作组|拆迁队|执法队|社区矫正|城管队?|窗口|办事[的员]|社工|会计|那[个位]|"
    r"人(?![行民口流群家才数])|民政|司法所|城建|计生|拆迁办|征[迁收]|综治|执法|派来?的?人|派来的|拆违|评低保|发低保|分房)|"
    r"的?(?![村社组区街队])[\u4e00-\u9fff](?:副?书记|副?主任|[科所站队股部]长|副?[镇乡]长)|"
    r"(?:管|查|防|抓)[^，。的]{1,5}的(?:来|那[个位]|老[\u4e00-\u9fff]|小[\u4e00-\u9fff]|姓|人|[说把让叫拿收非要])|"
    r"(?:来|上门|下来|派来)[^，。的]{1,5}的(?:那[个位帮]|人|[不说把让叫拿收非光只要])|"
    r"(?:文书|秘书|打字员|办事员|收费员|食堂|档案室)|"
    r"的[^有，。的]{1,4}(?:干部|主任|科长|所长|站长|人员|会计|员(?=[把给说来在都拿收让]))|"
    r"[\u4e00-\u9fff]{0,4}?(?:武装部|指挥部|[执行]法中队|执法大队|(?:林业|农技|水利|水管|文化|畜牧|兽医)站|"
    r"(?:财政|国土|规划|土管|村建|民政)所|(?:便民|服务|综治)中心|(?:信访|党政|安监|环保|扶贫|综合)办|(?:民政|城管|综合)科|窗口|专管员|协管员|网格员|巡查员|信息员|防疫员|护林员)|"
    r"[\u4e00-\u9fff]{2,4}(?:所|站|办|科|组|中心|专干)的?(?:人|那个|姓|[说让叫把收非硬卡推])|"
    r"(?:把|让|派|叫|逼|硬|非要|不给|不让|不肯|弄的|欠|强[拆征]|包庇|答应|答复|回复|说(?![起到明过])|收了|拆了|骗"
    r"|拿了|拿着|吃了|贪|吞|卖了|扣|压着|拖着|推[说脱诿]|搞|一直(?:踢|推|拖|不)|踢|糊弄|敷衍|谎|瞒|截|挪|克扣|态度|不作为))"
)
_ABOUT_OTHERS = re.compile(r"举报|投诉|反映|控告|求助|咨询|报案|报警|报过|起诉|申诉|信访|登记|申请")
_AND = re.compile(r"和|与|跟|同|及|以及|、|还有")
_SELF = re.compile(r"(?:后来|现在|当时|但是?|可是?|所以|于是|今天|昨天|上周)?(?:我|咱|本人)")
_THEY = re.compile(r"[他她它]|人家|对方|那边|这帮|那人")
_QUIET = (Stance.ASKED, Stance.THANKED, Stance.GREETED)
_BARE_REACH = 10
_CLAUSES_KEPT = 7
_AHEAD = 36
_NEAR = 3


@dataclass(slots=True)
class Case:
    """What a text tells of one unit: (start, end) of the clauses about it, of those that name it
    or follow at once, and of the clauses in which the caller speaks of themself after it.
    """

    actor: Actor
    own: list[tuple[int, int]] = field(default_factory=list)
    near: list[tuple[int, int]] = field(default_factory=list)
    caller: list[tuple[int, int]] = field(default_factory=list)
    early: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """The cases of a text, and the clauses that tell of others and of officials of nobody in
    particular.
    """

    cases: list[Case]
    others: list[tuple[int, int]] = field(default_factory=list)
    staff: list[tuple[int, int]] = field(default_factory=list)


class _Teller:
    """Goes through the clauses of a text and remembers of whom the last ones told."""

    def __init__(self, text: str, actors: Sequence[Actor], bare: Collection[str]) -> None:
        self._text, self._bare = text, bare
        self._cases: dict[tuple[str, ...], Case] = {}
        distinct: list[Case] = []
        for actor in actors:
            if actor.kind is Kind.UNIT:
                case = self._cases.get(actor.units)
                if case is None:
                    case = self._same(actor, distinct)
                    self._cases[actor.units] = case
                elif actor.stance.value < case.actor.stance.value:
                    case.actor = replace(actor, units=case.actor.units)
        self.story = Story(distinct)
        self._topic: Case | None = None
        self._other = False
        self._age = 0
        self._early: list[tuple[int, int]] = []

    def _same(self, actor: Actor, distinct: list[Case]) -> Case:
        """The case of an earlier name that may mean the same (公安局, then 民警), or a new one."""
        for case in distinct:
            shared = [code for code in actor.units if code in case.actor.units]
            if shared:
                nearer = min(actor.stance, case.actor.stance, key=lambda stance: stance.value)
                case.actor = replace(case.actor, units=tuple(shared), stance=nearer)
                return case
        distinct.append(Case(actor))
        return distinct[-1]

    def clause(self, start: int, end: int, actors: Sequence[Actor]) -> None:
        span = (start, end)
        speaker = self._speaker(start, end, actors)
        if speaker is None:
            self._inherit(span)
            return
        self._age = 0
        if speaker.kind is Kind.OTHER:
            self._other = True
            self.story.others.append(span)
        elif speaker.kind is Kind.STAFF:
            self._staff(span)
        else:
            self._other, self._topic = False, self._cases[speaker.units]
            self._tell(self._topic, span)
            for actor in self._joined(speaker, actors):
                self._cases[actor.units].own.append(span)
                self._cases[actor.units].near.append(span)

    def _tell(self, case: Case, span: tuple[int, int]) -> None:
        case.own.append(span)
        case.near.append(span)
        case.early += [early for early in self._early if span[0] - early[1] <= _AHEAD]
        self._early.clear()

    def _joined(self, first: Actor, actors: Sequence[Actor]) -> list[Actor]:
        """Other units that do the same: 城管局和街道办互相推诿."""
        units = [a for a in actors if a.kind is Kind.UNIT and a.stance not in _QUIET]
        joined: list[Actor] = []
        for left, right in pairwise(units):
            same = self._cases[left.units] is self._cases[right.units]
            if _AND.fullmatch(self._text, left.end, right.start) and not same:
                joined += [left, right]
        return [actor for actor in dict.fromkeys(joined) if actor.units != first.units]

    def _staff(self, span: tuple[int, int]) -> None:
        if self._topic is not None:
            self._other = False
            self._topic.own.append(span)
        else:
            self.story.staff.append(span)
            self._early.append(span)

    def _inherit(self, span: tuple[int, int]) -> None:
        self._age += 1
        if self._age > _CLAUSES_KEPT:
            return
        if self._other:
            self.story.others.append(span)
        elif self._topic is not None:
            caller = _SELF.match(self._text, span[0]) and not _THEY.search(self._text, *span)
            (self._topic.caller if caller else self._topic.own).append(span)
            if not caller and self._age <= _NEAR:
                self._topic.near.append(span)
        else:
            self._early.append(span)

    def _speaker(self, start: int, end: int, actors: Sequence[Actor]) -> Actor | None:
        """Who acts in the clause: a unit before its staff, staff before others."""
        usable = [actor for actor in actors if self._acts(actor, end)]
        unit = next((actor for actor in usable if actor.kind is Kind.UNIT), None)
        first = usable[0] if usable else None
        if unit is None or first is None:
            return first
        return first if first.kind is Kind.OTHER and unit.stance is Stance.TURNED_TO else unit

    def _acts(self, actor: Actor, end: int) -> bool:
        if actor.kind is not Kind.UNIT:
            return True
        if actor.stance in _QUIET:
            return False
        if self._text[actor.start : actor.end] in self._bare:
            return bool(OFFICIALS.match(self._text, actor.end)) or not _FACILITY.search(
                self._text, actor.end, min(end, actor.end + _BARE_REACH)
            )
        return actor.stance is not Stance.TURNED_TO or not _ABOUT_OTHERS.search(
            self._text, actor.end, end
        )

    def turn_to(self, units: Sequence[Actor]) -> None:
        """A unit that was only written to is what the next clauses without a subject tell of."""
        for actor in units:
            if actor.kind is Kind.UNIT and actor.stance is Stance.TURNED_TO:
                self._topic, self._other, self._age = self._cases[actor.units], False, 0


def story(text: str, actors: Sequence[Actor], bare: Collection[str]) -> Story:
    """Share out the clauses of a folded text."""
    teller, place = _Teller(text, actors, bare), 0
    for match in _CLAUSE.finditer(text):
        first = place
        while place < len(actors) and actors[place].start < match.end():
            place += 1
        inside = actors[first:place]
        teller.clause(match.start(), match.end(), inside)
        teller.turn_to(inside)
    return teller.story
