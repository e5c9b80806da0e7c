"""People's names behind the words that announce one (姓名：…, 我叫…, 老板…), before a telephone or
先生, written with a dot or in Latin letters.

Ordinary words stay: a name is a surname and a given name that the dictionary cuts no other way.
"""

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from classifiers.called_names import called_end
from classifiers.name_reading import entry_end, is_name_alone, name_before, read_name
from classifiers.name_weights import weight
from classifiers.name_words import COMPOUND, FUNCTION, PEOPLE, SURNAMES, TRANSCRIBED
from classifiers.personal_data.digits import narrow
from classifiers.pinyin_names import capital_names, read_pinyin
from classifiers.segment import is_word
from classifiers.told_names import told_names
from classifiers.unannounced_names import unannounced_names

# Behind these stands a name, whatever it looks like; so it does behind 叫 or a colon.
_NOUNS = (
    "姓名",
    "名字",
    "大名",
    "本名",
    "真名",
    "全名",
    "户名",
    "客户名",
    "署名",
    "落款",
    "签名",
    "实名",
    "中文名",
    "汉名",
    "汉语名",
    "汉族名",
    "英文名",
)
_CALLS = {
    "我叫做",
    "我叫",
    "复姓",
    "报修人",
    "wo jiao",
    "名叫",
    "自称",
    *_NOUNS,
    *(f"{noun}叫" for noun in _NOUNS),
}
_MARKERS = (
    *_CALLS,
    *PEOPLE,
    "我是",
    "俺是",
    "咱是",
    "在下",
    "俺叫",
    "咱叫",
    "这里是",
    "签字",
    "学名",
    "曾用名",
    "户籍名",
)
_find_markers = AhoCorasick(
    list(_MARKERS), matchkind=MatchKind.LeftmostLongest
).find_matches_as_indexes
_LINK = re.compile(
    "(?:[栏框项处列][里内中]?)?"
    "((?:叫做?|名叫|名为|的?(?:姓名|名字|大名)[是为叫]?做?|写的?[是为]?|填的?[是为]?|:"
    "|记[作为成]|登记[为成]|登记的是|写[成作]|填成|显示[为是]|报的是) ?)?"
    "(?:[是为]?[: (]{1,3}|[是为])?"
)
_SIGN = re.compile(
    r"先生|女士|小姐|同志|同学|(?P<title>老师|师傅|医生|大夫|护士|阿姨|警官|律师(?!事)|教练)"
    r"|身份证|1[3-9]\d{9}|\d{17}|男[, 、。;)]|女[, 、。;)]",
    re.ASCII,
)
_SEX = re.compile("[男女](?!士)")
_DOTTED = re.compile(
    rf"(?:阿不)?[{TRANSCRIBED}]{{2,8}}(?:[·•・‧.](?:阿不)?[{TRANSCRIBED}]{{1,8}})+"
)
# 我姓叶，叫叶问天; 我是住在西门的周秀英.
_FAR_MARKERS = re.compile(
    rf"姓(?:{COMPOUND}|[{SURNAMES}])(?:[,， ]{{1,2}}(?:名叫|单名|名|叫)|名?叫做?)"
    # 队长老张叫张国庆, 邻居老孙家的孙志强.
    rf"|[老小](?:{COMPOUND}|[{SURNAMES}])(?:名?叫做?|家的)"
    r"|[我俺咱]是[^，。,;；:\n是的]{2,24}的"
    # 签合同的是邝绮雯.
    r"|的(?:那个)?人?是(?![\u3400-\u9fff]?[谁哪什不我他她])"
    # 打我的人叫牛二娃, 保姆殷姐叫殷翠花.
    r"|(?:的[人男女]|的那个?人?|[哥姐叔姨婶嫂爷弟妹伯爸妈]|[工户车店家]的|老[大二三四五六七八幺]|[一有][个位]|老头|男的|女的|孩|娃|[她他]|对方|此人|那人)名?叫做?"
    # 我弟裴东, 她姐夫 has a word of its own.
    r"|[我他她你]们?的?[爸妈哥姐弟妹叔舅姨姑嫂爷奶爹](?![夫父母子丈爸妈哥姐弟妹公婆媳爷奶娘家姓们])"
    r"|族的?[,， ]名?叫做?|[我俺咱]是[^，。,;；:\n]{2,12}[,，]叫做?"
)
_FAR = re.compile(
    "姓|[我俺咱]是|的人?是|的那个人?是|叫|家的|[我他她你们的][爸妈哥姐弟妹叔舅姨姑嫂爷奶爹]"
)
# The last line of a letter: a name alone, with a date below it at most.
_SIGNATURE = re.compile(
    r"(?:\n|敬礼|敬上|盼复|谢谢)[ !。，,\n]*(?:-{1,3} ?)?"
    r"(?:群众|市民|居民|村民|业主|住户|您的)?[ :]*"
    r"(?P<name>[\u3400-\u9fff]{2,4})[ 。]*(?:敬上|叩谢|呈上|敬启|上)?[ \n]*"
    r"(?:[(]?[\d〇零一二三四五六七八九十年月日./ -]{4,16}[)]?)?[ \n。]*$"
)
# A surname alone that its owner tells, and what is left of a name behind whose surname are stars.
_OWN_SURNAME = re.compile(
    r"(?:我|本人|免贵|鄙人|(?:来电|来访|诉求|投诉|举报|反映|求助)人)是?复?姓[: ]?"
    rf"({COMPOUND}|[{SURNAMES}])(?![名氏])"
)
_CERTAIN = "".join(sorted(set(SURNAMES) - set(FUNCTION)))
_STARRED = re.compile(
    rf"((?:{COMPOUND}|[{_CERTAIN}])[\u3400-\u9fff]?|[{SURNAMES}])[*]{{1,3}}"
    r"(?=先生|女士|小姐|同志|同学|老师|师傅|阿姨|大爷|大妈|[,，。;； ]|$)"
)
_OPENING = re.compile(r"([\u3400-\u9fff]{2,4})(?:报告|反映|来电|投诉|举报)[:,， ]")
_DOT = re.compile("[·•・‧.]")
# Before 老师 or 医生 other words stand more often than names do.
_BEFORE_TITLE = 35
_LAST = 80
_AND = frozenset("、和及与")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]")
_WESTERN = re.compile(
    r"(?:[Mm]y name is|[Ww]o (?:jiao|shi)|[Nn]ame ?[:：]|I am|I'm"
    r"|老公|老婆|丈夫|妻子|爱人|[男女]朋?友|同事|室友|邻居|[房租]客|学生|老师|教练|员工"
    r"|外教|外籍.{0,2}|老外|Mrs?\.?|Ms\.?"
    r"|名叫|名字[是叫]?|我叫|我是|姓名[:：]?|联系人[:：]?|来电人[:：]?)"
    r" ?([A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][a-zß-ÿ]+){1,2})"
    r"|(?:[Mm]y name is|我叫|名叫|名字[是叫]) ?([A-Z][a-z]+)\b"
)


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, in the order of the text; none overlaps another.

    A name that is announced once is found wherever it stands.
    """
    places = list(_apart(_places(text)))
    return _apart([*places, *_again(narrow(text), places)]) if places else iter(())


def _apart(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= done:
            done = end
            yield start, end


def _again(plain: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    names = {plain[start:end] for start, end in places}
    certain = [name for name in names if len(name) > 2 or not is_word(name)]
    for _, start, end in AhoCorasick(certain).find_matches_as_indexes(plain):
        yield start, end


def _places(text: str) -> Iterator[tuple[int, int]]:
    plain = narrow(text)
    yield from _behind_markers(plain)
    yield from _before_signs(plain)
    yield from _behind_far_markers(plain)
    yield from _signature(plain)
    yield from _opening(plain)
    if _DOT.search(plain):
        yield from (match.span() for match in _DOTTED.finditer(plain))
    yield from _surnames(plain)
    yield from told_names(plain)
    yield from unannounced_names(plain)
    yield from capital_names(text)
    if _CAPITAL.search(text):
        for match in _WESTERN.finditer(text):
            yield match.span(match.lastindex or 0)


def _behind_markers(text: str) -> Iterator[tuple[int, int]]:
    for marker, first, stop in _find_markers(text):
        if is_word(text[first : stop + 1]):
            continue  # 教练车, 学生会
        link = _LINK.match(text, stop)
        start = link.end() if link else stop
        called = link is not None and (link[1] is not None or link.group().endswith(" "))
        sure = _MARKERS[marker] in _CALLS or called
        is_field = link is not None and ":" in link.group()
        end = (
            read_name(text, start, is_sure=sure, is_field=is_field)
            or read_pinyin(text, start, is_sure=sure)
            or called_end(text, start, is_called=called)
        )
        while end:
            yield start, end
            start = end + 1  # 张三、李四
            end = read_name(text, start, is_sure=False) if text[end : end + 1] in _AND else None


def _behind_far_markers(text: str) -> Iterator[tuple[int, int]]:
    for marker in _FAR_MARKERS.finditer(text) if _FAR.search(text) else ():
        is_sure, is_called = marker.group()[0] in "姓族", marker.group()[-1] == "叫"
        end = read_name(text, marker.end(), is_sure=is_sure)
        end = end or (_end_behind_call(text, marker.end()) if is_called else None)
        if end:
            yield marker.end(), end


def _end_behind_call(text: str, start: int) -> int | None:
    return entry_end(text, start) or called_end(text, start, is_called=True)


def _surnames(text: str) -> Iterator[tuple[int, int]]:
    """Surnames that their owners tell, wherever they are called by them, and those before stars."""
    if "*" in text:
        yield from (match.span(1) for match in _STARRED.finditer(text))
    if "姓" not in text:
        return
    own = {match.span(1) for match in _OWN_SURNAME.finditer(text)}
    yield from own
    if names := {text[start:end] for start, end in own}:
        called = "|".join(sorted(names))
        again = re.compile(rf"[老小]({called})(?!.?[路街区])|({called})(?=先生|女士|师傅|同志)")
        yield from (match.span(match.lastindex or 0) for match in again.finditer(text))


def _signature(text: str) -> Iterator[tuple[int, int]]:
    first = max(0, len(text) - _LAST)
    signed = _SIGNATURE.search(text, first)
    if signed and is_name_alone(signed["name"]):
        yield signed.span("name")


def _opening(text: str) -> Iterator[tuple[int, int]]:
    """Who reports: 李铁军报告：…"""
    opening = _OPENING.match(text)
    if opening and is_name_alone(opening[1]):
        yield opening.span(1)


def _before_signs(text: str) -> Iterator[tuple[int, int]]:
    for sign in _SIGN.finditer(text):
        before = text[max(0, sign.start() - 12) : sign.start()]
        end = sign.start() - len(before) + len(before.rstrip(",:( 、"))
        is_sex = _SEX.match(sign.group()) is not None
        start = None if is_sex and end == sign.start() else name_before(text, end)
        is_light = sign["title"] and start is not None and weight(text[start:end]) < _BEFORE_TITLE
        if start is not None and not is_light:
            yield start, end
