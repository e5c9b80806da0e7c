"""The words by which the elements of a report are found: people and bodies, addresses, the
matter, causes.
"""

import re
from collections.abc import Iterable, Sequence

from classifiers.names import find_names

Span = tuple[str, int, int]

_SELF = (
    r"家里|我们?(?!市|省|国|区|县)|本人|咱们?|业主|居民|住户|村民|租户|乘客|患者|家属|家长|家"
    r"人|[儿女][子儿]|孩子|老人|父亲|母亲|爸爸?|妈妈?|丈夫|妻子|老公|老婆|群众|职工|员工|工人"
    r"|农民工"
)
_ROLES = (
    r"物业|开发商|施工方|施工队|施工单位|工地|楼[上下](?!的?路)|邻居|隔壁|房东|居委会|村委会|业委会|社区|街道办|村主?[支任干书]\w?|村干部|城管|交警|民警|警官|警察|派出所|"
    r"老板|商家|店家|老师|校长|医生|护士|保安|司机|包工头|中介|工作人员|窗口|有人|摊贩|师傅"
)
_BODIES = (
    r"公司|集团|超市|商店|饭店|餐馆|酒店|宾馆|奶茶店|烧烤店|药店|理发店|洗车店|4S店|KTV|网吧|酒吧|医院|诊所|学校|小学|中学|大学|幼儿园|银行(?!卡)|工厂|[\u4e00-\u9fff]厂|培训机构|培训中心|培训班|"
    r"健身房|加油站|驾校|快递|平台|民政局|税务局|[\u4e00-\u9fff]{2}局|中国(?:移动|电信|联通)|移动公司|出租车|网约车|公交车?|食堂"
)
_WHO = re.compile(rf"{_SELF}|{_ROLES}|{_BODIES}|(?<!\d)\d++路公交", re.IGNORECASE)
_OTHERS = re.compile(rf"{_ROLES}|{_BODIES}", re.IGNORECASE)
# Bodies that many have: they need a name of their own before them, or the place says which one it
# is.
_UNNAMED_BODY = re.compile(
    r"(?:培训机构|培训中心|培训班|健身房|公司|奶茶店|烧烤店|饭店|餐馆|酒店|宾馆|药店|理发店|洗车店|超市|商店|商家|店家|老板|中介|医院|诊所|学校|驾校|平台|快递)",
    re.IGNORECASE,
)
_DRIVER = re.compile(r"出租车|网约车|的士|公交车?|大巴|货车|渣土车")
_PLATE_OR_LINE = re.compile(
    r"[\u4e00-\u9fff][A-Z][·. ]?[A-Z0-9]{5,6}|(?<!\d)\d++路|[A-Z]\d|车牌", re.IGNORECASE
)
_A_PERSON = re.compile(r"一个人(?!住|生活|在家|去|带)")

_GENERIC = (
    r"小区|花园|家园|家苑|新村|公寓|大厦|大楼|商厦|广场|菜市场|市场|公园|小学|中学|大学|学院|学校|幼儿园|医院|卫生院|商场|商店|超市|酒店|饭店|KTV|景区|工业园|产业园|开发区|"
    r"天街|交叉口|路口|大桥|大道|街道|社区|项目|(?<![跑走问思让拦过顺出半一])路(?![灯面障])|[街巷村镇乡区县苑湾府城桥河湖]|(?<!加油)站"
)
_ADDRESS = re.compile(
    rf"([\u4e00-\u9fffA-Za-z0-9]{{0,9}})({_GENERIC})(?:\d++[号栋幢弄][\d单元室号]*|[东西南北]门)?"
)
_CUT = re.compile(
    r".*(?:我们|他们|咱们|反映|投诉|举报|咨询|请问|建议|表扬|感谢|希望|关于|附近|旁边|对面|门口|位于|一[条个座家所处]|[这那该本某每各][个条座家所]?|"
    r"[在于到从去往的了住是有过和与及跟对把被向由让给来为，。、]|我|您?好|[昨今前明][天晚早日]|上个?[周月]|[早晚]上|[上下]午|凌晨|\d点|[周日年月])"
)
# Words before 路, 小区, 镇 and the like that are no name of one.
_ORDINARY_WORDS = (
    "马 公 道 铁 土 水 大 小 老 新 旧 高速 住宅 居民 商业 老旧 "
    "高档 安置 农贸 菜 停车 步行 人行 盲 修 走 问 思 网 电 线 半 "
    "一 让 拦 同 过 赶 开 顺 出 十字 丁字 城中 农 乡 全 整 "
    "回 学 私立 公立 民办 重点 普通 所 其他 社会 辖 片 城 市 本 地 "
    "灾 山 进城 网上 学校 医院 江 沿 断头 主 辅 支 生活 安全 消防 上学 "
    "下班 上班 回家 各 两 周 公交 充电 加油 服务 车 文 电子 二手 批发 大型"
)
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_LANDMARK = re.compile(r"(?:火车|高铁|汽车|客运)站|体育馆|图书馆|博物馆")
_NO_PLACE = re.compile(
    r"社保|医保|公积金|户口|话费|流量|宽带|网购|网上|快递|银行卡?|贷款|信用卡|退休金|养老金|低保申请|档案|驾驶证|身份证|学籍|网站|APP|公众号|工资卡|社保卡|中国(?:移动|电信|联通)",
    re.IGNORECASE,
)
_NOW = re.compile(r"正在|现在|刚才|刚刚|此刻|目前(?=还|仍|正)|当前")
_CAUSE = re.compile(
    r"因为|由于|(?<!原)因(?=[\u4e00-\u9fff]{2})(?!此|为|素|公)|导致|造成|引起|原因是|理由是|为由|[说称](?:是|我|他|系统|没有?|不|过|甲|资|要|材料|政策|需要|[\u4e00-\u9fff]{2})|声称|借口|答复是|解释说"
)
_UNEXPLAINED = re.compile(
    r"(?:不|没有?|未)(?:说|称|解释|给?出?理由)|听说|据说|请问|小说|说法|说明|话说"
)
_REFUSED = re.compile(
    r"拒绝|拒不|不给|不肯|不退|不让|不予|不赔|不修|不认|不办|不解释|拖欠|欠我|克扣|扣押|不同意|推诿|推脱|没给|延期交房|不发"
)
_EMPTY = re.compile(
    r"你好|您好|喂|请问|谢谢|感谢|我们?|想|要|有个?|反映|投诉|举报|咨询|求助|建议|表扬|一下|一个|问题|情况|事情|事|听得到吗|在吗|吗|呢|啊|吧|的|了|帮忙|帮助|帮我|麻烦|"
    r"请|尽快|解决|处理|希望|领导|热线|12345|人|家住|住在?|[\s\W\d]"
)
_ENOUGH = 2


def people(text: str) -> list[Span]:
    """People and bodies, named or by what they are."""
    named = [(text[start:stop], start, stop) for start, stop in find_names(text)]
    spans = named + [_span(hit) for hit in _WHO.finditer(text)]
    return _apart(spans)


def is_somebody_else(word: str) -> bool:
    """Whether a word is for somebody other than the callers and their family."""
    return bool(_OTHERS.search(word)) or not re.search(_SELF, word)


def addresses(text: str, places: Iterable[tuple[int, int]]) -> list[Span]:
    """Known names, and what has the form of a proper name: 锦绣花园, 建设路, not 这条路."""
    spans = [(text[start:stop], start, stop) for start, stop in places] + [
        _span(hit) for hit in _LANDMARK.finditer(text)
    ]
    for hit in _ADDRESS.finditer(text):
        cut = _CUT.match(hit[1])
        stem = hit[1][cut.end() :] if cut else hit[1]
        if (len(stem) > 1 and stem not in _ORDINARY) or (
            stem and hit[2] in "镇村乡" and stem not in _ORDINARY
        ):
            start = hit.start() + len(hit[1]) - len(stem)
            spans.append((text[start : hit.end()], start, hit.end()))
    return _apart(spans)


def matter(text: str, known: Iterable[tuple[int, int]]) -> list[Span]:
    """The first clause that says more than that something is the matter.

    known  where its times and places stand (start, stop)
    """
    signs = list(text)
    for start, stop in known:
        signs[start:stop] = " " * (stop - start)
    rest = "".join(signs)
    for hit in re.finditer(r"[^，。！？；,!?;\n]+", text):
        if len(_EMPTY.sub("", rest[hit.start() : hit.end()])) >= _ENOUGH:
            return [_span(hit)]
    return []


def causes(text: str) -> list[Span]:
    return [
        _span(hit)
        for hit in _CAUSE.finditer(text)
        if not _UNEXPLAINED.match(text, max(0, hit.start() - 1))
        and not _UNEXPLAINED.match(text, hit.start())
    ]


def now(text: str) -> list[Span]:
    return [_span(hit) for hit in _NOW.finditer(text)]


def is_placeless(text: str) -> bool:
    """Matters of papers, accounts and networks lie nowhere."""
    return bool(_NO_PLACE.search(text))


def is_refused(text: str) -> bool:
    return bool(_REFUSED.search(text))


def unnamed(text: str) -> str:
    """What to ask about a body or driver that could be any; "" when it has a name or none is
    spoken of.
    """
    if _DRIVER.search(text):
        return "" if _PLATE_OR_LINE.search(text) else "车牌号，或线路、车次是多少？"
    bodies = list(_UNNAMED_BODY.finditer(text))
    if bodies and not any(_is_named(text, hit) for hit in bodies):
        return "涉及的单位或店铺叫什么名字？"
    return "要举报的是什么人，叫什么或在哪里做什么？" if _A_PERSON.search(text) else ""


def _is_named(text: str, body: re.Match[str]) -> bool:
    before = text[max(0, body.start() - 8) : body.start()]
    before = re.split(r"[，。、；！？,.;!?\s]", before)[-1]
    cut = _CUT.match(before)
    stem = before[cut.end() :] if cut else before
    return len(stem) > 1 and stem not in _ORDINARY


def _span(hit: re.Match[str]) -> Span:
    return hit.group(), hit.start(), hit.end()


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Without those that overlap an earlier or longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[1], -span[2])):
        if not kept or span[1] >= kept[-1][2]:
            kept.append(span)
    return kept
