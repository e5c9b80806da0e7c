"""Names of places and firms by how they end, where no list of places knows them: 红旗大街, 丽景湾,
市一院, 3号线; the short names of schools, hospitals and firms are those of their long ones.
"""

import re

from classifiers.segment import is_ordinary_word
from classifiers.times.numerals import number

_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"
# Where the name of a place begins: with a clause, or behind such words.
_START = (
    r"(?:^|[,，。;；!！?？、:：]|[在住到去]|位于|反映|投诉|举报|昨[天晚日]|今[天早晚]"
    r"|最近|这几天)市?"
)
ROAD = (
    r"(?<![走修堵跑让占挡绕拦铺问带过迷马公铁道线电水管短思门出退后来去回上下天条])"
    r"路(?![灯面口边过况人滑])"
)
_ENDS = (
    rf"(?:大街|步行街|商业街|(?<!大)街(?!道办)|大道|胡同|巷|弄|{ROAD}|小区|社区|花园|家园|公馆|公寓|新村"
    r"|新城|天地|国际|苑|(?<!公)园|城(?!管|市|里)|湾|(?<!政)府"
    r"|(?<![区村楼厂家店水夜院屋河城市镇校车路街园场馆房库箱道桌地心手嘴池井巷])里|庭|郡|墅|邸"
    r"|广场|大厦|商厦|大楼|写字楼|大桥|(?<![天立])桥|村(?![民里干])|庄|屯|镇|乡"
    r"|小学|中学|大学|学院|医院|卫生院|保健院|幼儿园|养老院|敬老院|市场|菜场|商场|超市|百货|酒店|宾馆|饭店"
    r"|公园|水库|地铁站|汽车站|火车站|高铁站|体育馆|图书馆)"
)
_PLACE = re.compile(rf"{_START}(?P<name>[\u4e00-\u9fff]{{2,5}}?)(?P<end>{_ENDS})")
# A river or a village may give a road its name: 三里河路.
_NO_NAME = re.compile(
    r"[我你他她它这那哪个们的在去有是把被各每全几该某没不了着与都就给让说]"
    r"|附近|旁边|对面|隔壁|门口|楼[上下]|老旧|安置|回迁|农贸|批发|水产|建材|商业|步行|美食|小吃|[公民]办"
    r"|[公私]立|整条|幼儿|政府|早上|办公|教学|住院|门诊|综合|物流|快递|城中|市民|居民|村民|业主"
)
# What the dictionary has for a word is a name all the same: 百货大楼, 城关镇.
_NAMED_ALONE = frozenset(("大楼", "镇", "乡"))
_HOSPITAL = re.compile("(中医|妇幼|妇产|儿童|人民)(?=医?院|保健院)")
# 市第三中学 is 三中, 第一人民医院 一院.
_ORDINAL = re.compile(
    rf"(?:^|[,，。;；!！?？、:：在去到市县区省]|(?P<th>第))(?P<number>{_NUMERAL})"
    r"(?:(?P<hospital>(?:人民)?医院|院(?!子))|(?P<school>(?:初级|高级)?中学|中(?![午间年心国介秋央途药西毒])"
    r")|(?P<primary>(?:实验)?小学|小(?![时孩组区学伙摊店偷车])))"
)
# Of one place there are several of these, and each is another: 碧水苑二期, 3号线, 17路公交.
_ONE_OF = re.compile(
    rf"(?P<phase>{_NUMERAL})期(?![间末货])|(?P<line>{_NUMERAL})号线|"
    rf"(?<![\u4e00-\u9fff])(?P<bus>{_NUMERAL})路(?=公交|车|班车|司机)"
)
# 东方纺织厂 is called 东纺, 红光机械厂 红机.
_FIRM = re.compile(
    rf"{_START}(?P<own>[\u4e00-\u9fff])[\u4e00-\u9fff](?P<trade>[\u4e00-\u9fff])[\u4e00-\u9fff]"
    r"(?:总?厂|集团|公司)"
)
# A building of an estate: 7幢, 十二号楼.
_BLOCK = re.compile(rf"({_NUMERAL})(?:号楼|[栋幢座](?![桥山庙大楼坟])|#楼?)")


def place_names(text: str) -> set[str]:
    """The ends of the names in a plain short text: the last two signs before what kind of place it
    is; 三中 as 3中; the short names of firms.
    """
    names = {match["name"][-2:] for match in _PLACE.finditer(text) if _is_name(match)}
    names |= {match["own"] + match["trade"] for match in _FIRM.finditer(text)}
    return names | set(_HOSPITAL.findall(text)) | ordinals(text)


def ordinals(text: str) -> set[str]:
    """Schools and hospitals that have a number for a name: 3中, 1院."""
    return {f"{_count(match['number'])}{_institution(match)}" for match in _ORDINAL.finditer(text)}


def numbers(text: str) -> set[str]:
    """Which part of an estate, line of the metro or of the buses a plain short text names."""
    return {
        f"{match.lastgroup}{_count(match[str(match.lastgroup)])}"
        for match in _ONE_OF.finditer(text)
    }


def block_numbers(text: str) -> set[str]:
    """Numbers of the buildings that a plain short text names."""
    return {str(_count(match[1])) for match in _BLOCK.finditer(text)}


def _is_name(match: re.Match[str]) -> bool:
    whole = match["name"] + match["end"]
    is_common = is_ordinary_word(whole) and match["end"] not in _NAMED_ALONE
    return not is_common and not _NO_NAME.search(match["name"])


def _institution(match: re.Match[str]) -> str:
    return "院" if match["hospital"] else "中" if match["school"] else "小"


def _count(numeral: str) -> int:
    return int(number(numeral))
