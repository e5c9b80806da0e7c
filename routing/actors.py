"""Who acts in a text: units and their people, officials of nobody in particular, private ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from routing.matcher import NameIndex
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


_STAFF = re.compile(
    r"(?:工作|执法|办事|窗口|接线|值班|公职|经办|接待|安检|抢修|维修|稽查|审批|办案|征收|网格)人?员|办事员|科员|接线员|话务员|抄表[员的工]|"
    r"窗口|柜台|前台|[局科处所队站镇区乡]长|主任|书记|科室|执法队员|协管员|辅警|民警|公务员|干部|客服|营业员|导办|队员|考官|"
    r"接[待电访听]{1,2}的|办事的|当官的|当领导|那个?(?:[男女](?:的|人)|小姑娘|小伙子|大姐)"
)
_OTHER = re.compile(
    r"物业|商家|店家|店主|店员|店老板|老板|开发商|中介|邻居|业主|司机|保安|房东|商户|摊主|摊贩|医生|大夫|护士|老师|教师|教练|校长|班主任|"
    r"快递员|快递|外卖|服务员|收银员|柜员|销售|男子|女子|(?<!那)(?<!那个)(?:男的|女的)|施工方|施工队|工地|业委会|村委会?|居委会|社区|医院|诊所|学校|幼儿园|"
    r"小学|中学|大学|[一二三四五六七八九十]中(?=[^央心国])|银行|平台|驾校|包工头|对方|房产商|投资方|公司(?!.{0,2}(?:在编))|企业|厂家|工厂|工厂|培训机构|机构|健身房|美容院|"
    r"超市|饭店|餐馆|酒店|酒吧|KTV|ktv|网吧|药店|商场|市场(?!监)|工头|雇主|厂[里方子]|厂|店|村支书|村书记|村主任|村长|村干部|"
    r"志愿者|楼上|楼下|租客|住户|二房东|骗子|有人(?:冒充|自称)|法院|法官|检察院|律师|"
    r"管理员|收费员|停车场|管理方|承包商|运营商|移动|联通|电信|殡仪馆|公墓|游客|导游|旅行社|大妈|大爷|"
    r"父亲|母亲|丈夫|妻子|老公|老婆|前夫|前妻|婆婆|嫌疑人|家长|学生|孩子|同学|房主|户主|某某|渣土车|车主|部队|单位(?!的?人)"
)
_OBJECT = re.compile(
    r"(?:跟|和|与|对|给|把|将|被|帮|替|为|为了|让|查|收|拿|找|罚|抓|骂|打|包庇|袒护|纵容|偏袒|默许|保护|放任|向着|通知|要求|到|在|去|(?<![可但还就只于])是|有|监管|处罚|"
    r"举报|投诉|推给|要我们?|逼|给我们?|叫|我们?|我家|咱们?|本|的|怕|认定)(?:这|那|这个|那个|这家|那家|这些|那些|这种|一家|某|黑|个|家|小)?$"
)
_BESIDE = 3


class Actors:
    """Finds the actors among the units of a city."""

    def __init__(self, names: UnitNames) -> None:
        self._names = names
        self._index = NameIndex(names.codes)

    def find(self, text: str) -> list[Actor]:
        """All actors of a folded text, in its order."""
        units = [
            Actor(start, end, Kind.UNIT, tuple(self._names.codes[text[start:end]]))
            for start, end in self._index.find(text)
            if not _is_cut(text, start, end)
        ]
        taken = {place for unit in units for place in range(unit.start, unit.end)}
        others = []
        for kind, pattern in ((Kind.OTHER, _OTHER), (Kind.STAFF, _STAFF)):
            for match in pattern.finditer(text):
                start, end = match.span()
                if start not in taken and end - 1 not in taken:
                    others.append(Actor(start, end, kind))
                    taken.update(range(start, end))
        ordered = sorted(units + others, key=lambda actor: (actor.start, -actor.end))
        return [actor for actor in self._placed(text, ordered) if actor.stance != Stance.PLACE]

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


def _is_cut(text: str, start: int, end: int) -> bool:
    """The name is only a part of a longer word: 城管|理, 税务|师."""
    return (
        text[end : end + 1] in {"理", "师", "械", "证", "部", "厅"} and text[start:end] != "12345"
    )
