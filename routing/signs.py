"""What speaks for and against a unit being accused, as numbers of one mention in its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from routing.actors import Actor
from routing.blame import Case, Story
from routing.conduct import Conduct, Cues
from routing.stances import Stance
from routing.things import THING

Signs = dict[str, float]

STRONG = frozenset({"state", "office", "favour", "manner", "force"})
_CLAUSE = re.compile(r"[，。！？；!?;\n]")
_VIEW = 150
_NEAR = 16
_OF_EDGES = 0.7
_SHORT, _LONG = 60, 130
_MOST = 2.0

# What a text does besides naming the unit. Each is looked for in the whole text.
_ASKS = re.compile(
    r"请问|咨询|想问|问一下|问下|怎么[办弄走用领查]|什么时候|能不能|能否|可不可以|可以吗|行不行|多少|在哪|哪里|是否|如何|吗(?:$|[，。？?])|"
    r"怎样|哪个|哪儿|几点|(?<![谁鬼我])呢(?:$|[？?])|是不是(?:该|可以|要|诈骗|骗)|什么手续|需要带|有没有(?:补贴|规定|电话|办法|希望)|想知道|想查|想改|想自己|查一下|"
    r"([\u4e00-\u9fff])不\1|(?:几[号点楼]|[谁哪]里?|什么|多久)(?:$|[，。？?])"
)
_WANTS = re.compile(
    r"请(?!假|他|她|了|吃|示)|希望|麻烦|建议|要求(?!道歉|赔|追|处分|开除|给)|恳请|求求|拜托|快派|派人(?!半夜|把|打|砸|砍|拆|推|堵|强|盯)|帮忙|帮我|尽快|早日|赶紧|快点|快来|来看看|来查查|来查一查|管一管|能出来|出面|"
    r"协调|督促|查处|望(?!湖|江)|处理一下|修一?修|盼|应该(?!是)|最好|下次|可以考虑|严查|调查(?!过)|核实"
)
_THANKS = re.compile(
    r"感谢|谢谢|多亏|点赞|表扬|辛苦|锦旗|夸|(?<![不没])(?:耐心|热情|热心|周到|及时|满意)|真给力|很好|真好|太好了|挺好|喜欢|挺客气|称赞|敬意"
)
_DEFECT = re.compile(
    r"坏了|漏水|停水|停电|没水|没电|堵(?:死|了|车|得)|臭|坑(?!人|老)|噪音|扰民|爆了|积水|掉砖|裂|灯[^，。]{0,3}(?:灭|不亮|黑)|垃圾|油烟|摔|噪声|倒了|被偷|被骗|丢了|井盖|塌|欠薪|欠[^，。]{0,4}工资|占道|乱停|开裂|烂尾"
)
_TONE = re.compile(
    r"居然|竟然|竟|凭什么|凭啥|这不|就这么|哪有|明明|反而|反倒|偏偏|故意|光知道|只知道|就知道|摆设|算什么|算怎么|有这么|却|硬是|还要|还怪|反过来|倒好|谁知道|根本|压根|"
    r"明知|说好|什么玩意|什么东西|不像话|太过分|欺负|坑人|就是不|一点[都也]?不|连[^，。]{1,8}[都也]|愣是|生生|活活|白白|轻飘飘|照样|到底|究竟|难道|真是|呵呵|笑话|口口声声|猫腻|黑|拍脑袋|装"
)
_TIMES = re.compile(
    r"[一两二三四五六七八九十几好\d]+多?[次趟回遍](?!复)|[一两二三四五六七八九十几半\d]+多?个?(?:年|月|小时|礼拜|星期|天)了?|每次|每回|次次|回回|天天|至今"
)
_QUOTES = re.compile(
    r"(?:[^，。说]{0,8})(?:说|告诉|通知|回复|答复|表示|短信|公示|讲|贴了|认定|回电|称|解释)"
)
_TOWARDS_ME = re.compile(
    r"(?:把|让|叫|罚|扣|收|给|逼|对|要|骗|跟|问|怪|教|找|拦|堵|踹|推|打|骂|拍|赶|卡|坑|害|贴|抓|撵|哄|耍|晾|问着|冲|删|抢|查|拉|向)了?"
    r"(?:我|咱|老百姓|我们|群众|村民|企业|人家|居民|业主|农民|司机|商户|老人|老头|大爷|残疾)"
)
_NOT = re.compile(r"不(?!好意思|过[，他她我]|知|得不|错|久|同)|没(?!事)|无(?!锡)|别(?!人|的|墅)")
_NUMBER_OF_MONEY = re.compile(r"[一两二三四五六七八九十百千万几\d]+多?(?:块|元|百|千|万)|钱|费")
_THEIR_PEOPLE = re.compile(
    r"(?:里|下面|那边|内部)?的?(?:一个|一名|一位|某|那个|那位|那|这个|有个|个别|有些|一些|几个)?[^，。的]{0,6}?"
    rf"(?:的人(?![才民行口数流])|人员|那个(?!{THING})|那女|那男|姓[\u4e00-\u9fff]|[局科处所队站镇区]长|主任|书记|干部|领导|科员|队员|员(?=，|把|在|来|说|进)|科[^，。]{{0,2}}的|窗口|老[\u4e00-\u9fff](?![年人旧城]))"
)
_HARD_WORDS = re.compile(
    r"签字|空白|冒充|顺走|黄牛|卖(?!部|场)|倒(?:进|掉|了我)|砍|取消|压(?:下|级|价)|退给|转给|交给(?:被|对方)|删|扔|丢(?:在|抽|给|到)|自己人|战友|同学|亲家|认识|指定|政绩|表示表示|好处|"
    r"摆设|忘了|签单|不认|不退|不拨|骗|假|关门|收摊|没人|躲|拍桌|绿灯|口袋|堵(?:着|住|在)|拦|找黄牛|自己解决|猴年|换个|入户|怪我|护着|向着|先知道|知道是我|推|拖|吞|赖|卡|坑|哄|逼"
)


_DONE = re.compile(
    r"调解|立案了|立了案|已经立案|抓了|抓住|破了|拘留|拘了|封了|关了(?!我)|罚了款|发了(?:限|通|整)|下过整改|责令|换了|换过|修好|修剪|来过|来修|来清|检修|送回|清了|装了|刷了|组织|公布|公示|"
    r"出了证明|开了证明|判我赢|已经(?:拨付|到账)|贴了|贴得|教我们|设了|监测|测温|转给|登记|协调|官网|网站|小程序|APP|系统|政策|补贴|名额|报名|预约|办理|条件"
)
_COMPANY = re.compile(r"公司|集团|供电|水司|宽带|网络|公交|地铁")
_HEARSAY = re.compile(
    r"(?:老板|厂长|他|她|商|员|骗子|经理|校长|物业|房东|邻居|家|方|有人|上)(?:[^，。]{0,2})(?:说|称|吹|讲)[^，。]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text says besides: the same for all its units."""

    asks: int
    wants: int
    thanks: int
    defects: int
    blamed_others: int
    clauses_of_others: int
    state: int
    end: str
    size: int


def surroundings(text: str, tale: Story, cues: Cues) -> Surroundings:
    asks, wants, thanks, defects = (
        _count(pattern, text) for pattern in (_ASKS, _WANTS, _THANKS, _DEFECT)
    )
    return Surroundings(
        asks,
        wants,
        thanks,
        defects,
        blamed_others=len(cues.inside(tale.others)),
        clauses_of_others=len(tale.others),
        state=sum(cue.kind == "state" for cue in cues.all),
        end=text.rstrip("。！？!? ")[-6:],
        size=len(text),
    )


def only_tells(text: str) -> bool:
    """Whether a text asks nothing, wants nothing and thanks nobody."""
    return not any(pattern.search(text) for pattern in (_ASKS, _WANTS, _THANKS))


def signs(text: str, case: Case, around: Surroundings, cues: Cues) -> Signs:
    """Names and strengths of the signs; those that are not there are left out."""
    strengths = _whole(around) | _of_cues(text, case, around, cues) | _of_name(text, case.actor)
    tale = _joined(text, sorted(case.own))
    if tale:
        strengths |= _told(tale) | _beside(text, case.actor)
    caller = _joined(text, case.caller)
    strengths["caller towards me"] = min(_MOST, _count(_TOWARDS_ME, caller))
    return {name: value for name, value in strengths.items() if value}


def _whole(around: Surroundings) -> Signs:
    size = "short" if around.size <= _SHORT else "long" if around.size > _LONG else "middle"
    far = "long " if size == "long" else ""
    names = ("asks", "wants", "thanks", "defects", "blamed_others", "clauses_of_others")
    strengths = {far + name: min(_MOST, getattr(around, name)) for name in names}
    return strengths | {size: 1.0} | {f"${sign}": _OF_EDGES for sign in around.end}


def _of_cues(text: str, case: Case, around: Surroundings, cues: Cues) -> Signs:
    own = cues.inside(case.own)
    strengths: Signs = {}
    for cue in own:
        strengths[cue.kind] = min(_MOST, strengths.get(cue.kind, 0.0) + 1)
    state = sum(cue.kind == "state" for cue in own)
    return strengths | {
        "cues": min(3.0, sum(cue.kind != "hint" for cue in own)),
        "near cues": min(_MOST, sum(cue.kind in STRONG for cue in cues.inside(case.near))),
        "early cues": min(_MOST, len(cues.inside(case.early))),
        "caller cues": min(_MOST, len(cues.inside(case.caller))),
        "loose state": min(_MOST, around.state - state),
        "direct": float(_is_direct(text, case, own)),
    }


def _of_name(text: str, actor: Actor) -> Signs:
    before, after = text[max(0, actor.start - 12) : actor.start], text[actor.end : actor.end + 4]
    strengths = {
        f"stance {actor.stance.name.lower()}": 1.0,
        "opens": float(actor.start <= 6 and actor.stance.value <= 2),
        "company": float(bool(_COMPANY.search(text, actor.start, actor.end))),
        "hearsay": float(bool(_HEARSAY.search(before))),
    }
    return strengths | {f">{sign}": _OF_EDGES for sign in after}


def _beside(text: str, actor: Actor) -> Signs:
    view = text[actor.end : actor.end + 30]
    clause = _CLAUSE.split(view, maxsplit=1)[0]
    return {
        "own": 1.0,
        "quotes": float(bool(_QUOTES.match(clause))),
        "people": float(bool(_THEIR_PEOPLE.match(view))),
    }


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The first words of the spans: `_VIEW` characters are enough to judge by."""
    return "，".join(text[start:end] for start, end in spans[:_VIEW])[:_VIEW]


def _is_direct(text: str, case: Case, own: Sequence[Conduct]) -> bool:
    """A strong word follows the unit's name within its clause."""
    actor = case.actor
    if actor.stance not in (Stance.PLAIN, Stance.CHARGED):
        return False
    near = text[actor.end : actor.end + _NEAR]
    end = actor.end + len(_CLAUSE.split(near, maxsplit=1)[0])
    return any(cue.kind in STRONG and actor.end <= cue.start < end for cue in own)


def _told(tale: str) -> Signs:
    groups = {
        "towards me": _TOWARDS_ME,
        "not": _NOT,
        "times": _TIMES,
        "money": _NUMBER_OF_MONEY,
        "hard": _HARD_WORDS,
        "done": _DONE,
        "tone": _TONE,
        "own asks": _ASKS,
        "own wants": _WANTS,
    }
    return {name: min(_MOST, _count(pattern, tale)) for name, pattern in groups.items()}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
