"""Names in Latin letters as callers spell them: Zhang Wei, wang xiao hong, L i Lei, ZHAO TIEZHU."""

import re
from collections.abc import Iterator

_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo"
    "|ui|ue|ve|er|a|o|e|i|u|v)"
)
_SYLLABLE = f"(?:{_INITIAL}{_FINAL}|ou|an|ang|ai|ao|er|en|e)"
_SURNAME = (
    "(?:wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|gao|lin|luo|zheng|liang"
    "|xie|song|tang|deng|han|feng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|du|ye|cheng|wei"
    "|su|lv|lu|ding|ren|yao|shen|zhong|cui|tan|fan|jin|shi|liao|jia|xia|fu|fang|zou|xiong|bai|meng|qin"
    "|qiu|hou|yin|xue|yan|duan|lei|long|tao|hao|kong|mao|gu|gong|wan|qian|dai|ouyang|sima|zhuge|shangguan)"
)
_NAME = re.compile(f"{_SURNAME}{_SYLLABLE}{{1,2}}")
_SURNAME_ALONE, _GIVEN = re.compile(_SURNAME), re.compile(f"{_SYLLABLE}{{1,2}}")
_TWO_SYLLABLES = re.compile(f"{_SYLLABLE}{{2,4}}")
_LETTERS = re.compile(r"[a-z](?:[ .'’·-]{0,2}[a-z]){2,24}(?![a-z\d@_.-])", re.ASCII)
# 我是wang xiao hong, but not 我是taobao卖家.
_APART = re.compile(r"[^\u3400-\u9fff]|$|反映|投诉|举报|电话|手机|来电|先生|女士")
# XU JIANGUO and Xu Jianguo, wherever they stand; LI NING鞋 is a shoe.
_CAPITALS = re.compile(
    r"[A-Z](?<![A-Za-z].)(?:[A-Z]{1,8} [A-Z]{2,8}(?: [A-Z]{2,6})?|[a-z]{1,8} [A-Z][a-z]{1,12})"
    r"(?![A-Za-z@])(?! ?(?:牌|鞋|店|专卖|品牌|路|街|大道|广场|酒店|服装|手机|公司|站))"
)
_PARTING = re.compile(r"[ .'’·-]")


def read_pinyin(text: str, start: int, *, is_sure: bool) -> int | None:
    """Where the name ends that begins at `start` of a text in lower case; None if there is none.

    is_sure  the words before say that a name follows: then it needs no known surname
    """
    run = _LETTERS.match(text, start)
    if not run:
        return None
    letters = _PARTING.sub("", run.group())
    form = _TWO_SYLLABLES if is_sure else _NAME
    is_apart = is_sure or _APART.match(text, run.end())
    return run.end() if is_apart and form.fullmatch(letters) else None


def capital_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each that is written with capitals, in the text as it was written."""
    for match in _CAPITALS.finditer(text):
        surname, own_name = match.group().lower().split(" ", 1)
        is_name = _SURNAME_ALONE.fullmatch(surname) and _GIVEN.fullmatch(own_name.replace(" ", ""))
        if is_name:
            yield match.span()
