"""Words by which a caller says what they want: 咨询 求助 投诉 举报 建议 表扬."""

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

MOST_HITS = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases of one kind and weight; `form` is tried only behind `opening`, which spares most
    texts the search.
    """

    kind: str
    weight: float
    phrases: tuple[str, ...]
    opening: str = ""
    form: re.Pattern[str] | None = None


def _cue(kind: str, weight: float, phrases: str, opening: str = "", form: str = "") -> Cue:
    return Cue(kind, weight, tuple(phrases.split()), opening, re.compile(form) if form else None)


_SAID_SO = r"不是.{0,12}[吗嘛]"
_WISH_BETTER = r"希望.{0,12}(?:增设|增加|改进|优化|完善|开通|加强)"
_WISH_HELP = r"希望.{0,12}(?:解决|处理|维修|修复|恢复)"
_PLEASE = r"请.{0,8}(?:尽快|维修|处理|疏通|检修|补上|恢复)"
_THANKS = r"感谢.{0,24}(?:帮助|帮我|帮忙|照顾|服务|工作|解决|修好|民警|师傅|热线)"
_NEEDS = r"需要(?:什么|哪些|带|多久|多长)"

CUES = (
    _cue("consult", 3.0, "咨询 请问 问下 问一下 想问 想了解 想知道 询问"),
    _cue(
        "consult",
        2.0,
        (
            "怎么办理 如何办理 怎样办理 要带哪些 什么条件 什么手续 什么材料 什么流程 有哪些 "
            "标准是 政策是 有什么影响"
        ),
        "需要",
        _NEEDS,
    ),
    _cue(
        "consult",
        1.5,
        (
            "是多少 多少钱 多长时间 多久 什么时候 何时 能不能 可不可以 上不上班 在哪 去哪 "
            "哪个部门 哪个网点 哪个窗口 几点 几月 几天"
        ),
    ),
    _cue("consult", 1.0, "吗 呢 ? ？ 是否 怎么 如何 能否 可否"),
    _cue("complaint", 3.0, "投诉 维权 讨说法 讨个说法 强烈不满 太过分 严重扰民"),
    _cue(
        "complaint",
        1.2,
        (
            "扰民 拖欠 不作为 乱收费 不给 拒绝 拒载 骂人 无人管 没人管 没有人管 恶劣 欺骗 "
            "不合理 不退 不赔 推诿 扯皮 敷衍 坑 骗 延期 假货 乱涨价"
        ),
        "涨",
        r"涨.{0,3}次价",
    ),
    _cue("complaint", 2.0, "凭什么 凭啥", "不是", _SAID_SO),
    _cue("report", 3.5, "举报 检举 揭发"),
    _cue("report", 1.6, "查处 严查 取缔 依法 查封 贪污 受贿 聚众赌博 传销 偷税 偷排 造假 套取"),
    _cue("report", 0.8, "非法 违法 违规 无证 私自"),
    _cue("help", 2.5, "求助 帮帮 救救 请求帮助 帮忙 急需 求解决 麻烦派 请求 恳请 上门 派人 来人"),
    _cue("help", 1.0, "困难 停水 停电 没电 坏了 漏水 堵了", "希望", _WISH_HELP),
    _cue("help", 1.0, "", "请", _PLEASE),
    _cue("suggestion", 3.0, "建议 提议 倡议 呼吁"),
    _cue("suggestion", 1.5, "最好能 不妨", "希望", _WISH_BETTER),
    _cue("praise", 4.0, "表扬 点赞 锦旗 拾金不昧", "感谢", _THANKS),
)


def cue_hits(text: str) -> dict[int, set[str]]:
    """Number of a cue -> its words in the text.

    Where words overlap, the first and longest counts.
    """
    words_by_cue: dict[int, set[str]] = {}
    for word in words_of(text):
        words_by_cue.setdefault(CUE_OF[word], set()).add(word)
    for number, opening, form in _FORMS:
        if opening in text and (hits := form.findall(text)):
            words_by_cue.setdefault(number, set()).update(hits)
    return words_by_cue


def words_of(text: str) -> list[str]:
    try:
        return _WORDS.find_matches_as_strings(text)
    except UnicodeEncodeError:  # half a character, of which no word has one
        return _WORDS.find_matches_as_strings(
            text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )


CUE_OF = {word: number for number, cue in enumerate(CUES) for word in cue.phrases}
_WORDS = AhoCorasick(list(CUE_OF), matchkind=MatchKind.LeftmostLongest)
_FORMS = [(number, cue.opening, cue.form) for number, cue in enumerate(CUES) if cue.form]
