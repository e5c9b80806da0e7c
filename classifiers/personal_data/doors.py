"""Doors of homes: 3栋2单元501室 is hidden whole, street and estate stay.

A unit that handles the matter needs the street and the estate, and finds the door in the
ticket; who reads a published text needs none. Of a house with a number only (文三路138号) the
number stays, for it may be a shop or an office: it is hidden where the text says that it is a home
(家住…45号, 门牌号是…). Rooms of offices, hospitals, schools and hotels stay.
"""

import re

from classifiers.personal_data.pattern import pattern

_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_LANE = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_UNIT = rf"(?:(?:[a-z甲乙丙丁东西中]|{_COUNT})单元|{_COUNT}门(?= ?\d))"
_BUILDING = rf"(?:{_COUNT}|[a-z甲乙丙丁])(?:栋|幢|号楼|#楼?|座|号院)"
_FLOOR = rf"(?: ?{_COUNT} ?[楼层])?"
_ROOM = r"[a-z]?\d{3,4}"
_CALLED = r"(?:号?房间?|室|号(?!楼))?"
_NO_COUNT = (
    r"(?![\d年月元人个户米平公万路次多余.-]|国道|省道|号[楼线]| ?门面| ?商铺| ?门店|商业|仓)"
)
_HOME = (
    r"(?:家住|家在|我住|住在|居住在|我家在|我家是|我家|住址|家庭住址|家庭地址|现住|户籍地?址?|家里?地址"
    r"|门牌号?)"
)
# Behind these it is no longer the home of which the number tells.
_ELSEWHERE = "附近旁边对面门口下外前后线"
_NEAR = "附近旁边对面门口楼下外前后楼线路院"
# What stands at the number is open to everybody.
_SHOP = (
    r"[是为(（ ]{0,2}(?:的|那|这|一|两|三|几|个|家|间|处){0,3}[^，。；,;\n我你他她家住]{0,6}?"
    r"(?:超市|[商书药饭酒门面花]店|便利店|店铺?|商铺|门面|餐[馆厅]|饭馆|菜馆|网吧|公司|厂(?!家属)|银行|诊所|药房|学校|幼儿园|酒[店吧]"
    r"|宾馆|旅馆|市场|商场|理发|美容|洗车|修车|棋牌|仓库|工地|写字楼|办公|单位|政府|派出所|医院|卫生)"
)

DOORS = (
    pattern(
        "address",
        "room",
        rf"(?:{_BUILDING} ?)?{_UNIT}{_FLOOR} ?{_ROOM}(?:户|{_CALLED}){_NO_COUNT}",
    ),
    pattern("address", "room", rf"{_BUILDING} ?\d{{1,2}}-\d{{3,4}}(?:号?房|室)?(?![\d-])"),
    pattern(
        "address",
        "room",
        rf"{_BUILDING}{_FLOOR} ?-?{_ROOM}{_CALLED}{_NO_COUNT}",
    ),
    pattern(
        "address",
        "room",
        r"(\d(?<![\d.-].)\d{0,2}-\d{1,2}-(?!(?:19|20)\d\d)\d{1,2}(?!00)\d\d(?:号?房|室)?)(?![\d-])",
    ),
    pattern("address", "room", rf"{_BUILDING} ?{_LANE}弄 ?{_ROOM}{_CALLED}{_NO_COUNT}"),
    pattern("address", "room", rf"{_LANE}?弄 ?{_LANE}号 ?{_ROOM}{_CALLED}{_NO_COUNT}"),
    pattern("address", "room", r"\d#(\d{1,2}-\d{3,4}(?:室|号房)?)(?![\d-])"),
    pattern(
        "address",
        "room",
        rf"(?<=[栋幢弄号元座楼层区苑园里村邻住家下上院-])({_ROOM}(?:室|号房))(?!内设)",
    ),
    pattern("address", "room", r"(\d(?<![a-z\d].)\d{2,3}室)(?![内外])"),
    pattern(
        "address",
        "room",
        r"(?:楼上|楼下|隔壁|对门|我家|家住|住在?|单元)的?(\d{3,4}户?)(?=[室，。,的住家漏邻])",
    ),
    pattern(
        "address",
        "home",
        rf"{_HOME}[是为:： ]{{0,2}}[^，。；,;\n{_ELSEWHERE}]{{0,24}}?"
        rf"(\d{{1,4}}(?:-\d{{1,4}}){{0,2}}号)(?![{_NEAR}\d文]|{_SHOP})",
    ),
    # 7楼西户: the door without a number.
    pattern(
        "address",
        "side",
        rf"((?:{_BUILDING} ?)?(?:{_UNIT} ?)?{_COUNT} ?[楼层] ?[东西南北中左右]{{1,2}}户)"
        r"(?!型|的?(?:餐馆|饭店|商铺|门面|店|公司|门诊))",
    ),
    # Houses of villages in rows: what is behind 2排5号 is behind this home.
    pattern(
        "address",
        "home",
        rf"{_HOME}[是为:： ]{{0,2}}[^，。；,;\n]{{0,24}}?{_COUNT}[排组社队](\d{{1,4}}号)"
        r"(?![楼线\d文])",
    ),
    pattern(
        "address",
        "group",
        rf"[村屯庄寨湾][^，。；,;\n]{{0,4}}?{_COUNT}(?:村民)?[组社队排] ?(\d{{1,4}}号)"
        rf"(?![{_NEAR}\d文选电灯井])",
    ),
    # The unit and the floor of a home, without the room.
    pattern(
        "address",
        "unit",
        rf"{_HOME}[是为:： ]{{0,2}}[^，。；,;\n{_ELSEWHERE}]{{0,16}}?"
        rf"((?:{_BUILDING} ?)?{_UNIT}(?: ?{_COUNT} ?[楼层])?)"
        r"(?! ?[a-z\d一二三四五六七八九十零〇])",
    ),
)
_PUBLIC = re.compile(
    r"局|委|中心|大厦|医院|学校|中学|小学|大学|学院|教学|教室|办公|政府|法院|检察|派出所|酒店|宾馆|旅馆"
    r"|会议|写字楼|服务|窗口|仲裁|大厅|商铺|店|会所|影院|ktv|公司|银行|门诊|病区|病房|律所|银行"
)


def is_public_room(before: str) -> bool:
    """Whether the words before a room, up to the last sign, name a house that is no home."""
    clause = re.split(r"[，。；、！？\s,;]", before)[-1]
    return _PUBLIC.search(clause) is not None
