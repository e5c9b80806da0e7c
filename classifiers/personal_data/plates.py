"""Number plates, those of embassies, consulates, armed police, rescue and army among them."""

from classifiers.personal_data.pattern import pattern

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
# Of those whose name ends on another sign than the one that stands on their plates.
_WHOLE_NAME = (
    "(?:浙江|湖[南北]|河[南北]|山[东西]|广[东西]|安徽|福建|江西|海南|贵州|云南|陕西|甘肃|青海|吉林|黑龙江|北京|上海|"
    "天津|重庆|内蒙古?|西藏|宁夏|新疆)"
)
_DOT = r"[·•.・ -]{0,2}"
_WIDE_DOT = r"[·•.・ -]{0,3}"
_SIGN = "[a-hj-np-z0-9]"
_END = "(?![a-z0-9])"
_NO_DOOR = "(?![a-z0-9栋幢座号楼室次元])"
_HEAD = rf"{_PROVINCE}[ ·.-]?[a-z]{_DOT}(?=[a-z ]*\d)"
_SPACED = rf"(?:{_SIGN} {_SIGN}{{4,5}}|{_SIGN}{{2}} {_SIGN}{{3,4}}|{_SIGN}{{3}} {_SIGN}{{2,3}})"
_CALLED = r"(?:车牌|牌照|车号|牌号|号牌)"
# 使224078 is a plate, 使100000人 and 领300000元 are none.
_NO_COUNT = r"(?![\d元户人名块万千余多个份斤吨平米亩年月日套张件台只家次.,用])"

PLATES = (
    pattern(
        "plate",
        "letter",
        rf"{_WHOLE_NAME}[ ·.-]?[a-z]{_DOT}(?=[a-z]{{0,2}}\d){_SIGN}{{5,6}}{_NO_DOOR}",
    ),
    # 沪牌A1B2C3, as the plate is called by its first sign.
    pattern(
        "plate",
        "letter",
        rf"{_PROVINCE}(?:牌照?|字头)[车号码的是为:： ]{{0,4}}"
        rf"((?=[a-z]{{0,5}}\d)[a-z]{_DOT}{_SIGN}{{4,6}}){_NO_DOOR}",
    ),
    pattern("plate", "letter", rf"{_HEAD}{_SIGN}{{3,5}}(?:应急|[挂学警港澳领使试超]){_END}"),
    pattern("plate", "letter", rf"{_HEAD}{_SIGN}{{5,6}}{_END}"),
    # The dot behind the second letter: 京AD·12377.
    pattern("plate", "letter", rf"{_PROVINCE}[ ·.-]?[a-z]{{2}}[·•.・-]\d{{5}}{_END}"),
    # New energy of large vehicles: the letter stands at the end.
    pattern("plate", "letter", rf"{_HEAD}[a-hj-np-z]?\d{{5}}[a-hj-np-z]{_END}"),
    pattern(
        "plate",
        "letter",
        rf"{_PROVINCE}[ ·.-]?[a-z]{_DOT}[临试超挂学使领警港澳]{_DOT}{_SIGN}{{4,6}}{_END}",
    ),
    pattern("plate", "letter", rf"{_PROVINCE}[·•.・]?[a-z](?:[·•.・]{_SIGN}){{5,6}}{_END}"),
    pattern("plate", "letter", rf"{_HEAD}{_SPACED}(?![a-z0-9年月元万])"),
    pattern(
        "plate",
        "letter",
        rf"{_CALLED}[^\da-z\n，。；,;]{{0,4}}"
        rf"({_PROVINCE} ?[a-z](?:{_WIDE_DOT}{_SIGN}){{4,6}}){_END}",
    ),
    pattern(
        "plate",
        "letter",
        rf"wj{_DOT}(?:\d{{2}})?[\u4e00-\u9fff]?{_DOT}[a-z]?\d{{4,5}}[a-z警]?{_END}",
    ),
    pattern(
        "plate", "letter", rf"[军空海北南东中西兰沈济广成武甲乙][a-z]{_DOT}\d{{5}}(?![\da-z元年])"
    ),
    pattern("plate", "letter", rf"应急[·• -]?[a-z]{_DOT}\d{{4,5}}{_END}"),
    pattern(
        "plate", "letter", r"[使领][·•]?[a-z][·•]?\d{5}(?![a-z\d号元户人名块万千余多个份张件只])"
    ),
    pattern("plate", "number", rf"[使领] ?\d{{3}}[·• ]?\d{{3}}{_NO_COUNT}"),
    pattern("plate", "number", r"(?<!\d)\d{3}[·• ]?\d{3}[使领](?![用得取到人养导])"),
    pattern(
        "plate",
        "number",
        rf"{_CALLED}号?码?[是为:： ]{{0,3}}(?:[\u4e00-\u9fff]{{1,3}})?"
        rf"([a-z]?\d{{5,7}}[a-z]?){_END}",
    ),
)
