"""Tibetan, Mongol, Uyghur, Kazakh and Yi names as Chinese signs write them: 次仁卓玛, 巴特尔."""

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from classifiers.name_borders import AFTER, HAN_SIGNS, PLACE_END, cut_known
from classifiers.name_words import NEVER, TRANSCRIBED
from classifiers.segment import is_ordinary_word

# What such names are put together from.
_IN_ROW = (
    "扎西 顿珠 卓玛 央金 次仁 索南 多吉 仁青 格桑 平措 洛桑 丹增 丹巴 旺堆 旺姆 拉姆 尼玛 "
    "达娃 达瓦 白玛 贡嘎 贡布 强巴 土登 嘉措 措姆 曲珍 德吉 白珍 边巴 普布 巴桑 米玛 拉巴 "
    "其美 索朗 罗布 旺久 旦增 旦巴 加央 西热 群培 晋美 才让 才仁 卓嘎 央宗 益西 赤列 江白 "
    "诺布 阿旺 朗杰 坚参 曲杰 班觉 次成 次珠 云丹 登巴 旺杰 拥忠 央吉 拉珍 达珍 德央 普珍 "
    "木拉提 赛力克 叶尔肯 沙依拉 古丽娜 热合买提 阿依古丽 帕丽达 哈力 塔依尔 艾尔肯 "
    "敖日格乐 巴音 孟克 巴根 那仁 苏雅拉 朝格图 阿木尔 乌力吉 恩和 额尔登 其其克 苏日娜 图门 "
    "贡觉 曲扎 次旺 欧珠 群措 拥措 泽仁 绒布 "
    "根敦 桑杰 南杰 多杰 扎巴 坚赞 玉珍 彭措 尕藏 更登 华旦 巴特尔 巴特 巴雅尔 那顺 乌云 塔娜 "
    "其其格 其木格 图雅 高娃 朝鲁 孟和 宝音 德力格尔 斯琴 乌兰 哈斯 格日勒 苏和 布和 巴图 "
    "额尔敦 额尔德 呼和 阿拉坦 乌日娜 乌仁 萨仁 娜仁 琪琪格 敖登 特木尔 铁木尔 那日松 毕力格 "
    "吉日嘎拉 牧仁 查干 特古斯 呼斯楞 苏力德 满都拉 托娅 吉雅 买买提 麦麦提 买提 麦提 阿不都 "
    "阿卜杜 阿布都 艾买提 买合木提 吐尔逊 吐逊 努尔 古丽 古力 姑丽 阿依 帕提 艾尼 瓦尔 迪丽 "
    "迪力 热依 热合曼 热合木 吾守尔 吾买尔 玉素甫 依明 依布拉音 艾山 卡德尔 卡迪尔 库尔班 "
    "肉孜 赛买提 木沙 木合塔尔 巴合提 别克 苏力坦 叶尔 努尔兰 哈比提 夏提 托合提 吐拉 阿里木 "
    "阿力木 阿迪力 艾力 艾则孜 祖力 帕尔哈提 帕丽 古扎 米热 克里木 热孜 阿曼 海丽 尼加提 玛依 "
    "再娜 茹仙 木呷 吉克 沙马 曲比 阿乌 马海 俄木 铁布 拉毅 日古 伍呷 史古 阿牛 阿苦 "
)
_PARTS = _IN_ROW.split()
_SHORT = 2
_KNOWN_PARTS = frozenset(_PARTS)
_ANY_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_OF_PARTS = re.compile(
    rf"(?:{_ANY_PART}){{2,4}}[{TRANSCRIBED}敏明]{{0,2}}|(?:买买|麦麦|艾买)提[敏明江]"
    # One that is hardly anything else stands alone: 巴特尔, 其木格.
    rf"|{'|'.join(part for part in _PARTS if len(part) > _SHORT)}"
)
_find_parts = AhoCorasick(_PARTS, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
_FOREIGN = re.compile(rf"(?!群里|那里|其他)(?:阿不)?[{TRANSCRIBED}]{{3,8}}")
_FOREIGN_BEFORE = re.compile(rf"(?<![{HAN_SIGNS}])[{TRANSCRIBED}]{{4,8}}$")
_NO_LAST = frozenset("和都里那让居来")


def names_of_parts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name that such parts make: two of them, or one that stands alone."""
    done = 0
    for _, start, _ in _find_parts(text):
        if start >= done and (match := _OF_PARTS.match(text, start)):
            done = match.end()
            yield start, done


def longer_than_chinese(run: str) -> int:
    """The length of a name of four signs or more that only begins as a Chinese one, as 古丽娜尔
    does; 0 for none.
    """
    match = _OF_PARTS.match(run)
    if match:
        return match.end()
    match = _FOREIGN.match(run)
    if match and match.end() > 3 and run[match.end() - 1] not in _NO_LAST:
        whole = match.group()
        if AFTER.match(run, match.end()) and _is_unknown(whole):
            return match.end()
    return 0


def foreign_length(run: str, *, is_sure: bool) -> int:
    """The length of the name without surname with which `run` begins; 0 for none.

    is_sure  the words before say that a name follows
    """
    parts, match = _OF_PARTS.match(run), _FOREIGN.match(run)
    name = match.group() if match else ""
    if not is_sure and name[-1:] in _NO_LAST:
        rest = name[:-1]  # of 仁青和 the name; of 拉萨来的游客 none
        name = rest if any(part in rest for part in _KNOWN_PARTS) else ""
    return max(
        parts.end() if parts else 0,
        len(name) if name and _is_foreign(run, name, is_sure) else 0,
        _unknown_end(run) if is_sure else 0,
    )


def foreign_before(text: str, first: int, end: int) -> int | None:
    """Where the name begins that ends at `end`, at `first` or later; None if there is none."""
    match = _FOREIGN_BEFORE.search(text, first, end)
    if match is None:
        return None
    whole = match.group()
    known = any(part in whole for part in _KNOWN_PARTS)
    return match.start() if known or _is_unknown(whole) else None


def _is_foreign(run: str, name: str, is_sure: bool) -> bool:
    """Whether signs that write foreign names are one: the longer, the more words they may hold."""
    if _is_unknown(name) or (is_sure and name == run):
        return True
    in_words = sum(
        len(word) for word in cut_known(name) if len(word) > 1 and is_ordinary_word(word)
    )
    return len(name) >= 4 and in_words * 2 <= len(name) and AFTER.match(run, len(name)) is not None


def _unknown_end(run: str) -> int:
    """The length of a name of any signs where one has to stand; 0 where words stand."""
    stop = next((at for at, sign in enumerate(run) if at > 1 and AFTER.match(run, at)), len(run))
    stop = next((at for at, sign in enumerate(run[:stop]) if sign in NEVER), stop)
    is_name = (
        2 <= stop <= 6
        and run[0] not in "小老姓"
        and run[stop - 1] not in PLACE_END
        and _is_unknown(run[:stop])
    )
    return stop if is_name else 0


def _is_unknown(whole: str) -> bool:
    pieces = cut_known(whole)
    return not any(
        len(word) > 1 and word not in _KNOWN_PARTS and is_ordinary_word(word) for word in pieces
    )
