"""People's names behind the words that announce one: 姓名：…, 我叫…, 联系人… .

Ordinary words stay.
"""

import re
from collections.abc import Iterator

from classifiers.segment import is_ordinary_word

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佘晏仇涂肖付代丘匡敖危晋楚闻蒲占粟蓝瞿银湛宗储麻刁卞鄢"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|东方|夏侯|司徒|慕容|尉迟|公孙|端木|令狐|长孙|南宫"
_NAME = re.compile(rf"(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}")

# Behind a strong marker with a colon stands a name; behind a weak one only what also ends like a
# name.
_STRONG = re.compile(
    r"(?:姓名|联系人|投诉人|举报人|反映人|诉求人|来电人|来信人|申请人|当事人|经办人|收件人|收货人|负责人|法人代表|法定代表人|法人|户名|开户名"
    r"|业主|房主|户主|患者|家属|车主|房东|署名|落款|实名|学生|死者|伤者|受害人|被告|原告|"
    r"被举报人|被投诉人|村民|市民|本人)(?:姓名|名字)?(?:[:： ]|是[:： ]?|叫|为[:： "
    r"]|名叫){1,3}"
)
_WEAK = re.compile(
    r"我叫做?|名叫|我的名字(?:是|叫)|我是|本人|联系人|投诉人|举报人|反映人|诉求人|申请人|当事人|负责人|法人代表|法定代表人|业主|房东|户主|患者|村民|市民|姓名"
)
_END = re.compile(
    r"$|[^\u4e00-\u9fff]|(?:住在|家住|住址|现住|电话|手机|联系|身份证|身份|今年|男|女|先生|女士|同志|年龄|性别|是|的|在|于|向|因|系|和|与|及|来自|反映|投诉|举报|要求|希望|请求|等|也|从|被|把|将|已|有|称|说|家|人|户籍|原籍|现年|出生|工号|跟|去|不|没|到|来|打|很|态度|拖欠|私自|擅自|违规|一直|多次|曾|拿|收|已经|对|以)"
)
_ORDINARY_HEADS = ("于", "向", "时", "安", "和", "成", "查", "关", "解", "位", "占", "代")


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, in the order of the text."""
    done = 0
    for start, is_strong in _places(text):
        name = _NAME.match(text, start) if start >= done else None
        if name and (end := _end_of(text, name, is_strong)):
            done = end
            yield start, end


def _places(text: str) -> list[tuple[int, bool]]:
    """Where a name may begin; a place behind both kinds of marker counts as behind the strong
    one.
    """
    places = {match.end(): False for match in _WEAK.finditer(text)}
    places |= {match.end(): True for match in _STRONG.finditer(text)}
    return sorted(places.items())


def _end_of(text: str, name: re.Match[str], is_strong: bool) -> int | None:
    """The longest reading that ends like a name."""
    start = name.start()
    shortest = start + 2 if name.end() - start < 4 else start + 3
    early = _END.match(text, shortest)
    longest = shortest if early and len(early.group()) > 1 else name.end()
    for end in range(longest, shortest - 1, -1):
        whole = text[start:end]
        if _END.match(text, end) and (is_strong or not _is_ordinary(whole)):
            return (
                None if is_strong and _is_ordinary(whole) and whole[0] in _ORDINARY_HEADS else end
            )
    return name.end() if is_strong and not _is_ordinary(text[start : name.end()]) else None


def _is_ordinary(whole: str) -> bool:
    if re.match(_DOUBLE, whole):
        return False
    return whole[0] in _ORDINARY_HEADS or is_ordinary_word(whole) or is_ordinary_word(whole[:2])
