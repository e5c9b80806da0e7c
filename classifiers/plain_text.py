"""A text without what says nothing of its matter: greetings, the frames of operators and of files,
the hotline's own number, thanks.

What is left out becomes blanks, so positions stay those of the original.
"""

import re
from functools import lru_cache

from classifiers.folding import fold
from classifiers.frames import closing_start, opening_end, pause_end, pause_start

_HEAD, _TAIL = 80, 60  # frames stand at the ends: so the cost does not follow the text
_MOST_FRAMES = 8

_PEOPLE = (
    r"(?:市民|来电人|来电者|诉求人|反映人|群众|居民|村民|客户|用户|网友|网民|当事人|业主|热心市民"
    r"|其|某?先生|某?女士)"
)
_CALLS = r"(?:来电|来信|来函|留言|致电|来话|网上|通过热线|拨打(?:热线)?|二次来电|再次来电)"
_SAYS = r"(?:反映|反应|表示|称|诉称|诉|说|陈述|反馈)"
_MATTER = r"(?:以下(?:问题|情况|内容)|如下(?:问题|情况)?|(?:有关)?(?:问题|情况|内容|诉求))"
_OPENING = re.compile(
    r"[\s，,。.、！!~～:：]*(?:"
    r"(?:尊敬的|敬爱的)[\u4e00-\u9fff]{0,8}?(?:领导|书记|市长|县长|区长|局长|厅长|主任|同志|热线)们?"
    r"|(?:领导|同志|各位领导|客服|接线员|话务员|老师)?(?:您们?好|你们?好|大家好|早上好|上午好|下午好|晚上好|哈喽|hello|hi(?![a-z]))(?:啊|呀)?"
    r"|领导好|喂+|打扰(?:一下|您?了)|不好意思打扰"
    rf"|{_PEOPLE}{{1,2}}{_CALLS}?(?:12345)?(?:热线)?{_SAYS}{_MATTER}?(?=[，,:：\s\"“])"
    rf"|{_PEOPLE}?{_CALLS}(?:12345)?(?:热线)?(?:{_SAYS}{_MATTER}?)?(?=[，,:：\s\"“])"
    r"|[【\[](?:来电|诉求|问题|市民|工单|投诉)[\u4e00-\u9fff]{0,6}[】\]]"
    r"|(?:诉求|反映|来电|工单|事件|问题)(?:内容|描述|详情|如下|情况|标题)[:：]"
    r")[，,。.、！!~～:：\s]*"
)
_DOERS = r"(?:相关|有关|职能|主管|属地|贵|当地|承办)(?:职能)?(?:部门|单位|领导|政府)"
_WISH = r"(?:请|望|希望|恳请|要求|敬请|烦请|诉求[:：]?|故来电|现来电|特此|请求|求)"
_DO = (
    r"(?:尽快|尽早|及时|予以|给予|协助|协调|帮忙|进行|并|和|及|与|依法|核实|核查|核处|处理|办理|解决|调查|查处|答复|回复|回电|跟进|落实|重视|关注|反馈"
    r"|妥善|一下|结果|情况|此事|该问题|该情况|为盼|、)"
)
_CLOSING = re.compile(
    r"(?<![太真很])(?<![太真很]感)(?=[请望希恳要敬烦诉故现特求相有职主属贵当承谢感多此盼静打麻辛拜祝])(?:"
    rf"{_WISH}{{0,2}}{_DOERS}{_DO}{{1,8}}"
    rf"|(?:请|望|敬请|烦请|要求|特此)(?:核实|核查|核处|调查)(?:并|后|、)?{_DO}{{0,4}}"
    r"|(?:谢谢|感谢|多谢|谢)(?:您们?|你们?|大家|领导|各位|支持|理解|配合|了|啦|哈){0,3}"
    r"|此致|敬礼|盼复|盼回复|望回复|静候佳音|打扰了|麻烦(?:您|你们?)?了|辛苦(?:您|你们?)?了|拜托了?"
    r"|祝(?:您|你们?|各位)?(?:工作|身体|生活|万事)(?:顺利|健康|愉快|如意)"
    r")[，,。.；;、！!~～\s]*$"
)
_MARKS = "，,。.；;、！!~～ \n"
_HOTLINE = re.compile(r"(?<!\d)12345(?!\d)")
_BLANKS = re.compile(r"\s+")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff](?![\u4e00-\u9fff])){2,}"
)


@lru_cache(maxsize=128)  # whoever looks for something else in the same text asks again
def plain(text: str) -> str:
    """`text` folded, with blanks for its frames; a text that is nothing but frames stays."""
    folded = fold(text)
    bare = _without_closing(_without_opening(folded))
    if "12345" in bare:
        bare = _HOTLINE.sub("     ", bare)
    return bare if bare.strip() else folded


def whole_text(title: str, text: str) -> str:
    """A report as all read it: its title is the beginning, unless it only repeats the text's."""
    if not title or text.startswith(title.removesuffix("…")):
        return text
    return f"{title}\n{text}"


def squeezed(text: str) -> str:
    """Without the blanks between Chinese characters: 鼓 楼 is 鼓楼."""
    first, *others = text.split() or [""]
    parts = [first]
    for part in others:
        parts += [" ", part] if parts[-1][-1].isascii() and part[0].isascii() else [part]
    return "".join(parts)


def together(text: str) -> str:
    """Without the blanks of what is spaced out sign by sign (停 水 了); others part clauses."""
    return _SPACED.sub(lambda run: _BLANKS.sub("", run.group()), text) if " " in text else text


def length_in_signs(text: str) -> float:
    """In Chinese characters, of which three others make one; of a long text its beginning."""
    text = text[:_HEAD].strip()
    others = len(text.encode("ascii", "ignore"))
    return len(text) - others + others / 3


def _without_opening(text: str) -> str:
    begin = 0
    for _ in range(_MOST_FRAMES):
        frame = _OPENING.match(text, begin, begin + _HEAD)
        end = frame.end() if frame and frame.end() > begin else opening_end(text, begin)
        if end == begin:
            break
        begin = end
    if begin:
        begin = pause_end(text, begin)
    return " " * begin + text[begin:]


def _without_closing(text: str) -> str:
    end = len(text)
    for _ in range(_MOST_FRAMES):
        begin = max(0, end - _TAIL)
        start = closing_start(text, end)
        if start == end:
            frame = _CLOSING.search(text[begin:end])
            if not frame:
                break
            start = begin + frame.start()
        end = begin + len(text[begin:start].rstrip(_MARKS))
    if end < len(text):
        end = pause_start(text, end)
    return text[:end] + " " * (len(text) - end)
